internal import HTTPTypes
internal import Hummingbird

/// The switchboard.
extension ConsoleRoutes {
    func addSwitchboard(to router: Router<Context>) {
        get(Paths.switchboard, on: router) { visit, _, _ in .page(await switchboard(visit)) }
        step("advance", .advanced, on: router) { form in
            let units: [String: Int64] = ["s": 1, "min": 60, "h": 3_600, "d": 86_400]
            guard let unit = form["unit"].flatMap({ units[$0] }),
                let amount = form["amount"].flatMap({ Int64($0) }), (1...9_999).contains(amount),
                ConsoleStage.advancesUS.contains(amount * unit * 1_000_000)
            else { throw ConsoleRefusal(422, "Time moves on by one second to a year at once.") }
            try await backend.advance(byUS: amount * unit * 1_000_000)
        }
        step("rate", .rateSet, on: router) { form in
            let rate = try Self.number(form["rate"], in: ConsoleStage.rates, "The rate")
            try await backend.setRate(rate)
        }
        step("installation", .stageSaved, on: router) { form in
            try await backend.save(try Self.installation(form))
        }
        step("fault/begin", .faultBegan, on: router) { form in
            _ = try await backend.begin(try Self.order(form))
        }
        step("fault/end", .faultEnded, on: router) { form in
            guard let number = form["number"].flatMap({ Int($0) }) else {
                throw ConsoleRefusal(422, "Which fault is to be switched off was not told.")
            }
            try await backend.endFault(number)
        }
        step("sample", .submitted, on: router) { form in
            let isEicar = form["sample"] == "eicar"
            let clean = Array("Nothing is wrong with this file.\n".utf8)
            _ = try await backend.submit(
                fileName: isEicar ? "eicar.com" : "clean.txt",
                body: isEicar ? Eicar.text : clean
            )
        }
        router.post(RouterPath("\(Paths.switchboard)/upload")) { request, _ in
            await answer(request) { visit, _ in
                do {
                    try await upload(request)
                    return .goTo(Paths.switchboard, .submitted)
                } catch let refusal as ConsoleRefusal where refusal.status == 422 {
                    return .page(await switchboard(visit, refusal.text), status: 422)
                }
            }
        }
    }

    /// A form of the switchboard: what is wrong with it is told on the same page.
    private func step(
        _ name: String,
        _ flash: Flash,
        on router: Router<Context>,
        _ work: @escaping @Sendable (FormFields) async throws -> Void
    ) {
        post("\(Paths.switchboard)/\(name)", on: router) { visit, sending, _ in
            do {
                try await work(sending.form)
                return .goTo(Paths.switchboard, flash)
            } catch let refusal as ConsoleRefusal where (400..<500).contains(refusal.status) {
                return .page(await switchboard(visit, refusal.text), status: refusal.status)
            }
        }
    }

    private func switchboard(_ visit: Visit, _ problem: String? = nil) async -> Page {
        SwitchboardPage(
            kinds: await backend.faultKinds(),
            faults: await backend.faults(),
            occurrences: await backend.occurrences(limit: SwitchboardPage.shownOccurrences),
            problem: problem,
            visit: visit
        ).page
    }

    private func upload(_ request: Request) async throws {
        // Boundaries and headers come on top of the file.
        let maxBytes = options.uploadBytes + FormFields.maxBytes
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? maxBytes
        guard length <= maxBytes else {
            throw ConsoleRefusal(413, "The file is larger than this server takes.")
        }
        guard budget.hold(length) else {
            throw ConsoleRefusal(503, "Too many files are being submitted. Try again later.")
        }
        defer { budget.release(length) }
        let body = try await read(request, upTo: length)
        let type = request.headers[.contentType] ?? ""
        guard let form = MultipartForm(contentType: type, body: body), let fields = form.fields
        else {
            throw ConsoleRefusal(400, "The form was not understood.")
        }
        try prove(fields, request)
        guard let file = form.file, let name = file.fileName, !file.content.isEmpty else {
            throw ConsoleRefusal(422, "Choose a file that is not empty.")
        }
        _ = try await backend.submit(fileName: name, body: Array(file.content))
    }

    private static func installation(
        _ form: FormFields
    ) throws(ConsoleRefusal) -> ConsoleStage.Settings {
        let age = form["age"] ?? ""
        let hours = age.isEmpty ? nil : try number(age, in: 1...87_600, "The age in hours")
        return ConsoleStage.Settings(
            isLicensed: form["licensed"] != nil,
            quarantineAgeUS: hours.map { Int64($0) * 3_600_000_000 },
            dailyLimit: try number(
                form["limit"],
                in: ConsoleStage.Settings.dailyLimits,
                "The number of calls"
            )
        )
    }

    private static func order(_ form: FormFields) throws(ConsoleRefusal) -> ConsoleFaultOrder {
        var order = ConsoleFaultOrder(key: form["kind"] ?? "")
        order.engine = form["engine"].flatMap { $0.isEmpty ? nil : $0 }
        order.text = form["text"].flatMap { $0.isEmpty ? nil : $0 }
        if let text = form["factor"] { order.factor = try number(text, in: 1...10_000, "factor") }
        if let text = form["percent"] { order.percent = try number(text, in: 0...100, "percent") }
        if let text = form["status"] { order.status = try number(text, in: 400...599, "status") }
        guard (order.engine ?? "").utf8.count <= 200, (order.text ?? "").utf8.count <= 200 else {
            throw ConsoleRefusal(422, "That is too much text for a fault.")
        }
        return order
    }

    private static func number(
        _ text: String?,
        in range: ClosedRange<Int>,
        _ what: String
    ) throws(ConsoleRefusal) -> Int {
        guard let number = text.flatMap({ Int($0) }), range.contains(number) else {
            throw ConsoleRefusal(
                422,
                "\(what) is a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }
}
