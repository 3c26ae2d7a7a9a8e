/// Why a request is not taken: a status of ICAP and a sentence for the log.
///
/// The sentence holds nothing that the client sent.
package struct ICAPRefusal: Error, Sendable, Hashable {
    package var status: Int
    package var text: String

    package init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    static func bad(_ text: String) -> ICAPRefusal { ICAPRefusal(400, text) }
    static func tooLarge(_ text: String) -> ICAPRefusal { ICAPRefusal(413, text) }
}
