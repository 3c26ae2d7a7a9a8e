/// The HTTP answer that a client gets instead of a blocked message.
struct BlockPage: Sendable {
    let reason: String
    let fileName: String

    var body: [UInt8] {
        let file = fileName.isEmpty ? "" : "<p>File: \(Self.escape(fileName))</p>\n"
        return Array(
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Access blocked</title></head>
            <body>
            <h1>Access blocked</h1>
            <p>Reason: \(Self.escape(reason))</p>
            \(file)</body>
            </html>

            """.utf8
        )
    }

    var head: [UInt8] {
        Array(
            """
            HTTP/1.1 403 Forbidden\r
            Content-Type: text/html; charset=utf-8\r
            Content-Length: \(body.count)\r
            Content-Security-Policy: default-src 'none'\r
            X-Content-Type-Options: nosniff\r
            Cache-Control: no-store\r
            \r

            """.utf8
        )
    }

    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
