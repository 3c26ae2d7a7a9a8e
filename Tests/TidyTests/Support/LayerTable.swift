/// The layers of docs/architecture.md as law: a module may import those below its own layer.
enum LayerTable {
    static let layers: [String: Int] = [
        "CArchive": 0, "CLzma": 0, "CSQLite": 0, "CXML": 0, "CZlib": 0, "CaseModel": 0,
        "Archives": 1, "CaseStore": 1, "Markup": 1,
        "Intake": 2, "Quarantine": 2, "Reports": 2, "Rules": 2,
        "QuarantineServer": 3, "ScanWhy": 3,
        "Accuracy": 4, "ParseBench": 4, "ServeTool": 4, "Tool": 4,
        "AccuracyRun": 5,
    ]

    /// The one module that may import a C library.
    static let owners: [String: String] = [
        "CArchive": "Archives", "CLzma": "Archives", "CSQLite": "CaseStore", "CXML": "Markup",
        "CZlib": "Archives",
    ]
}
