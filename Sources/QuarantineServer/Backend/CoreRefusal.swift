/// Why a request of REST is not done: a status of HTTP and the words of `err`.
package struct CoreRefusal: Error, Sendable, Hashable {
    package var status: Int
    package var text: String
    /// Not `.there` where there is no answer at all.
    package var presence = CorePresence.there

    package init(_ status: Int, _ text: String) {
        self.status = status
        self.text = text
    }

    /// No answer.
    package init(_ presence: CorePresence) {
        self.init(503, "")
        self.presence = presence
    }

    package static let busy = CoreRefusal(503, "Server is too busy. Try again later.")
    package static let empty = CoreRefusal(422, "File is empty.")
    package static let noLength = CoreRefusal(411, "Missing Content-Length header.")
    package static let tooLarge = CoreRefusal(
        500,
        "Failed to request scan. File size exceeded the maximum size permitted by your "
            + "configuration."
    )
    package static let noSpace = CoreRefusal(
        400,
        "File upload rejected due to insufficient disk space"
    )
    package static let noRule = CoreRefusal(500, "No available rule is present for scanning.")
    package static let denied = CoreRefusal(403, "Access denied")
    package static let notFound = CoreRefusal(404, "Not found")
    package static let badKey = CoreRefusal(400, "Invalid apikey given")
    package static let badSetting = CoreRefusal(500, "Error while modifying configuration")

    /// The journal or the data folder fails; what exactly is for the log, and not for clients.
    package static let notWritten = CoreRefusal(
        500,
        "Failed to request scan. Try again later."
    )
}
