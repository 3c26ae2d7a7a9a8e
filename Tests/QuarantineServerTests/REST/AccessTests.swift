import HTTPTypes
import Testing

@testable import QuarantineServer

struct AccessTests {
    private func sessions(_ key: String? = "k", clock: Int64 = 0) -> Sessions {
        var settings = AccessSettings()
        settings.apiKey = key
        settings.maxFailures = 2
        settings.maxSessions = 2
        return Sessions(settings) { clock }
    }

    @Test func `the key opens, and nothing else does`() throws {
        let sessions = sessions()
        let key = try #require(HTTPField.Name("apikey"))
        #expect(sessions.isClosed)
        #expect(sessions.knows([key: "k"]))
        for wrong in ["", "K", "kk", "k,k"] { #expect(!sessions.knows([key: wrong])) }
        #expect(!sessions.knows([:]))
    }

    @Test func `a session opens by header and by cookie until it is closed`() throws {
        let sessions = sessions()
        let key = try #require(HTTPField.Name("apikey"))
        let id = try #require(sessions.signIn(user: "admin", password: "admin"))
        #expect(sessions.knows([key: id]))
        #expect(sessions.knows([.cookie: "a=b; scanwhy-session=\(id); c=d"]))
        #expect(Sessions.cookie(in: [.cookie: "scanwhy-session=no id"]) == "")
        #expect(sessions.signOut(id))
        #expect(!sessions.knows([key: id]))
        #expect(!sessions.signOut(id))
    }

    @Test func `after too many failures even the right password is refused`() {
        let sessions = sessions()
        #expect(sessions.signIn(user: "admin", password: "x") == nil)
        #expect(sessions.signIn(user: "x", password: "admin") == nil)
        #expect(sessions.signIn(user: "admin", password: "admin") == nil)
    }

    @Test func `the oldest session makes room for a new one`() throws {
        let sessions = sessions()
        let key = try #require(HTTPField.Name("apikey"))
        let ids = (0..<3).compactMap { _ in sessions.signIn(user: "admin", password: "admin") }
        #expect(ids.count == 3)
        #expect(ids.count { sessions.knows([key: $0]) } == 2)
        #expect(sessions.knows([key: ids[2]]) || sessions.knows([key: ids[1]]))
    }

    @Test func `a form is proved by its session's token alone`() {
        let csrf = CSRFToken()
        #expect(csrf.isValid(csrf.text()))
        #expect(csrf.isValid(csrf.text(for: "a"), for: "a"))
        #expect(!csrf.isValid(csrf.text(for: "a"), for: "b"))
        #expect(!csrf.isValid(""))
        #expect(!CSRFToken().isValid(csrf.text()))
        #expect(csrf.text().utf8.count == 64)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "::1", "[::1]", "127.9.9.9", "LocalHost"])
    func `only this machine reaches loopback`(host: String) {
        #expect(Loopback.isOne(host))
    }

    @Test(arguments: ["0.0.0.0", "::", "127.0.0.1.example", "10.0.0.1", "", "128.0.0.1", "127.1"])
    func `others reach what is no loopback`(host: String) {
        #expect(!Loopback.isOne(host))
    }
}
