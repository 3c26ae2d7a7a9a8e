import Foundation

/// The vendor's own client library for Python, where `script/lib/sdk.sh` installs it.
enum VendorSDK {
    static let version = "1.0.1"

    static var python: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? ""
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(home)/.cache")/scanwhy/mcl-platform-sdk-\(version)/bin/python3"
    }

    /// Why the tests that need it are skipped.
    static let reason = "mcl-platform-sdk is not installed; .ci/run installs it"

    static var isInstalled: Bool { Program.isInstalled(python) }

    /// Runs a script against a server, and gives what it printed, line by line.
    static func run(_ script: String, _ arguments: String...) async throws -> [String] {
        // It is slow to load, and on a busy machine much slower.
        let program = try await Program.run(
            python,
            ["-c", head + script] + arguments,
            seconds: 180
        )
        return program.output.split(separator: "\n").map(String.init)
    }

    /// `said` prints what a call came to, or the status and body of its error.
    private static let head = """
        import hashlib, sys, time
        import mcl_platform_sdk as sdk
        from mcl_platform_sdk.exceptions import ApiException

        def client(key):
            return sdk.ApiClient(sdk.Configuration(host=sys.argv[1]), api_key=key)

        def said(name, call):
            try:
                print(name, call())
            except ApiException as error:
                print(name, type(error).__name__, error.status, error.body)


        """
}
