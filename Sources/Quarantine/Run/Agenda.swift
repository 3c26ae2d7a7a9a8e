/// What is to happen, in the order of time; at the same time, in the order in which it was noted.
struct Agenda: Sendable {
    private struct Entry: Sendable {
        var timeUS: Int64
        var order: Int
        var event: Event

        func isBefore(_ other: Entry) -> Bool {
            (timeUS, order) < (other.timeUS, other.order)
        }
    }

    /// A binary heap: each entry is before its two followers.
    private var heap: [Entry] = []
    private var noted = 0

    /// When the next thing happens; nil if nothing is left.
    var nextUS: Int64? { heap.first?.timeUS }

    mutating func note(_ event: Event, at timeUS: Int64) {
        heap.append(Entry(timeUS: timeUS, order: noted, event: event))
        noted += 1
        var place = heap.count - 1
        while place > 0, heap[place].isBefore(heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The next event, if it is due by that time.
    mutating func take(until timeUS: Int64) -> (timeUS: Int64, event: Event)? {
        guard let first = heap.first, first.timeUS <= timeUS, let last = heap.popLast() else {
            return nil
        }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.timeUS, first.event)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != place else { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
