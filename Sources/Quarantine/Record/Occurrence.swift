/// One thing that happened in a run: all that a line of a log, a row of an export or the ground
/// truth needs to know of it.
package struct Occurrence: Sendable, Hashable {
    /// Microseconds UTC.
    package var timeUS: Int64
    package var component: Component
    package var kind: Kind
    /// Why it went wrong; nil where nothing did.
    package var cause: Cause?

    package enum Kind: Sendable, Hashable {
        // The stage.
        case faultBegan(Fault)
        case faultEnded(Fault)
        case acted(Action)

        // Either product's service.
        case serviceStarting(ServiceFacts)
        case serviceStarted(ServiceFacts)
        case serviceStopped(ServiceStop)
        case licenceChecked(status: String, daysLeft: Int)

        // Core.
        case databaseLost(reason: String)
        case databaseBack
        case engineEnded(EngineFacts)
        case engineStarted(EngineFacts)
        case engineReady(EngineFacts)
        case engineFailed(EngineFacts, message: String)
        case packageDownloaded(engineID: String, folder: String)
        case queueSeen(inQueue: Int, places: Int)
        case apiCalled(APICall)
        case requestRefused(Refusal)
        case scanQueued(ScanFacts, queueLength: Int)
        case scanStarted(ScanFacts)
        case scanFinished(ScanFacts, ScanResult)
        case taskNotSent(ScanFacts, block: String)
        case historyNotStored(ScanFacts)
        /// Data ids of Core, connection ids of an ICAP Server.
        case historyCleaned(ids: [String])
        case settingChanged(key: String, value: String)
        case technologySwitched(name: String, isOn: Bool)

        // Core's quarantine.
        case itemQuarantined(ItemFacts)
        case itemNotAdded(ItemFacts)
        case itemPinned(ItemFacts)
        case itemUnpinned(ItemFacts)
        case itemDeleted(ItemFacts)
        case itemCleanedUp(ItemFacts)
        case itemDownloaded(ItemFacts)
        case itemLost(ItemFacts)

        // The hand-over.
        case quarantineChecked(newItems: Int)
        case uploadStarted(CloudTry)
        case uploadFailed(CloudTry, CloudRefusal)
        case uploadDone(CloudTry, cloudID: String)
        case resultPolled(CloudTry, cloudID: String, percent: Int)
        case resultPollFailed(CloudTry, CloudRefusal)
        case resultReceived(CloudTry, CloudResult)
        case statusChanged(ItemFacts, status: String)
        case cloudCalled(CloudCall)

        // ICAP.
        case requestReceived(RequestFacts)
        case requestRejected(RequestFacts, text: String)
        case submitted(RequestFacts, dataID: String, server: String)
        case coreRefused(RequestFacts, server: String, status: Int, text: String)
        case coreNotReached(RequestFacts, server: String, error: String)
        case pollFailed(RequestFacts, PollFailure)
        case callbackReceived(RequestFacts, dataID: String)
        case answered(RequestFacts, ICAPAnswer, durationUS: Int64, dataID: String)
        case clientLeft(RequestFacts, dataID: String)

        // The share.
        case fileSent(ShareSend)
        case fileNotSent(path: String, Operation, why: NotSent)
        case accessEnded(path: String, Operation, Access)
        case answerTaken(ShareSend, Share.Answer)
        case timedOut(ShareSend)
        case fileLocked(LockFacts)
        case lockLifted(LockFacts, by: String)
        case recordDeleted(path: String)
    }

    /// What a user does to a file of the share.
    package enum Operation: String, Sendable, Hashable {
        case read, write, rescan
    }

    /// Why a file is not sent to ICAP.
    package enum NotSent: String, Sendable, Hashable {
        case antivirusOff = "antivirus-off"
        case operationOff = "operation-off"
        case excludedExtension = "excluded-extension"
        case tooLarge = "too-large"
        case notSMB = "not-smb"
        case locked
        case noServer = "no-server"
    }
}
