// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds the analyzer does not build its load generator.
let package = Package(
    name: "benchmarks",
    products: [.executable(name: "make-load", targets: ["MakeLoad"])],
    targets: [
        .executableTarget(
            name: "MakeLoad",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
