extension FileShare {
    /// The ICAP Server answered.
    mutating func answered(_ number: Int, _ answer: ICAPAnswer, _ run: inout Run) {
        guard isOpen(number) else { return }
        var meaning = Share.Answer(
            status: answer.status,
            info: answer.info,
            hasVerdict: answer.hasVerdict,
            silenceUS: 0
        )
        if meaning == .blockedWithoutScan && !run.holds(.blockedWithoutScanIsUnknown) {
            meaning = .blocked
        }
        let words = answer.virusID ?? answer.blockedReason ?? answer.description ?? "Blocked"
        take(number, meaning, words, answer.cause, &run)
    }

    /// The ICAP Server cannot respond for reasons of its own.
    mutating func connectionFailed(_ number: Int, _ cause: Cause?, _ run: inout Run) {
        guard isOpen(number) else { return }
        take(number, .none, "", cause, &run)
    }

    /// The share has waited as long as it does.
    mutating func timedOut(_ number: Int, _ cause: Cause, _ run: inout Run) {
        guard isOpen(number) else { return }
        let sending = sends[number]
        run.record(component, .timedOut(sending.facts), cause: cause)
        if sending.isSent {
            run.schedule(
                .icap(sending.server, .clientLeft(send: number, cause: cause)),
                afterUS: .millisecond
            )
        }
        if run.holds(.timeoutLocks) {
            take(number, .none, "", cause, &run)
        } else {
            finish(number, &run)
            let access: Access = settings.blocksUnscanned ? .denied : .allowed
            end(sending.facts.file.path, sending.facts.operation, access, &run)
        }
    }

    /// Requests of real clients are no sends of the share.
    private func isOpen(_ number: Int) -> Bool {
        sends.indices.contains(number) && !sends[number].isDone
    }

    /// What an answer does to the file.
    private mutating func take(
        _ number: Int,
        _ answer: Share.Answer,
        _ words: String,
        _ cause: Cause?,
        _ run: inout Run
    ) {
        let send = sends[number].facts
        let path = send.file.path
        run.record(component, .answerTaken(send, answer), cause: cause)
        if let reason = Share.reason(of: answer) {
            lock(send, reason, words, cause, &run)
            end(path, send.operation, .denied, &run)
        } else if let lock = files[path]?.lock {
            // Another request locked it meanwhile; only an administrator's rescan frees it.
            if send.operation == .rescan {
                files[path]?.lock = nil
                run.record(component, .lockLifted(lock, by: Action.Verb.rescan.rawValue))
            }
            end(path, send.operation, .denied, &run)
        } else {
            end(path, send.operation, .allowed, &run)
        }
        finish(number, &run)
    }

    private mutating func lock(
        _ send: ShareSend,
        _ reason: Share.Reason,
        _ words: String,
        _ cause: Cause?,
        _ run: inout Run
    ) {
        let path = send.file.path
        let isVerdict = reason == .blocked
        let lock = LockFacts(
            path: path,
            sha256: send.file.sha256,
            recordID: run.hex(32, key: "record/\(path)/\(send.number)"),
            server: send.server,
            state: isVerdict ? .blocked : .unknown,
            description: isVerdict ? words : "Unknown",
            sinceUS: run.nowUS,
            reason: reason,
            cause: cause,
            send: send.number
        )
        files[path]?.lock = lock
        run.record(component, .fileLocked(lock), cause: cause)
    }
}
