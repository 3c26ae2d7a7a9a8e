@testable import QuarantineServer

/// What a reader makes of bytes that come in blocks, with neighbouring parts of a body joined.
struct Reading: Equatable {
    var events: [ICAPRequestReader.Event] = []

    /// Reads what a client sends, `cut` bytes at once, or all for 0.
    ///
    /// Previews are answered with 100 Continue where it goes on.
    init(
        _ bytes: [UInt8],
        cut: Int = 0,
        goesOn: Bool = true,
        limits: ICAPLimits = ICAPLimits(),
        isPermissive: Bool = false
    ) {
        var reader = ICAPRequestReader(limits: limits, isPermissive: isPermissive)
        var rest = bytes[...]
        repeat {
            let block = cut == 0 ? rest : rest.prefix(cut)
            rest = rest.dropFirst(block.count)
            reader.append(block)
            while let event = reader.next() {
                add(event)
                guard event == .previewEnded else { continue }
                if goesOn { reader.goOn() } else { reader.stop() }
            }
        } while !rest.isEmpty
    }

    private mutating func add(_ event: ICAPRequestReader.Event) {
        if case .body(let more) = event, case .body(let before)? = events.last {
            events[events.count - 1] = .body(before + more)
        } else {
            events.append(event)
        }
    }

    var requests: [ICAPRequest] {
        events.compactMap { if case .head(let request) = $0 { request } else { nil } }
    }

    var bodies: [String] {
        events.compactMap {
            if case .body(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil }
        }
    }

    var refusal: ICAPRefusal? {
        if case .refused(let refusal)? = events.last { refusal } else { nil }
    }

    var ends: Int { events.count { $0 == .ended } }
}
