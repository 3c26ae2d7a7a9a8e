import CaseModel

/// Puts the events of a scanner together to elements.
struct JSONElementBuilder: JSONSink {
    /// An open container.
    private struct Frame {
        var isObject: Bool
        var place: JSONPlace
        var members: [JSONValue.Member] = []
        var elements: [JSONValue] = []
        var key: String?
        /// Its elements are delivered, not kept.
        var isStreamed = false
        /// An array inside it was streamed.
        var isWrapper = false
        var isKept: Bool

        var isEmpty: Bool { members.isEmpty && elements.isEmpty }
        var content: JSONValue.Content { isObject ? .object(members) : .array(elements) }
    }

    /// What was spent on one element.
    private struct Account {
        var nodes = 0
        var bytes = 0
        var isWhole = true
        var isOverdrawn = false
    }

    private let wrapperPaths: Set<[String]>
    private let wrapperDepth: Int
    private let nodesPerElement: Int
    private let bytesPerElement: Int
    private var list: NoteList
    private var frames: [Frame] = []
    /// How many frames are open down to the streamed array; nil when none is.
    private var streamDepth: Int?
    /// Of the value at the top, and of the element inside a streamed array.
    private var outer = Account()
    private var inner = Account()
    private var ready: [JSONElements.Element] = []
    private var count = 0

    init(wrapperKeys: [String], limits: Limits, nodesPerElement: Int, bytesPerElement: Int) {
        let paths = wrapperKeys.map { key in
            key.split(separator: ".").map { HeaderNames.normalised(String($0)) }
        }
        wrapperPaths = Set(paths)
        wrapperDepth = paths.map(\.count).max() ?? 0
        self.nodesPerElement = nodesPerElement
        self.bytesPerElement = bytesPerElement
        list = NoteList(perKind: limits.notesPerEntry)
    }

    var notes: [Note] { list.all }

    mutating func takeReady() -> [JSONElements.Element] {
        defer { ready = [] }
        return ready
    }

    mutating func take(_ event: JSONEvent, at place: JSONPlace) {
        switch event {
        case .beginObject: open(isObject: true, at: place)
        case .beginArray: open(isObject: false, at: place)
        case .endObject, .endArray: close()
        case .key(let key):
            // A key that is over the bound takes its value with it.
            let isKept = spend(bytes: key.utf8.count, at: place)
            if !frames.isEmpty { frames[frames.count - 1].key = isKept ? key : nil }
        case .string(let text): add(.string(text), bytes: text.utf8.count, at: place)
        case .number(let text): add(.number(text), bytes: text.utf8.count, at: place)
        case .bool(let value): add(.bool(value), bytes: 0, at: place)
        case .null: add(.null, bytes: 0, at: place)
        case .damaged:
            markDamaged()
            if !frames.isEmpty { frames[frames.count - 1].key = nil }
        case .abandoned(let depth):
            markDamaged()
            while frames.count > depth {
                markDamaged()
                close()
            }
        }
    }

    private var isInElement: Bool { streamDepth.map { frames.count > $0 } ?? false }

    private mutating func open(isObject: Bool, at place: JSONPlace) {
        let isStreamed = !isObject && streamDepth == nil && isAtStreamPath
        beginElementIfDue()
        let isKept = isStreamed || spend(bytes: 0, at: place)
        frames.append(
            Frame(isObject: isObject, place: place, isStreamed: isStreamed, isKept: isKept)
        )
        if isStreamed {
            streamDepth = frames.count
            frames[0].isWrapper = true
        }
    }

    /// Whether an array here is the top of the document or behind a wrapper's key.
    private var isAtStreamPath: Bool {
        guard !frames.isEmpty else { return true }
        guard frames.count <= wrapperDepth, frames.allSatisfy(\.isObject) else { return false }
        return wrapperPaths.contains(frames.map { HeaderNames.normalised($0.key ?? "") })
    }

    private mutating func close() {
        guard let frame = frames.popLast() else { return }
        if frame.isStreamed {
            streamDepth = nil
            // An array at the top is no element itself.
            if !frames.isEmpty { frames[frames.count - 1].key = nil }
            return
        }
        let value = JSONValue(frame.content, at: frame.place)
        if frames.isEmpty {
            deliver(value, isWhole: outer.isWhole, isWrapper: frame.isWrapper, frame.isEmpty)
        } else if frames.count == streamDepth {
            deliver(value, isWhole: inner.isWhole, isWrapper: false, frame.isEmpty)
        } else if frame.isKept {
            attach(value)
        }
    }

    private mutating func add(_ content: JSONValue.Content, bytes: Int, at place: JSONPlace) {
        beginElementIfDue()
        guard spend(bytes: bytes, at: place) else { return }
        let value = JSONValue(content, at: place)
        if frames.isEmpty || frames.count == streamDepth {
            deliver(value, isWhole: true, isWrapper: false, false)
        } else {
            attach(value)
        }
    }

    private mutating func attach(_ value: JSONValue) {
        let last = frames.count - 1
        guard frames[last].isObject else {
            frames[last].elements.append(value)
            return
        }
        // Without a key the value belongs to a member that is left out.
        guard let key = frames[last].key else { return }
        frames[last].members.append(JSONValue.Member(key: key, value: value))
        frames[last].key = nil
    }

    private mutating func deliver(
        _ value: JSONValue,
        isWhole: Bool,
        isWrapper: Bool,
        _ isEmpty: Bool
    ) {
        // Of an element whose beginning alone is there, nothing is known.
        if !isWhole, isEmpty, !isWrapper { return }
        if !isWrapper { count += 1 }
        ready.append(
            JSONElements.Element(
                role: isWrapper ? .wrapper : .element,
                index: isWrapper ? 0 : count,
                value: value,
                isWhole: isWhole
            )
        )
    }

    private mutating func beginElementIfDue() {
        if frames.isEmpty {
            outer = Account()
        } else if frames.count == streamDepth {
            inner = Account()
        }
    }

    private mutating func markDamaged() {
        if isInElement { inner.isWhole = false } else { outer.isWhole = false }
    }

    /// Whether one more node with this many bytes of text may be kept.
    private mutating func spend(bytes: Int, at place: JSONPlace) -> Bool {
        let isInner = streamDepth.map { frames.count >= $0 } ?? false
        var account = isInner ? inner : outer
        defer { if isInner { inner = account } else { outer = account } }
        guard account.nodes < nodesPerElement, account.bytes + bytes <= bytesPerElement else {
            if !account.isOverdrawn {
                list.add(
                    Note(
                        .limit,
                        "an element is larger than what is kept of one",
                        line: place.line,
                        byteOffset: place.byteOffset,
                        limit: "nodesPerElement"
                    )
                )
            }
            account.isOverdrawn = true
            account.isWhole = false
            return false
        }
        account.nodes += 1
        account.bytes += bytes
        return true
    }
}
