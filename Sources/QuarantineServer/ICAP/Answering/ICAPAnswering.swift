/// Writes what was decided as the product documents it.
///
/// `X-Response-Info` is on every answer to a request that was taken. `X-ICAP-Profile` tells that a
/// scan was completed; `X-Blocked-Reason`, `X-Virus-ID`, `X-Infection-Found` and
/// `X-Violations-Found` tell that it found something. Without a scan, none of them is sent.
package struct ICAPAnswering: Sendable {
    package var facts: ICAPServiceFacts

    package init(facts: ICAPServiceFacts) {
        self.facts = facts
    }

    /// What is wrong with a request before its body is looked at; nil if it is served.
    package func refusal(of request: ICAPRequest) -> ICAPRefusal? {
        guard ICAPServiceFacts.services.contains(request.service) else {
            return ICAPRefusal(404, "Service not found")
        }
        return nil
    }

    /// The answer to OPTIONS.
    package func options(date: String) -> ICAPReply {
        var reply = reply(200, date: date)
        reply.fields.add("Methods", "REQMOD, RESPMOD")
        reply.fields.add("Max-Connections", "\(facts.maxConnections)")
        if let seconds = facts.optionsTTLSeconds { reply.fields.add("Options-TTL", "\(seconds)") }
        reply.fields.add("Allow", "204")
        reply.fields.add("Preview", "\(facts.previewBytes)")
        reply.fields.add("Transfer-Preview", "*")
        reply.fields.add("X-Response-Info", "Options")
        return reply
    }

    /// The answer to what could not be taken; the connection ends, as its bytes lost their frame.
    package func refusal(_ refusal: ICAPRefusal, date: String) -> ICAPReply {
        var reply = reply(refusal.status, date: date)
        reply.closes = true
        return reply
    }

    /// The answer to a message.
    ///
    /// - Parameters:
    ///   - outcome: What the engine says of it.
    ///   - request: The request.
    ///   - body: Its whole body; nil without one.
    ///   - isInPreview: The client waits for an answer to a preview that was all there is.
    ///   - date: The value of `Date`.
    /// - Returns: Nil where no answer is given.
    package func answer(
        _ outcome: ICAPOutcome,
        to request: ICAPRequest,
        body: [UInt8]?,
        isInPreview: Bool,
        date: String
    ) -> ICAPReply? {
        switch outcome {
        case .dropped, .silent:
            return nil
        case .status(let status):
            return reply(status, date: date)
        case .allowed(let profile):
            // RFC 3507 4.6: 204 is for those who ask for it, and within a preview for all.
            let isShort = request.allows204 || isInPreview
            var reply = reply(isShort ? 204 : 200, date: date)
            add(info: "Allowed", profile: profile, to: &reply)
            if !isShort { reply.content = content(of: request, body: body) }
            return reply
        case .modified(let profile, let newBody):
            var reply = reply(200, date: date)
            add(info: "Allowed", profile: profile, to: &reply)
            reply.content = content(of: request, body: newBody)
            return reply
        case .blocked(let block):
            return answer(block, to: request, date: date)
        }
    }

    private func answer(_ block: ICAPBlock, to request: ICAPRequest, date: String) -> ICAPReply {
        var reply = reply(200, date: date)
        add(info: "Blocked", profile: block.verdict?.profile, to: &reply)
        reply.fields.add("X-Response-Desc", block.reason)
        if let verdict = block.verdict { add(verdict, to: &reply) }
        let page = BlockPage(reason: block.reason, fileName: request.fileName)
        reply.content = .answer(head: page.head, body: page.body)
        return reply
    }

    private func add(_ verdict: ICAPVerdict, to reply: inout ICAPReply) {
        reply.fields.add("X-Blocked-Reason", verdict.reason)
        guard let first = verdict.violations.first else { return }
        reply.fields.add("X-Virus-ID", first.threat)
        reply.fields.add(
            "X-Infection-Found",
            "Type=\(first.problem); Resolution=\(first.resolution); Threat=\(first.threat);"
        )
        let lines = verdict.violations.flatMap {
            [$0.fileName, $0.threat, "\($0.problem)", "\($0.resolution)"].map {
                // An empty line would end the head, and a break would begin a line of its own.
                $0.isEmpty ? "-" : $0.replacing("\r\n", with: " ")
            }
        }
        let all = ["\(verdict.violations.count)"] + lines
        reply.fields.add("X-Violations-Found", all.joined(separator: "\r\n\t"))
    }

    private func add(info: String, profile: String?, to reply: inout ICAPReply) {
        reply.fields.add("X-Response-Info", info)
        if let profile { reply.fields.add("X-ICAP-Profile", profile) }
    }

    private func reply(_ status: Int, date: String) -> ICAPReply {
        var reply = ICAPReply(status)
        reply.fields.add("ISTag", "\"\(facts.tag)\"")
        reply.fields.add("Date", date)
        reply.fields.add("Service", "MetaDefender ICAP Server")
        return reply
    }

    /// The message that may pass: of REQMOD the request, of RESPMOD the answer alone.
    private func content(of request: ICAPRequest, body: [UInt8]?) -> ICAPReply.Content {
        switch request.method {
        case .options: .none
        case .reqmod: .request(head: head(request.httpRequest, body), body: body)
        case .respmod: .answer(head: head(request.httpAnswer, body), body: body)
        }
    }

    /// The head with the length of the body that it comes with.
    private func head(_ head: HTTPHead?, _ body: [UInt8]?) -> [UInt8] {
        guard let head else { return [] }
        guard let body, let length = head.fields["Content-Length"], length != "\(body.count)" else {
            return head.bytes
        }
        var fields = FieldList()
        for field in head.fields.fields {
            let isLength = field.name.lowercased() == "content-length"
            fields.add(field.name, isLength ? "\(body.count)" : field.value)
        }
        return Array("\(head.startLine)\r\n\(fields.text)\r\n".utf8)
    }
}
