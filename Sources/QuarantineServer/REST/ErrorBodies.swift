internal import HTTPTypes
internal import Hummingbird

/// Gives each error the body that the product documents, and each answer the headers that keep a
/// browser from guessing.
struct ErrorBodies<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let refusal as CoreRefusal {
            response = Response(refusal: refusal)
        } catch let error as HTTPError where error.status == .notFound {
            response = Response(refusal: .notFound)
        } catch let error as HTTPError {
            let words = error.status.reasonPhrase
            response = Response(refusal: CoreRefusal(error.status.code, words), closes: true)
        }
        for (name, value) in Self.safe where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }

    private static var safe: [(HTTPField.Name, String)] {
        [
            (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
            (.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        ]
    }
}

extension Response {
    /// An answer in JSON.
    init(_ json: JSON, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json.text))
        )
    }

    /// An error; the connection ends where its body may not have been read.
    init(refusal: CoreRefusal, closes: Bool = false) {
        self.init(
            CoreAnswers.error(refusal),
            status: HTTPResponse.Status(code: refusal.status)
        )
        if closes { headers[.connection] = "close" }
        switch refusal.presence {
        case .there: break
        case .gone: headers[.presence] = "gone"
        case .silent: headers[.presence] = "silent"
        }
    }
}
