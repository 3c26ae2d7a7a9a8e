import CaseModel

/// Counts what a decoder of ours makes, and says how much of it may be handed over.
struct DecoderAllowance {
    let budget: Budget
    private(set) var madeBytes: Int64 = 0
    /// True for a decoder that holds an archive, whose members are judged one by one.
    var holdsMembers = false

    init(_ budget: Budget) {
        self.budget = budget
    }

    /// How many of the bytes just made may be used, and why that is less than all.
    mutating func take(_ made: Int, packedBytes: Int64) -> (count: Int, failure: StreamFailure?) {
        madeBytes += Int64(made)
        guard made > 0 else { return (0, nil) }
        if !holdsMembers, budget.isTooMuch(madeBytes, from: packedBytes) {
            return (0, budget.ratioFailure())
        }
        let allowed = budget.takeInflated(made)
        return (allowed, allowed < made ? budget.packageFailure : nil)
    }
}
