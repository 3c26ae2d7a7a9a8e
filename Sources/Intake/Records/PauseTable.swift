/// The pauses between the records of one entry: their median, and the long ones.
struct PauseTable {
    struct Pause {
        var fromUS: Int64
        var toUS: Int64
        var before: Int64
        var after: Int64
    }

    /// A pause worth keeping; a gap is at least this long (see the rule catalogue).
    static let longUS: Int64 = 5 * 60 * 1_000_000

    /// A clock that went back inside the log.
    struct StepBack {
        /// Of the first record after it.
        var line: Int64
        var sizeUS: Int64
    }

    /// Records come a little out of order; by so much only a clock goes back.
    static let stepUS: Int64 = 60 * 1_000_000

    private var histogram = [Int](repeating: 0, count: 64)
    private var pauses = 0
    private var lastUS = RecordHead.noTime
    private var lastRecord: Int64 = 0
    private(set) var long: [Pause] = []
    /// The largest step back, and how many there are.
    private(set) var stepBack: StepBack?
    private(set) var stepsBack = 0
    private(set) var firstRecord: Int64 = 0
    private(set) var firstUS: Int64?
    private(set) var latestUS: Int64?
    private(set) var latestRecord: Int64 = 0

    @inline(__always)
    mutating func add(timeUS: Int64, record: Int64, line: Int64) {
        if lastUS != RecordHead.noTime {
            let pause = timeUS &- lastUS
            if pause >= 0 {
                histogram[64 - pause.leadingZeroBitCount - (pause == 0 ? 0 : 1)] &+= 1
                pauses &+= 1
                if pause >= Self.longUS {
                    long.append(
                        Pause(fromUS: lastUS, toUS: timeUS, before: lastRecord, after: record)
                    )
                }
            } else if pause <= -Self.stepUS {
                stepsBack &+= 1
                if -pause > stepBack?.sizeUS ?? 0 {
                    stepBack = StepBack(line: line, sizeUS: -pause)
                }
            }
        } else {
            firstRecord = record
        }
        lastUS = timeUS
        lastRecord = record
        if timeUS < (firstUS ?? .max) { firstUS = timeUS }
        if timeUS >= (latestUS ?? .min) {
            latestUS = timeUS
            latestRecord = record
        }
    }

    /// The time of the record before, for a start that follows silence.
    var previousUS: Int64? { lastUS == RecordHead.noTime ? nil : lastUS }

    /// The median pause, to a power of two; nil with fewer than two records.
    var medianUS: Int64? {
        guard pauses > 0 else { return nil }
        var seen = 0
        for (bucket, count) in histogram.enumerated() {
            seen += count
            if seen * 2 >= pauses { return bucket == 0 ? 0 : Int64(1) << Int64(min(bucket, 62)) }
        }
        return nil
    }
}
