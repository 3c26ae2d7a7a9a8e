internal import ArgumentParser
internal import QuarantineServer

/// Where the server listens.
struct Places: ParsableArguments {
    @Option(help: "Where REST and the pages listen; port 0 picks a free one.")
    var rest = ListenAddress(host: "127.0.0.1", port: 8008)

    @Option(help: "Where ICAP listens; port 0 picks a free one.")
    var icap = ListenAddress(host: "127.0.0.1", port: 1344)

    @Option(
        help: ArgumentHelp(
            "A name besides the address by which clients may call REST; repeatable.",
            valueName: "name"
        )
    )
    var hostName: [String] = []

    @Option(
        help: ArgumentHelp(
            "An ICAP client that is served; repeatable. Needed where ICAP leaves this machine, as "
                + "the protocol knows no key.",
            valueName: "address"
        )
    )
    var icapClient: [String] = []

    @Flag(help: "Take ICAP requests that break the rules, such as blanks in addresses.")
    var permissiveParsing = false

    /// - Throws: Where other machines would reach ICAP without being named.
    func server(access: AccessSettings) throws(LiveProblem) -> LiveServer {
        guard Loopback.isOne(icap.host) || !icapClient.isEmpty else {
            throw LiveProblem(
                "ICAP on \(icap) would serve everybody",
                help: "name the clients: --icap-client ADDRESS, once for each"
            )
        }
        var restSettings = RESTSettings()
        restSettings.host = rest.host
        restSettings.port = rest.port
        restSettings.hostNames = hostName
        restSettings.access = access
        var icapSettings = ICAPServerSettings()
        icapSettings.host = icap.host
        icapSettings.port = icap.port
        icapSettings.clients = icapClient
        icapSettings.isPermissive = permissiveParsing
        return LiveServer(rest: restSettings, icap: icapSettings)
    }
}
