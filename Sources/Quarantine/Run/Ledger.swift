/// Values by the number in which they came, the oldest of which may be forgotten.
///
/// A run keeps all of them; a server that runs for months cannot.
struct Ledger<Element: Sendable>: RandomAccessCollection, MutableCollection, Sendable {
    private var kept: [Element] = []
    /// The number of the oldest one that is not forgotten.
    private(set) var startIndex = 0

    /// The number that the next one gets.
    var endIndex: Int { startIndex + kept.count }

    subscript(number: Int) -> Element {
        get { kept[number - startIndex] }
        _modify { yield &kept[number - startIndex] }
    }

    mutating func append(_ element: Element) { kept.append(element) }

    /// Forgets the oldest ones, as many as are finished in a row, once twice as many as are to be
    /// kept are there; gives what was forgotten.
    mutating func forgetOldest(
        keeping count: Int,
        where isFinished: (Element) -> Bool
    ) -> [Element] {
        guard kept.count > 2 * count else { return [] }
        let forgotten = Array(kept.prefix(kept.count - count).prefix(while: isFinished))
        kept.removeFirst(forgotten.count)
        startIndex += forgotten.count
        return forgotten
    }
}
