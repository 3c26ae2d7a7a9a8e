import Testing

@testable import Intake

@Suite struct PlatformTests {
    @Test(arguments: [
        ("Operating System: Debian GNU/Linux 12 (bookworm)\nKernel: Linux 6.1.0-37-amd64", "linux"),
        ("PRETTY_NAME=\"Red Hat Enterprise Linux 9.4 (Plow)\"", "linux"),
        ("Operating System: Ubuntu 24.04", "linux"),
        ("Linux windows-gate 5.14.0-427.el9.x86_64 #1 SMP x86_64 GNU/Linux", "linux"),
        ("OS Name:      Microsoft Windows Server 2022 Standard", "windows"),
        ("Host Name:    WAS-LINUX-01\nOS Name: Microsoft Windows Server 2019", "windows"),
        ("Betriebssystemname:   Microsoft Windows Server 2019 Standard", "windows"),
        ("Hostname: linux01\nTime zone: Etc/UTC (UTC, +0000)", "-"),
    ])
    func `os.info tells the platform of the package`(_ text: String, _ platform: String) throws {
        try PackageProbe.read(
            [("os.info", Array("\(text)\n".utf8))],
            name: "ometascan-5.14.1-1-support-1782621600"
        ) { (probe) throws in
            #expect(try probe.rows("SELECT platform FROM package") == [platform])
        }
    }

    @Test func `a machine knows better than the name of an archive packed anew`() {
        var identity = PackageIdentity(name: "ometascan-5.14.1-1-support-1782621600.zip")
        #expect(identity.platform == "windows")
        identity.takeSystem("linux")
        identity.takeSystem("windows")
        #expect(identity.platform == "linux")
    }
}
