@testable import QuarantineServer

/// ICAP messages as a client sends them.
enum Wire {
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func options(_ service: String = "OMSScanReq-AV", _ more: String = "") -> [UInt8] {
        bytes("OPTIONS icap://127.0.0.1/\(service) ICAP/1.0\r\nHost: 127.0.0.1\r\n\(more)\r\n")
    }

    /// A request that puts a file; the body is chunked as given.
    static func reqmod(
        _ chunks: [String],
        address: String = "http://fs1/share/a.txt",
        service: String = "OMSScanReq-AV",
        more: String = "Allow: 204\r\n",
        end: String = "0\r\n\r\n"
    ) -> [UInt8] {
        let http = "PUT \(address) HTTP/1.1\r\nHost: fs1\r\n\r\n"
        return bytes(
            "REQMOD icap://127.0.0.1:1344/\(service) ICAP/1.0\r\nHost: 127.0.0.1\r\n\(more)"
                + "Encapsulated: req-hdr=0, req-body=\(http.utf8.count)\r\n\r\n\(http)"
                + chunked(chunks) + end
        )
    }

    /// An answer that brings a file.
    static func respmod(
        _ chunks: [String],
        fileName: String = "a.txt",
        more: String = "Allow: 204\r\n",
        end: String = "0\r\n\r\n"
    ) -> [UInt8] {
        let request = "GET http://web/\(fileName) HTTP/1.1\r\nHost: web\r\n\r\n"
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
        let body = request.utf8.count + answer.utf8.count
        return bytes(
            "RESPMOD icap://127.0.0.1/OMSScanResp-AV ICAP/1.0\r\nHost: 127.0.0.1\r\n\(more)"
                + "Encapsulated: req-hdr=0, res-hdr=\(request.utf8.count), res-body=\(body)\r\n\r\n"
                + request + answer + chunked(chunks) + end
        )
    }

    static func chunked(_ chunks: [String]) -> String {
        chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
    }

    /// The parts of an answer's head: its first line, and its fields folded into one line each.
    static func head(_ bytes: [UInt8]) -> (line: String, fields: FieldList, rest: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(
            separator: "\r\n\r\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let lines = (parts.first ?? "").replacing("\r\n\t", with: "|").split(separator: "\r\n")
        var fields = FieldList()
        for line in lines.dropFirst() {
            let pair = line.split(separator: ": ", maxSplits: 1)
            fields.add(String(pair[0]), pair.count > 1 ? String(pair[1]) : "")
        }
        return (String(lines.first ?? ""), fields, parts.count > 1 ? String(parts[1]) : "")
    }

    /// The test file that every scanner calls infected, in two parts so that this file is not.
    static let eicar =
        #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-"# + "ANTIVIRUS-TEST-FILE!$H+H*"
}
