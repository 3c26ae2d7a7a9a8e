/// What the collection script writes down of the machine: free text, as its commands print it.
struct MachineFiles: Sendable {
    let wording: Wording
    let stamps: Stamps
    let host: String
    let address: String
    let product: String
    let platform: CoreSettings.Platform
    let collectedUS: Int64

    func files() -> [WrittenFile] {
        [
            WrittenFile("os.info", platform == .linux ? linux() : windows()),
            WrittenFile("hw.info", hardware()),
            WrittenFile("network.info", network()),
        ]
    }

    private func linux() -> String {
        let clock = stamps.clock
        let distribution = wording.pick(
            "distribution",
            [
                "Debian GNU/Linux 12 (bookworm)", "Red Hat Enterprise Linux 9.4",
                "Ubuntu 22.04.4 LTS",
            ]
        )
        let zone =
            "\(clock.zoneName) (\(clock.zoneLetters), \(stamps.offset(colon: false)))"
        var lines = [
            "Hostname: \(host)", "Operating System: \(distribution)",
            "Kernel: Linux 6.1.0-37-amd64", "Architecture: x86-64",
            "Local time: \(stamps.plain(collectedUS)) \(clock.zoneLetters)",
            "Universal time: \(stamps.plainUTC(collectedUS)) UTC",
        ]
        if wording.chance("zone-line", percent: 80) { lines.append("Time zone: \(zone)") }
        lines += ["Uptime: \(wording.pick("uptime", [3, 41, 112])) days", "Product: \(product)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func windows() -> String {
        """
        Host Name:                 \(host.uppercased())
        OS Name:                   Microsoft Windows Server 2022 Standard
        OS Version:                10.0.20348 N/A Build 20348
        Registered Organization:   Example Corp
        System Locale:             en-us;English (United States)
        Time Zone:                 (UTC\(stamps.offset(colon: true))) \(stamps.clock.zoneName)
        Total Physical Memory:     32,098 MB

        """
    }

    private func hardware() -> String {
        let free = wording.pick("free-disk", ["349G", "126G", "88G"])
        return """
            CPU: Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz
            CPU(s): \(wording.pick("cpus", [8, 16, 32]))

                           total        used        free      shared  buff/cache   available
            Mem:           32098       11872        6120         402       14106       19420

            Filesystem     Type  Size  Used Avail Use% Mounted on
            /dev/sda2      ext4  492G  118G  \(free)  26% /

            """
    }

    private func network() -> String {
        """
        2: ens192: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP
            inet \(address)/24 brd 10.20.0.255 scope global ens192
        default via 10.20.0.1 dev ens192
        nameserver 10.20.0.2

        """
    }
}

/// Settings as sections of keys, written as an INI file or as an export of the registry.
struct StartupConfiguration: Sendable {
    var sections: [(name: String, pairs: [(String, String)])]

    func ini() -> String {
        sections.map { section in
            "[\(section.name)]\n" + section.pairs.map { "\($0.0)=\($0.1)\n" }.joined()
        }.joined(separator: "\n")
    }

    /// UTF-16LE with a byte order mark and CRLF, as the registry editor writes.
    func registry(under key: String) -> [UInt8] {
        var text = "Windows Registry Editor Version 5.00\r\n"
        for section in sections {
            text += "\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\OPSWAT\\\(key)\\\(section.name)]\r\n"
            for (name, value) in section.pairs {
                let escaped = value.split(separator: "\\", omittingEmptySubsequences: false)
                    .joined(separator: "\\\\")
                text += "\"\(name)\"=\"\(escaped)\"\r\n"
            }
        }
        var bytes: [UInt8] = [0xff, 0xfe]
        for unit in text.utf16 {
            bytes.append(UInt8(unit & 0xff))
            bytes.append(UInt8(unit >> 8))
        }
        return bytes
    }
}
