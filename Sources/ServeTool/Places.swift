internal import ArgumentParser
internal import QuarantineServer

/// Where the server listens.
struct Places: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where REST and the pages listen; port 0 picks a free one.",
            valueName: "address:port"
        )
    )
    var rest = ListenAddress(host: "127.0.0.1", port: 8008)

    @Option(
        help: ArgumentHelp(
            "Where ICAP listens; port 0 picks a free one.",
            valueName: "address:port"
        )
    )
    var icap = ListenAddress(host: "127.0.0.1", port: 1344)

    @Option(
        help: ArgumentHelp(
            "Where the stand-in of MetaDefender Cloud listens; port 0 picks a free one.",
            valueName: "address:port"
        )
    )
    var cloud = ListenAddress(host: "127.0.0.1", port: 8010)

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

    /// Whether other machines reach what knows a key.
    var isElsewhere: Bool { !Loopback.isOne(rest.host) || !Loopback.isOne(cloud.host) }

    /// The stand-in, which shares the engine's time.
    ///
    /// - Throws: Where other machines would reach it with a key that everybody knows.
    func standIn(
        for engine: LiveEngine,
        access: AccessSettings,
        folder: DataFolder?
    ) async throws(LiveProblem) -> CloudStandIn {
        var settings = StandInSettings()
        let key = await engine.cloudKey
        guard Loopback.isOne(cloud.host) || key != settings.apiKey else {
            throw LiveProblem(
                "the Cloud's stand-in on \(cloud) would take the key that everybody knows",
                help: "give a --scenario whose installation sets cloud.api_key"
            )
        }
        settings.host = cloud.host
        settings.port = cloud.port
        settings.hostNames = hostName
        settings.apiKey = key
        settings.controlKey = access.apiKey
        let time = engine.time
        settings.clock = { time.nowUS }
        do throws(StandInLogError) {
            return try CloudStandIn(settings, file: folder?.cloudPath)
        } catch {
            throw LiveProblem("the Cloud's stand-in cannot start: \(error)", help: "see --data")
        }
    }

    /// - Throws: Where other machines would reach ICAP without being named.
    func server(
        access: AccessSettings,
        standIn: CloudStandIn
    ) throws(LiveProblem) -> LiveServer {
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
        return LiveServer(rest: restSettings, icap: icapSettings, cloud: standIn)
    }
}
