internal import CaseModel

/// Texts known by lines that begin as theirs do, whatever lies between.
extension DocumentForm {
    static let captures = [
        DocumentForm(
            name: ICAPCapture.format,
            sample: text(ICAPCapture.samples),
            needs: "a line such as REQMOD icap://… ICAP/1.0 or ICAP/1.0 200 OK",
            why: { share($0, ICAPCapture.heads, "begin a request or an answer of ICAP") },
            source: { _ in .icapClient },
            // Most texts hold no sign of an exchange; reading their lines costs more than looking.
            sign: {
                guard ByteText.holds("ICAP/1.0", $0.text) else { return nil }
                return ICAPCapture.heads($0.lines).heads > 0 ? 0 : nil
            },
            found: { share($0, ICAPCapture.heads, "are its own") },
            make: { _ in { ICAPCapture($0) } }
        ),
        DocumentForm(
            name: ProxyLog.format,
            sample: text(ProxyLog.samples),
            needs: "nine such lines in ten",
            why: { share($0, ProxyLog.heads, "are those of a proxy's log") },
            source: { _ in .icapClient },
            sign: {
                let proxy = ProxyLog.heads($0.lines)
                // Nine in ten: each line of these logs stands for itself.
                return proxy.heads > 0 && proxy.heads * 10 >= proxy.lines * 9 ? 0 : nil
            },
            found: { share($0, ProxyLog.heads, "are its own") },
            make: { _ in { ProxyLog($0) } }
        ),
        DocumentForm(
            name: CloudCapture.format,
            sample: text(CloudCapture.samples),
            needs: "HTTP answers with X-RateLimit- headers, Cloud's host or its errors",
            why: { _ in "it shows HTTP answers with the headers or errors of MetaDefender Cloud" },
            source: { _ in .cloudAnswers },
            sign: { head in
                let signs: [StaticString] = ["HTTP/", "imit-", "IMIT-"]
                guard signs.contains(where: { ByteText.holds($0, head.text) }) else { return nil }
                return CloudCapture.fits(head.lines) ? 0 : nil
            },
            found: { CloudCapture.fits($0.lines) ? "it has them" : "it has none" },
            make: { _ in { CloudCapture($0) } }
        ),
        DocumentForm(
            name: PostgresDump.format,
            sample: text(PostgresDump.samples),
            needs: "the title of a dump, or COPY … FROM stdin;",
            why: { _ in "its lines are those of a plain PostgreSQL dump" },
            sign: { PostgresDump.fits($0.lines) ? 0 : nil },
            found: { PostgresDump.fits($0.lines) ? "it has them" : "it has neither" },
            make: { _ in { PostgresDump($0) } }
        ),
    ]

    static func text(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    private static func share(
        _ head: DocumentHead,
        _ count: ([String]) -> (heads: Int, lines: Int),
        _ does: String
    ) -> String {
        let counts = count(head.lines)
        return "\(counts.heads) of the first \(counts.lines) lines \(does)"
    }
}
