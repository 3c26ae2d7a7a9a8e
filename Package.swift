// swift-tools-version: 6.2
import PackageDescription

// One strict list for every target: imports say what leaks, and a warning is an error.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

// Only what serves: none of these is built for the product `scanwhy`.
let server: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdCore", package: "hummingbird"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOExtras", package: "swift-nio-extras"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    .product(name: "UnixSignals", package: "swift-service-lifecycle"),
]

let package = Package(
    name: "scanwhy",
    products: [
        .executable(name: "scanwhy", targets: ["Tool"]),
        .executable(name: "scanwhy-serve", targets: ["ServeTool"]),
        .library(name: "ScanWhy", targets: ["ScanWhy"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Layer 0: the C libraries, each with one owner, and the nouns.
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CLzma", pkgConfig: "liblzma"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0"),
        .target(name: "CaseModel", swiftSettings: strict),

        // Layer 1: bytes in, XML, and the case file.
        .target(
            name: "Archives",
            dependencies: ["CArchive", "CLzma", "CZlib", "CaseModel", crypto],
            swiftSettings: strict
        ),
        .target(
            name: "CaseStore",
            dependencies: ["CSQLite", "CaseModel", grdb],
            resources: [.embedInCode("Schema")],
            swiftSettings: strict
        ),
        .target(name: "Markup", dependencies: ["CXML", "CaseModel"], swiftSettings: strict),

        // Layer 2: the stages; they meet in the schema and do not import each other.
        .target(
            name: "Quarantine",
            dependencies: ["CaseModel", yams],
            swiftSettings: strict
        ),
        .target(
            name: "Intake",
            dependencies: ["Archives", "CaseModel", "CaseStore", "Markup", grdb],
            swiftSettings: strict
        ),
        .target(
            name: "Rules",
            dependencies: ["CaseModel", "CaseStore", crypto, grdb, mustache, yams],
            swiftSettings: strict
        ),
        .target(name: "Reports", dependencies: ["CaseModel"], swiftSettings: strict),

        // Layer 3: the façade, the only public API.
        .target(
            name: "ScanWhy",
            dependencies: [
                "Archives", "CaseModel", "CaseStore", "Intake", "Quarantine", "Reports", "Rules",
                grdb,
            ],
            swiftSettings: strict
        ),

        // Layer 3 too: the live server. Nothing that `scanwhy` is made of imports it.
        .target(
            name: "QuarantineServer",
            dependencies: ["Quarantine", crypto] + server,
            resources: [.embedInCode("Console/Assets")],
            swiftSettings: strict
        ),

        // Layer 4: the tools.
        .executableTarget(
            name: "Tool",
            dependencies: ["CaseModel", "Intake", "ScanWhy", argumentParser],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ServeTool",
            dependencies: ["QuarantineServer", argumentParser],
            swiftSettings: strict
        ),

        // Reading without storing, for benchmarks/run.
        .executableTarget(
            name: "ParseBench",
            dependencies: ["Archives", "CaseModel", "Intake"],
            path: "benchmarks/ParseBench",
            swiftSettings: strict
        ),

        // Measures the rules on cases whose truth is known, for `make accuracy`.
        .target(
            name: "Accuracy",
            dependencies: ["CaseModel", "CaseStore", "Quarantine", "Rules", "ScanWhy", grdb],
            path: "accuracy/Accuracy",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "AccuracyRun",
            dependencies: ["Accuracy", "Quarantine", "Rules", argumentParser],
            path: "accuracy/AccuracyRun",
            swiftSettings: strict
        ),

        // Tests: one target a module, then the houses of rule cases, samples and house rules.
        .target(
            name: "TestSupport",
            dependencies: ["Archives", "CaseModel", "ScanWhy"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "CaseModelTests",
            dependencies: ["CaseModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ArchivesTests",
            dependencies: ["Archives", "CArchive", "CaseModel", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CaseStoreTests",
            dependencies: ["CaseStore", "CaseModel", "TestSupport", grdb],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MarkupTests",
            dependencies: ["Markup", "CaseModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "IntakeTests",
            dependencies: [
                "Intake", "Archives", "CaseModel", "CaseStore", "Markup", "TestSupport", grdb,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RulesTests",
            dependencies: ["Rules", "ScanWhy", "CaseModel", "CaseStore", "TestSupport", grdb],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AccuracyTests",
            dependencies: ["Accuracy", "CaseModel", "Quarantine", "Rules"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: ["Reports", "CaseModel", "Markup", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "QuarantineTests",
            dependencies: ["Quarantine", "CaseModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "QuarantineServerTests",
            dependencies: [
                "Quarantine", "QuarantineServer", crypto,
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ] + server,
            exclude: ["Console/Browser"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScanWhyTests",
            dependencies: [
                "ScanWhy", "Archives", "CaseModel", "CaseStore", "Intake", "Quarantine", "Reports",
                "Rules", "TestSupport", grdb,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ToolTests",
            dependencies: ["Archives", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RuleCaseTests",
            dependencies: ["ScanWhy", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SampleTests",
            dependencies: ["CaseModel", "CaseStore", "ScanWhy", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
