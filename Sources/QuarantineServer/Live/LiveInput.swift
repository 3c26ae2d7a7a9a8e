internal import Quarantine

/// What comes to the engine from outside; the same inputs at the same times give the same state.
enum LiveInput: Sendable, Hashable, Codable {
    /// A file for the first Core's API.
    case submitted(LiveFile, LiveClient)
    /// A file for an ICAP Server.
    case requested(LiveFile, icap: Int, client: String, method: String, uri: String)
    /// An ICAP client went away before it was answered.
    case left(request: Int, icap: Int)
    case cancelled(dataID: String)
    case acted(LiveAction)
    /// An operation of the quarantine page.
    case operated(verb: String, items: [Int])
    case faultBegan(LiveFault)
    case faultEnded(number: Int)
    case clockSet(LiveClock)
    /// From now on calls to the Cloud are answered from outside.
    case cloudConnected
    case cloudAnswered(order: Int, CloudAnswer)
    /// Nothing, at this time.
    case ticked
}

/// A file that came from outside: all that the engine needs to know of it.
struct LiveFile: Sendable, Hashable, Codable {
    var name: String
    var sizeBytes: Int64
    var sha256: String
    var sha1: String
    var md5: String
    var isInfected: Bool

    var facts: FileFacts {
        FileFacts(
            name: name,
            sizeBytes: sizeBytes,
            sha256: sha256,
            content: isInfected ? .infected : .clean
        )
    }
}

/// Who sent a file over REST.
struct LiveClient: Sendable, Hashable, Codable {
    var address: String
    var agent: String
    var user: String

    var facts: ClientFacts { ClientFacts(address: address, agent: agent, user: user) }
}

/// What somebody does, as it is written down.
struct LiveAction: Sendable, Hashable, Codable {
    var verb: String
    var target = ""
    var key = ""
    var value = ""

    /// A setting is changed; `target` is empty for the first Core.
    static func set(_ key: String, _ value: String, target: String = "") -> LiveAction {
        LiveAction(
            verb: Action.Verb.set.rawValue,
            target: target,
            key: key,
            value: value
        )
    }

    /// Nil for a verb that no version knew.
    var action: Action? {
        guard let verb = Action.Verb(rawValue: verb) else { return nil }
        var action = Action(verb, target: target)
        action.key = key
        action.value = value
        return action
    }
}

/// A fault, as it is written down.
struct LiveFault: Sendable, Hashable, Codable {
    var kind: String
    var target = ""
    var engine = ""
    var factor: Int
    var percent: Int
    var status: Int
    var text: String
    var takesUS: Int64

    init(_ fault: Fault) {
        kind = fault.kind.rawValue
        target = fault.target
        engine = fault.engine
        factor = fault.factor
        percent = fault.percent
        status = fault.status
        text = fault.text
        takesUS = fault.takesUS
    }

    /// Nil for a kind that no version knew.
    var fault: Fault? {
        guard let kind = Fault.Kind(rawValue: kind) else { return nil }
        var fault = Fault(kind, target: target)
        fault.engine = engine
        fault.factor = factor
        fault.percent = percent
        fault.status = status
        fault.text = text
        fault.takesUS = takesUS
        return fault
    }
}
