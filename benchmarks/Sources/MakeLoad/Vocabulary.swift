/// What the placeholders of the templates are filled with.
///
/// It has what makes logs hard to read on
/// purpose: backslashes, apostrophes, commas, brackets and letters beyond ASCII inside values.
enum Vocabulary {
    static let users: [String] =
        [
            "mkeller", "r.d'angelo", "zoë.jørgensen", "wang.fang", "svc-archive", "operator",
            "j.o'hara", "f.özdemir", "anna.lindqvist", "LOCAL/admin", "night.shift", "q.nguyen",
        ] + (1...180).map { "staff\($0)" }

    static let shares = [
        "F:\\Intake", "G:\\Exchange", "C:\\ProgramData\\Dropzone", "\\\\filer01\\incoming",
        "\\\\filer-west-3\\partners",
    ]

    static let folders = [
        "Tenders", "Payroll 2025", "Payroll 2026", "Lab results", "Photos, originals", "Suppliers",
        "Blueprints", "Hand-over [signed]", "Minutes", "Exports", "Training (internal)", "Mailroom",
        "Fleet", "Kärcher & Töchter", "Old server", "Release notes", "Warehouse", "Press",
    ]

    static let names = [
        "offer", "delivery note", "site plan", "customer's copy", "Änderung", "audit", "timesheet",
        "catalogue", "letter, unsigned", "firmware", "recording", "survey", "price list v4",
        "handbook", "inventory", "mail", "certificate", "D'Amico file",
    ]

    static let endings = [
        "docx", "pptx", "pdf", "step", "png", "xml", "7z", "eml", "iso", "csv", "part",
    ]

    static let hosts = (1...12).map { "scan\($0).lab.example" }

    static let errors = [
        "permission denied", "the file is in use", "no route to host", "disk quota exceeded",
        "the peer closed the connection", "no answer in time", "the share is not mounted any more",
        "the lock is held by another process",
    ]

    static let clients = [
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
        "MDICAPServer/5.14.0", "dropzone-agent/2.3 (linux)", "python-requests/2.32.3",
        "kube-probe/1.30", "okhttp/4.12.0",
    ]

    /// Drawn by chance once; lines then draw from them, which is what lets logs compress.
    struct Pools {
        var paths: [String] = []
        var dataIDs: [String] = []
        var nodes: [String] = []
        var jobs: [String] = []
        var addresses: [String] = []
        var sessions: [String] = []
        var sizes: [Int] = []

        init(_ dice: inout Dice) {
            paths = (0..<6000).map { _ in Vocabulary.path(&dice) }
            dataIDs = (0..<20_000).map { _ in Vocabulary.hex(&dice, words: 2) }
            nodes = (0..<400).map { _ in "node-\(10_000 + dice.below(90_000))" }
            jobs = (0..<900).map { _ in "T\(1_000_000 + dice.below(9_000_000))" }
            addresses = (0..<600).map { _ in Vocabulary.address(&dice) }
            sessions = (0..<40_000).map { _ in String(Vocabulary.hex(&dice, words: 1).prefix(8)) }
            sizes = (0..<240).map { _ in 4096 * (1 + dice.low(4000, lean: 3)) }
        }
    }

    static func address(_ dice: inout Dice) -> String {
        "10.\(20 + dice.below(4)).\(dice.below(16)).\(1 + dice.below(254))"
    }

    static func fileName(_ dice: inout Dice) -> String {
        let number = String(10_000 + dice.below(10_000)).dropFirst()
        return "\(names[dice.below(names.count)]) \(number).\(endings[dice.below(endings.count)])"
    }

    private static func path(_ dice: inout Dice) -> String {
        var parts = [shares[dice.below(shares.count)]]
        if parts[0].hasSuffix("Dropzone") { parts.append(users[dice.below(users.count)]) }
        for _ in 0...dice.low(3, lean: 1) { parts.append(folders[dice.below(folders.count)]) }
        parts.append(fileName(&dice))
        return parts.joined(separator: "\\")
    }

    private static func hex(_ dice: inout Dice, words: Int) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<words { bytes.append(hex: dice.bits()) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
