/// What is set up at a customer's: Cores, ICAP Servers, the share, and the Cloud far away.
package struct Installation: Sendable, Hashable, Described {
    package var cores = [CoreSettings()]
    package var icaps = [ICAPSettings()]
    package var share = ShareSettings()
    package var cloud = CloudSettings()

    package init() {}

    static var fields: [Field<Self>] {
        [
            .list("cores", \.cores, "the MetaDefender Cores; at least one"),
            .list("icaps", \.icaps, "the MetaDefender ICAP Servers; none is allowed"),
            .table("share", \.share, "the Nutanix file share"),
            .table("cloud", \.cloud, "MetaDefender Cloud, as the API key sees it"),
        ]
    }
}
