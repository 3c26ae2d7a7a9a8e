/// Which of the two systems that the products run on a description of a machine tells of.
enum SystemPlatform {
    /// Names under which Linux is known without its own.
    private static let distributions = [
        "ubuntu", "debian", "red hat", "rhel", "centos", "rocky", "alma", "oracle", "suse",
        "amazon", "fedora",
    ]

    /// `linux` or `windows`; nil for a fact that tells neither.
    static func name(key: String, value: String) -> String? {
        let value = value.lowercased()
        switch key {
        case "os.name":
            if value.contains("windows") { return "windows" }
            let isLinux = value.contains("linux") || distributions.contains(where: value.contains)
            return isLinux ? "linux" : nil
        // Behind its first word stands the machine's name, which may be any.
        case "os.kernel": return value.hasPrefix("linux") ? "linux" : nil
        default: return nil
        }
    }
}
