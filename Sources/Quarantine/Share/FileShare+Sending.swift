extension FileShare {
    /// Sends a file to one of the ICAP Servers, as soon as a connection is free.
    mutating func send(_ path: String, _ operation: Occurrence.Operation, _ run: inout Run) {
        guard let file = files[path], !servers.isEmpty else { return }
        let number = sends.count
        var dice = Dice(seed: run.seed, key: "send/\(path)/\(file.sent)")
        let client = settings.clients[Int(dice.between(0, Int64(settings.clients.count - 1)))]
        let server = servers[Int(dice.between(0, Int64(servers.count - 1)))]
        let facts = ShareSend(
            number: number,
            file: file.facts,
            operation: operation,
            client: client,
            server: serverNames[server],
            sentUS: run.nowUS
        )
        sends.append(Sending(facts: facts, server: server, slot: "\(client)/\(server)"))
        if run.holds(.waitingCounts) { planTimeout(number, &run) }
        let slot = sends[number].slot
        if connections[slot, default: 0] < settings.connectionsPerClient {
            dispatch(number, &run)
        } else {
            queues[slot, default: []].append(number)
        }
    }

    private func planTimeout(_ number: Int, _ run: inout Run) {
        guard settings.timeoutSeconds > 0 || !run.holds(.zeroTimeoutIsNoLimit) else { return }
        run.schedule(
            .share(.timedOut(send: number)),
            afterUS: Int64(settings.timeoutSeconds) * .second
        )
    }

    /// Puts a file on the wire, unless it was locked while it waited.
    private mutating func dispatch(_ number: Int, _ run: inout Run) {
        let path = sends[number].facts.file.path
        let operation = sends[number].facts.operation
        if files[path]?.lock != nil && operation != .rescan {
            sends[number].isDone = true
            run.record(
                component,
                .fileNotSent(path: path, operation, why: .locked),
                cause: .design("never-rescanned")
            )
            end(path, operation, .denied, &run)
            return
        }
        sends[number].isSent = true
        sends[number].facts.sentUS = run.nowUS
        files[path]?.sent += 1
        let sending = sends[number]
        connections[sending.slot, default: 0] += 1
        run.record(component, .fileSent(sending.facts))
        if !run.holds(.waitingCounts) { planTimeout(number, &run) }
        let request = ICAPRequest(
            send: number,
            connectionID: run.hex(32, key: "connection/\(number)"),
            client: sending.facts.client,
            method: operation == .write ? "REQMOD" : "RESPMOD",
            uri: "http://\(settings.server)\(path)",
            file: sending.facts.file
        )
        run.schedule(.icap(sending.server, .receive(request)), afterUS: 3 * .millisecond)
    }

    /// A send is over: its connection is free for the next one.
    mutating func finish(_ number: Int, _ run: inout Run) {
        let wasSent = sends[number].isSent
        sends[number].isDone = true
        let slot = sends[number].slot
        if wasSent {
            connections[slot, default: 1] -= 1
        } else {
            queues[slot]?.removeAll { $0 == number }
        }
        while connections[slot, default: 0] < settings.connectionsPerClient,
            let next = queues[slot]?.first
        {
            queues[slot]?.removeFirst()
            if !sends[next].isDone { dispatch(next, &run) }
        }
    }
}
