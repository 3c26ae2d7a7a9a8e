// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds the analyzer builds no fuzzer. `@testable` opens the modules,
// so `fuzz/run` builds with testing enabled.
let package = Package(
    name: "fuzz",
    products: [.library(name: "fuzz-targets", type: .static, targets: ["FuzzTargets"])],
    dependencies: [.package(name: "scanwhy", path: "..")],
    targets: [
        .target(
            name: "FuzzTargets",
            dependencies: [.product(name: "ScanWhy", package: "scanwhy")],
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
