/// A step of the simulation; machines speak to each other through these alone.
enum Event: Sendable {
    case act(Action)
    case faultBegins(Int)
    case faultEnds(Int)
    case core(Int, CoreEvent)
    case handOver(Int, HandOverEvent)
    case icap(Int, ICAPEvent)
    case share(ShareEvent)
}

/// What a Core is told.
enum CoreEvent: Sendable {
    case receive(Submission)
    case cancel(dataID: String, cause: Cause)
    case finish(scan: Int, life: Int)
    case becomeReady(life: Int)
    case startEngine(EngineFacts, life: Int)
    case engineReady(EngineFacts, life: Int)
    case failPoll(FailedPoll)
    case keepHouse
    case checkLicence
    case cleanUp
}

/// What the hand-over of a Core is told.
enum HandOverEvent: Sendable {
    case check(turn: Int)
    case uploadDone(item: Int, number: Int, life: Int)
    case tryAgain(item: Int, number: Int)
    case poll(item: Int, number: Int, life: Int)
}

/// What an ICAP Server is told.
enum ICAPEvent: Sendable {
    case receive(ICAPRequest)
    case coreReplied(request: Int, CoreReply)
    case poll(request: Int)
    case pollReplied(request: Int, PollReply)
    /// Core's webhook call; it means nothing to a server that polls.
    case callback(request: Int, dataID: String, ScanResult)
    case waitedForCore(request: Int, attempt: Int)
    case clientLeft(send: Int, cause: Cause)
    case becomeReady
    case checkLicence
}

extension ICAPEvent {
    /// The number of the request that it is about; nil if it is about none that is there.
    var request: Int? {
        switch self {
        case .coreReplied(let request, _), .poll(let request), .pollReplied(let request, _),
            .callback(let request, _, _), .waitedForCore(let request, _):
            request
        case .receive, .clientLeft, .becomeReady, .checkLicence: nil
        }
    }
}

/// What the file share is told.
enum ShareEvent: Sendable {
    case answered(send: Int, ICAPAnswer)
    case connectionFailed(send: Int, cause: Cause?)
    case timedOut(send: Int)
}

/// A file given to Core.
package struct Submission: Sendable, Hashable {
    package var file: FileFacts
    package var client: ClientFacts
    package var origin: Origin
    package var connectionID = ""
    /// When the call began; nil: just now.
    package var sentUS: Int64?

    package enum Origin: Sendable, Hashable {
        case icap(server: Int, request: Int)
        case client
    }
}

/// What Core says to an upload.
package enum CoreReply: Sendable, Hashable {
    case accepted(dataID: String)
    case refused(status: Int, text: String, cause: Cause?)
    case unreachable(error: String, cause: Cause?)
    /// It took the connection and says nothing.
    case silent(cause: Cause?)
}

/// A question for a result that is answered by an error after a while.
struct FailedPoll: Sendable {
    var uri: String
    var client: ClientFacts
    var icap: Int
    var request: Int
    var status: Int
    var beganUS: Int64
    var cause: Cause
}

/// What Core says to a question for a result.
package enum PollReply: Sendable, Hashable {
    case inProgress(percent: Int)
    case done(ScanResult)
    case failed(error: String, isConnection: Bool, cause: Cause?)
    /// It will be answered by an error.
    case pending
    /// It took the connection and says nothing.
    case silent(cause: Cause?)
}
