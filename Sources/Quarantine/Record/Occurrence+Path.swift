extension Occurrence.Kind {
    /// The file it is about; nil if it is about none.
    package var path: String? {
        switch self {
        case .requestRefused(let refusal): refusal.file.path
        case .scanQueued(let scan, _), .scanStarted(let scan), .scanFinished(let scan, _),
            .taskNotSent(let scan, _), .historyNotStored(let scan):
            scan.file.path
        case .itemQuarantined(let item), .itemNotAdded(let item), .itemPinned(let item),
            .itemUnpinned(let item), .itemDeleted(let item), .itemCleanedUp(let item),
            .itemDownloaded(let item), .itemLost(let item), .statusChanged(let item, _):
            item.path
        case .uploadStarted(let attempt), .uploadFailed(let attempt, _),
            .uploadDone(let attempt, _), .resultPolled(let attempt, _, _),
            .resultPollFailed(let attempt, _), .resultReceived(let attempt, _):
            attempt.item.path
        default: pathBeforeCore
        }
    }

    private var pathBeforeCore: String? {
        switch self {
        case .requestReceived(let request), .requestRejected(let request, _),
            .submitted(let request, _, _), .coreRefused(let request, _, _, _),
            .coreNotReached(let request, _, _), .pollFailed(let request, _),
            .callbackReceived(let request, _), .answered(let request, _, _, _),
            .clientLeft(let request, _):
            request.file.path
        case .fileSent(let send), .answerTaken(let send, _), .timedOut(let send): send.file.path
        case .fileNotSent(let path, _, _), .accessEnded(let path, _, _), .recordDeleted(let path):
            path
        case .fileLocked(let lock), .lockLifted(let lock, _): lock.path
        default: nil
        }
    }
}
