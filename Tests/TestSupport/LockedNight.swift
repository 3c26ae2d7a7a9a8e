/// An evening in which Nutanix Files locks six files, for good and for bad reasons.
///
/// | file | what happened | may it be scanned again? |
/// |---|---|---|
/// | mal.exe | blocked as infected | no |
/// | late.docx | the poll failed, then Core found a threat | no |
/// | clean.docx | the poll failed, then Core found nothing | yes |
/// | secret.zip | an encrypted archive, blocked by the workflow | it is no threat |
/// | twin.exe | the bytes of mal.exe, but the scan failed | no |
/// | lost.docx | Core refused it, since its queue was full | yes |
package struct LockedNight: Sendable {
    /// Where the locked files lie, and the name of the clean one.
    package static let folder = "/projects/"
    package static let threats = ["mal.exe", "late.docx", "twin.exe"]

    package var core: SmallPackage
    package var icap: SmallPackage
    /// Nutanix Files' list of quarantined files.
    package var list: String

    /// - Parameter clean: The name of the clean file, which may be hostile.
    package init(clean: String = "clean.docx") {
        let names = ["mal.exe", "late.docx", clean, "secret.zip", "twin.exe", "lost.docx"]
        let refusal = "code='503', err='Server is too busy. Try again later.'"
        core = .core([
            LogLine.serviceStarted("20:00:00.000"),
            LogLine.finished("20:01:02.000", "1", names[0], "Infected", threat: "EICAR-Test-File"),
            LogLine.finished("20:02:40.000", "2", names[1], "Infected", threat: "EICAR-Test-File"),
            LogLine.finished("20:03:40.000", "3", names[2], "No Threat Detected"),
            LogLine.finished("20:04:02.000", "4", names[3], "Encrypted Archive"),
            LogLine.finished("20:05:02.000", "5", names[4], "Failed", sha256: "1"),
            LogLine.core(
                "20:06:00.050",
                "core.network",
                "Request refused, \(refusal), userAgent='mdicapserver', fileName='\(names[5])'",
                level: "WARNING"
            ),
            LogLine.core("20:30:00.000", "core.network", "Queue status, inQueue='1'"),
        ])
        icap = .icap(
            Self.verdict(1, names[0], "Infected', threat='EICAR-Test-File")
                + Self.failedPoll(2, names[1]) + Self.failedPoll(3, names[2])
                + Self.verdict(4, names[3], "Encrypted Archive")
                + Self.failedPoll(5, names[4])
                + [
                    Self.asked(6, names[5]),
                    LogLine.told("20:06:00.100", "Core refused the request", "6", 46, refusal),
                    Self.answer(6, "Server is too busy. Try again later."),
                    LogLine.icap("20:30:00.000", "License checked, status='ok'"),
                ]
        )
        list = Self.list(names)
    }

    /// Writes everything and returns the inputs.
    package func inputs(in directory: TemporaryDirectory) throws -> [String] {
        [
            try core.folder(in: directory), try icap.folder(in: directory),
            try directory.write("infected-files.json", list),
        ]
    }

    private static func asked(_ number: Int, _ name: String) -> String {
        LogLine.asked("20:0\(number):00.000", Character("\(number)"), 40 + number, folder + name)
    }

    private static func submitted(_ number: Int) -> String {
        LogLine.told(
            "20:0\(number):00.050",
            "Submitted to Core",
            Character("\(number)"),
            40 + number,
            "dataId='\(LogLine.id(Character("\(number)")))'"
        )
    }

    private static func answer(_ number: Int, _ why: String) -> String {
        LogLine.told(
            "20:0\(number):03.000",
            "Response sent",
            Character("\(number)"),
            40 + number,
            "status='200', responseInfo='Blocked', responseDesc='\(why)'"
        )
    }

    /// ICAP Server asks once, is told of an error, and blocks.
    private static func failedPoll(_ number: Int, _ name: String) -> [String] {
        let error = "Error received from Metadefender Core"
        let id = Character("\(number)")
        return [
            asked(number, name), submitted(number),
            LogLine.told(
                "20:0\(number):01.000",
                error,
                id,
                40 + number,
                "dataId='\(LogLine.id(id))', error='\(error)'"
            ),
            answer(number, error),
        ]
    }

    /// ICAP Server passes a verdict of Core on.
    private static func verdict(_ number: Int, _ name: String, _ reason: String) -> [String] {
        let first = String(reason.prefix { $0 != "'" })
        return [
            asked(number, name), submitted(number),
            answer(number, "\(first)', profile='File process', blockedReason='\(reason)"),
        ]
    }

    /// Nutanix names no reason, even for the malware.
    private static func list(_ names: [String]) -> String {
        let files = names.enumerated().map { index, name in
            let escaped = name.unicodeScalars.map {
                $0.value < 0x20
                    ? "\\u00\($0.value < 0x10 ? "0" : "")"
                        + String($0.value, radix: 16) : String($0)
            }.joined()
            return "{\"extId\": \"00000000-0000-4000-8000-00000000000\(index)\", "
                + "\"path\": \"\(folder)\(escaped)\", \"partnerServer\": \"icap01\", "
                + "\"scanTime\": \"2026-06-27T20:0\(index + 1):03.400Z\", "
                + "\"threatDescription\": \"Unknown\", \"isQuarantined\": true}"
        }
        return "{\"data\":[\n" + files.joined(separator: ",\n") + "\n]}\n"
    }
}
