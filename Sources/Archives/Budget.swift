import CaseModel

/// Why a stream gave less than it should have.
struct StreamFailure: Hashable, Sendable {
    var kind: Note.Kind
    var reason: String
    /// The name of the limit when `kind` is `.limit`.
    var limit: String?
    /// One failure travels through all streams on top of it and is noted once: by its number.
    var number: Int
}

/// What the reading of one package has used up of its limits, shared by all of its streams.
final class Budget {
    let limits: Limits
    /// Bytes read from the file, the folder or the standard input.
    private(set) var packedBytes: Int64 = 0
    /// Size of the files opened so far.
    ///
    /// A member of zeros at the front of a large archive is judged by all of the archive, so that
    /// it does not hide what lies behind it.
    private var openedBytes: Int64 = 0
    /// Bytes that came out of decoders, at every depth.
    private(set) var inflatedBytes: Int64 = 0
    private(set) var entries = 0
    /// The limit that ended the whole package; nil while reading goes on.
    private(set) var packageFailure: StreamFailure?
    /// False once anything was lost or left unread.
    var isComplete = true
    /// Numbers of the failures that have their note.
    private var reported: Set<Int> = []
    private var failures = 0

    init(limits: Limits) {
        self.limits = limits
    }

    var isStopped: Bool { packageFailure != nil }

    /// Counts an entry; false when there have been too many.
    func takeEntry() -> Bool {
        entries += 1
        guard entries > limits.entriesPerPackage else { return true }
        stopAtEntries()
        return false
    }

    /// Ends the package because it holds too many entries.
    func stopAtEntries() {
        stop("entriesPerPackage", "It holds more than \(limits.entriesPerPackage) entries.")
    }

    /// Tells the size of a file that is about to be read.
    func open(_ sizeBytes: Int64) { openedBytes += sizeBytes }

    /// Counts bytes read and gives how many of them may be used.
    func takePacked(_ count: Int) -> Int {
        let room = limits.bytesPerPackage - packedBytes
        packedBytes += Int64(count)
        guard Int64(count) > room else { return count }
        stop("bytesPerPackage", "It is larger than \(limits.bytesPerPackage) bytes.")
        return Int(max(0, room))
    }

    /// Counts bytes that a decoder made and gives how many of them may be used.
    func takeInflated(_ count: Int) -> Int {
        let room = limits.bytesPerPackage - inflatedBytes
        inflatedBytes += Int64(count)
        if Int64(count) > room {
            stop("bytesPerPackage", "It inflates to more than \(limits.bytesPerPackage) bytes.")
            return Int(max(0, room))
        }
        if isTooMuch(inflatedBytes, from: max(packedBytes, openedBytes)) {
            stop("expansionRatio", "It inflates to more than \(limits.expansionRatio) times.")
            return 0
        }
        return count
    }

    /// Whether one stream made too much out of too little.
    func isTooMuch(_ inflated: Int64, from packed: Int64) -> Bool {
        guard inflated > limits.ratioFloorBytes else { return false }
        return inflated / limits.expansionRatio > packed
    }

    func ratioFailure() -> StreamFailure {
        failure(
            .limit,
            "It inflates to more than \(limits.expansionRatio) times its packed size.",
            limit: "expansionRatio"
        )
    }

    func failure(_ kind: Note.Kind, _ reason: String, limit: String? = nil) -> StreamFailure {
        failures += 1
        return StreamFailure(kind: kind, reason: reason, limit: limit, number: failures)
    }

    /// True the first time that a failure is shown to it.
    func isNews(_ failure: StreamFailure) -> Bool { reported.insert(failure.number).inserted }

    private func stop(_ limit: String, _ reason: String) {
        guard packageFailure == nil else { return }
        packageFailure = failure(.limit, reason + " Reading stopped.", limit: limit)
    }
}
