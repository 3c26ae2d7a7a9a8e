/// A call to MetaDefender Cloud that is due, and that a service outside is to answer.
///
/// It holds an API key, and so it is neither printed nor written anywhere.
package struct CloudOrder: Sendable, Hashable, Identifiable {
    /// From 1, in the order of time; a run with the same inputs gives the same numbers.
    package let id: Int
    package let call: Call
    /// When it was due; microseconds of virtual time.
    package let placedUS: Int64

    /// What is asked, for which item.
    package struct Call: Sendable, Hashable {
        package let what: What
        /// The place of the Core among the engine's.
        package let core: Int
        package let coreName: String
        /// The id of the quarantine item.
        package let item: Int
        /// The item's file: name, size, SHA-256.
        package let file: FileFacts
        package let apiKey: String
        /// Which upload of the item, from 1.
        let upload: Int
        /// An answer to a call of an earlier life of the service is not heard.
        let life: Int
    }

    package enum What: Sendable, Hashable {
        /// `POST /file`.
        case upload
        /// `GET /file/{id}`.
        case poll(cloudID: String)
    }
}

extension CloudOrder: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "order \(id): \(call)" }
    package var debugDescription: String { description }
}

extension CloudOrder.Call: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(method) \(path) for item \(item) of \(coreName)" }
    package var debugDescription: String { description }

    var method: String {
        switch what {
        case .upload: "POST"
        case .poll: "GET"
        }
    }

    var path: String {
        switch what {
        case .upload: "/v4/file"
        case .poll(let cloudID): "/v4/file/\(cloudID)"
        }
    }
}

/// The orders that are not answered yet.
struct CloudOrders: Sendable {
    private(set) var open: [CloudOrder] = []
    private var placed = 0
    /// The number of the last order that was taken.
    private var taken = 0

    mutating func place(_ call: CloudOrder.Call, at timeUS: Int64) {
        placed += 1
        open.append(CloudOrder(id: placed, call: call, placedUS: timeUS))
    }

    /// Those that nobody has taken yet.
    mutating func take() -> [CloudOrder] {
        defer { taken = placed }
        return open.filter { $0.id > taken }
    }

    /// Ends an order; nil if there is none with that number.
    mutating func close(_ id: Int) -> CloudOrder? {
        guard let place = open.firstIndex(where: { $0.id == id }) else { return nil }
        return open.remove(at: place)
    }
}
