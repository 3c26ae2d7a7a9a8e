internal import HTTPTypes
internal import Hummingbird

/// The pages: what they are called, and what their forms do.
struct ConsoleRoutes: Sendable {
    typealias Context = BasicRequestContext

    let backend: any ConsoleBackend
    let options: ConsoleOptions
    let csrf: CSRFToken
    let session: @Sendable (HTTPFields) -> String
    let budget: ByteBudget

    /// - Parameters:
    ///   - options: Bounds.
    ///   - backend: The engine.
    ///   - csrf: Proves the forms of this process.
    ///   - session: The session that a request names; empty where nobody signs in.
    init(
        _ options: ConsoleOptions = ConsoleOptions(),
        backend: any ConsoleBackend,
        csrf: CSRFToken,
        session: @escaping @Sendable (HTTPFields) -> String = { _ in "" }
    ) {
        self.backend = backend
        self.options = options
        self.csrf = csrf
        self.session = session
        budget = ByteBudget(bytes: options.heldBytes)
    }

    func add(to router: Router<Context>) {
        for path in ["/", "/console", "/console/dashboard", "/console/inventory"] {
            let place = path.hasSuffix("inventory") ? Paths.technologies : Paths.quarantine
            router.get(RouterPath(path)) { request, _ in
                await answer(request) { _, _ in .goTo(place) }
            }
        }
        addAssets(to: router)
        addQuarantine(to: router)
        addItem(to: router)
        addTechnologies(to: router)
        addSwitchboard(to: router)
        // What has no page of its own is told so in a page.
        let missing = ConsoleRefusal(404, "There is no such page.")
        router.get("console/**") { request, _ in
            await answer(request) { _, _ in throw missing }
        }
        router.post("console/**") { request, _ in
            await answer(request) { _, _ in throw missing }
        }
    }

    /// A page that is looked at.
    func get(
        _ path: String,
        on router: Router<Context>,
        _ make: @escaping @Sendable (Visit, FormFields, Parameters) async throws -> Answer
    ) {
        router.get(RouterPath(path)) { request, context in
            await answer(request) { visit, query in
                try await make(visit, query, context.parameters)
            }
        }
    }

    /// A form that is sent; the query is that of its address.
    func post(
        _ path: String,
        on router: Router<Context>,
        _ make: @escaping @Sendable (Visit, Sending, Parameters) async throws -> Answer
    ) {
        router.post(RouterPath(path)) { request, context in
            await answer(request) { visit, query in
                let form = try await readForm(request)
                try prove(form, request)
                return try await make(
                    visit,
                    Sending(form: form, query: query),
                    context.parameters
                )
            }
        }
    }

    /// What a form brought.
    struct Sending: Sendable {
        var form: FormFields
        var query: FormFields
    }

    /// Makes the answer, with its cookies, and a page of whatever is thrown.
    func answer(
        _ request: Request,
        _ make: (Visit, FormFields) async throws -> Answer
    ) async -> Response {
        let session = session(request.headers)
        let visit = Visit(
            token: csrf.text(for: session),
            flash: request.cookies[Self.flashCookie].flatMap { Flash(word: $0.value) },
            stage: await backend.stage(),
            isSignedIn: !session.isEmpty
        )
        var answer: Answer
        do {
            answer = try await make(visit, FormFields(request.uri.query ?? ""))
        } catch {
            let refusal = Self.refusal(for: error)
            answer = .page(PlainPages.refusal(refusal), status: refusal.status)
        }
        var response = Response(console: answer, visit)
        switch answer {
        case .goTo(_, let flash?): response.setCookie(Self.flashCookie, flash.word)
        case .page where visit.flash != nil: response.removeCookie(Self.flashCookie)
        default: break
        }
        // A body that was refused has not been read.
        if response.status == .contentTooLarge { response.headers[.connection] = "close" }
        return response
    }

    private static func refusal(for error: any Error) -> ConsoleRefusal {
        switch error {
        case let refusal as ConsoleRefusal: refusal
        case let error as HTTPError:
            ConsoleRefusal(error.status.code, "The request was not understood.")
        // What else went wrong may name a customer's file.
        default: ConsoleRefusal(500, "The server could not do that.")
        }
    }
}
