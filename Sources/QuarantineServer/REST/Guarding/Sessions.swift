internal import HTTPTypes
internal import Synchronization

/// Who signed in, and who brings the key.
final class Sessions: Sendable {
    /// The cookie of the pages.
    static let cookie = "scanwhy-session"

    private struct State {
        /// When each session ends, unless it is used before; microseconds.
        var ends: [String: Int64] = [:]
        var failures = 0
        var minute: Int64 = 0
    }

    let settings: AccessSettings
    private let clock: @Sendable () -> Int64
    private let state = Mutex(State())

    init(_ settings: AccessSettings, clock: @escaping @Sendable () -> Int64 = WallClock.us) {
        self.settings = settings
        self.clock = clock
    }

    /// Whether nobody is let in without a key or a session.
    var isClosed: Bool { settings.apiKey != nil }

    /// A new session; nil if the name or the password is wrong, or too many were.
    func signIn(user: String, password: String) -> String? {
        let nowUS = clock()
        // Both are compared, whichever is wrong.
        let isUser = SecretText.isSame(user, settings.user)
        let isPassword = SecretText.isSame(password, settings.password)
        return state.withLock { state in
            if nowUS / 60_000_000 != state.minute {
                state.minute = nowUS / 60_000_000
                state.failures = 0
            }
            guard state.failures < settings.maxFailures, isUser, isPassword else {
                state.failures += 1
                return nil
            }
            state.ends = state.ends.filter { $0.value > nowUS }
            if state.ends.count >= settings.maxSessions,
                let oldest = state.ends.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
            {
                state.ends[oldest.key] = nil
            }
            let id = Identifier.random()
            state.ends[id] = nowUS + spanUS
            return id
        }
    }

    /// Whether there was such a session.
    func signOut(_ id: String) -> Bool { state.withLock { $0.ends.removeValue(forKey: id) != nil } }

    /// Whether a request brings the key or belongs to a session.
    func knows(_ fields: HTTPFields) -> Bool {
        let brought = fields[.coreKey] ?? ""
        if let key = settings.apiKey, SecretText.isSame(brought, key) { return true }
        return isOpen(brought) || isOpen(Self.cookie(in: fields))
    }

    /// The session that a page is shown to; empty without one.
    static func cookie(in fields: HTTPFields) -> String {
        for pair in (fields[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].trimmingBlanks == cookie else { continue }
            let id = String(parts[1].trimmingBlanks)
            return Identifier.isOne(id) ? id : ""
        }
        return ""
    }

    private func isOpen(_ id: String) -> Bool {
        guard Identifier.isOne(id) else { return false }
        let nowUS = clock()
        return state.withLock { state in
            guard let end = state.ends[id], end > nowUS else { return false }
            state.ends[id] = nowUS + spanUS
            return true
        }
    }

    private var spanUS: Int64 { settings.sessionTime.components.seconds * 1_000_000 }
}
