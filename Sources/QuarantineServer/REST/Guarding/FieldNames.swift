internal import HTTPTypes

extension HTTPField.Name {
    static let coreKey = own("apikey")
    static let coreFileName = own("filename")
    static let rule = own("rule")
    static let timeRange = own("timerange")
    static let includesInProgress = own("include-inprogress")
    static let fetchSite = own("sec-fetch-site")
    /// Set by ourselves on each request: the address that the connection comes from.
    static let peer = own("x-scanwhy-peer")
    /// Set by ourselves on an answer that is none; it never leaves the server.
    static let presence = own("x-scanwhy-presence")

    private static func own(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(text)") else {
            preconditionFailure("The names of our headers are tokens.")
        }
        return name
    }
}
