internal import CaseModel

/// One kind of document, as users name it, as it is known and as its sample shows it.
struct DocumentForm: Sendable {
    /// The name in `entry.format`.
    let name: String
    /// A whole document, or the first bytes of one that is only listed.
    let sample: [UInt8]
    /// False if encodings of text do not change its bytes.
    var isText = true
    /// What it is known by, as the end of a sentence that begins with "it needs".
    let needs: String
    /// How it was known, as a sentence without customer data.
    let why: @Sendable (DocumentHead) -> String
    var role = Recognition.Role.document
    var source: @Sendable (DocumentHead) -> Source? = { _ in nil }
    /// The number of the part by which it is known, such as an element or a row; nil if it is none.
    let sign: @Sendable (DocumentHead) -> Int?
    /// What the first bytes have of it.
    let found: @Sendable (DocumentHead) -> String
    /// nil if such documents are only listed.
    let make: (@Sendable (DocumentHead) -> Recognition.Make)?

    /// Every form in the order they are asked.
    ///
    /// In one group the earliest sign decides, and of equal ones the first form: the forms of a
    /// group read the same parts, the more particular first.
    static let groups = [binaries, markup, objects, captures, tables, texts]
    static var all: [DocumentForm] { groups.flatMap(\.self) }

    /// Recognises documents by their first bytes alone, before anything takes them for text.
    static func binary(_ bytes: [UInt8]) -> Recognition? {
        let head = DocumentHead(binary: bytes)
        return form(of: head, in: [binaries]).map { $0.recognition(head) }
    }

    /// nil if no form knows the text.
    static func recognise(_ head: DocumentHead) -> Recognition? {
        form(of: head).map { $0.recognition(head) }
    }

    /// What every form found in the first bytes, for whoever asks why.
    static func attempts(_ head: DocumentHead) -> [FormatAttempt] {
        let known = form(of: head)
        return all.map {
            FormatAttempt(
                format: $0.name,
                fits: $0.name == known?.name,
                found: "\($0.found(head)); it needs \($0.needs)"
            )
        }
    }

    /// The entry read as the user says it is; nil if the name is no document's.
    static func forced(_ name: String, _ head: DocumentHead) -> Recognition? {
        // A table of messages is called so whatever it is written in.
        let name = name == MessageTable.format ? messageTableName(head) : name
        return all.first { $0.name == name }.map { $0.recognition(head) }
    }

    private static func form(of head: DocumentHead) -> DocumentForm? {
        // Markup is nothing else: a page may quote the lines of any capture.
        form(of: head, in: head.isMarkup ? [binaries, markup] : groups)
    }

    private static func form(
        of head: DocumentHead,
        in groups: [[DocumentForm]]
    ) -> DocumentForm? {
        for group in groups {
            let signs = group.compactMap { form in form.sign(head).map { (form, sign: $0) } }
            // Of equal signs the first one stands.
            if let best = signs.min(by: { $0.sign < $1.sign }) { return best.0 }
        }
        return nil
    }

    private func recognition(_ head: DocumentHead) -> Recognition {
        guard let make else { return .unread(why(head)) }
        return Recognition(
            role: role,
            format: name,
            source: source(head),
            why: why(head),
            make: make(head)
        )
    }
}
