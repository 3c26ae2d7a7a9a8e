/// What an ICAP server tells of itself.
package struct ICAPServiceFacts: Sendable, Hashable {
    /// The quoted value of `ISTag`; it changes with the definitions.
    package var tag: String
    package var previewBytes: Int
    package var maxConnections: Int
    /// Nil leaves the field out, as the product can since 5.2.0.
    package var optionsTTLSeconds: Int?

    package init(
        tag: String = "001605794100",
        previewBytes: Int = 1024,
        maxConnections: Int = 100,
        optionsTTLSeconds: Int? = 3600
    ) {
        self.tag = tag
        self.previewBytes = previewBytes
        self.maxConnections = maxConnections
        self.optionsTTLSeconds = optionsTTLSeconds
    }

    /// The services of the product; both take both methods, as its answer to OPTIONS says.
    package static let services = ["OMSScanReq-AV", "OMSScanResp-AV"]
}
