internal import Quarantine

extension LiveEngine: ICAPBackend {
    package nonisolated func outcome(of submission: ICAPSubmission) async -> ICAPOutcome {
        let body = submission.body ?? []
        let file = LiveFile(name: submission.fileName, body: body, limits: limits)
        return await outcome(of: submission, file, body)
    }

    private func outcome(
        of submission: ICAPSubmission,
        _ file: LiveFile,
        _ body: [UInt8]
    ) async -> ICAPOutcome {
        if !body.isEmpty {
            do throws(CoreRefusal) {
                try await arrive(file, body)
            } catch {
                return .blocked(ICAPBlock(reason: error.text))
            }
        }
        defer { if !body.isEmpty { arrived(file) } }
        let input = LiveInput.requested(
            file,
            icap: 0,
            client: submission.client,
            method: submission.method.rawValue,
            uri: String(decoding: submission.address.utf8.prefix(limits.nameBytes), as: UTF8.self)
        )
        do throws(LiveProblem) {
            let (outcome, line) = try change(input)
            guard case .request(let number) = outcome else { return .status(503) }
            // Asked before anything else can happen: a request that broke has no number.
            let fate = state.engine.fate(of: number, at: 0)
            let answer = await wait(for: number, fate)
            try await settle(line)
            return answer
        } catch {
            return .status(500)
        }
    }

    /// Waits until the ICAP Server answers, or the client leaves.
    private func wait(for number: Int, _ fate: RequestFate) async -> ICAPOutcome {
        if let outcome = Self.outcome(fate) { return outcome }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { requests[number] = $0 }
        } onCancel: {
            Task { await self.left(number) }
        }
    }

    private func left(_ number: Int) {
        guard let waiter = requests.removeValue(forKey: number) else { return }
        waiter.resume(returning: .dropped)
        // Nobody is left to be told that it could not be written.
        _ = try? change(.left(request: number, icap: 0))
    }

    /// Tells the clients whose requests are over.
    func answerRequests() {
        for number in requests.keys.sorted() {
            let fate = state.engine.fate(of: number, at: 0)
            guard let outcome = Self.outcome(fate) else { continue }
            requests.removeValue(forKey: number)?.resume(returning: outcome)
        }
    }

    /// Nil while it is open.
    static func outcome(_ fate: RequestFate) -> ICAPOutcome? {
        switch fate {
        case .open: nil
        case .broken: .dropped
        case .answered(let answer): outcome(answer)
        }
    }

    private static func outcome(_ answer: ICAPAnswer) -> ICAPOutcome {
        if answer.info == "Allowed" { return .allowed(profile: answer.profile) }
        guard answer.info == "Blocked" else { return .status(answer.status) }
        let verdict = answer.blockedReason.map { reason in
            ICAPVerdict(
                reason: reason,
                profile: answer.profile ?? "",
                violations: answer.violations.isEmpty
                    ? [] : [ICAPViolation(fileName: "-", threat: answer.virusID ?? reason)]
            )
        }
        return .blocked(ICAPBlock(reason: answer.description ?? "Blocked", verdict: verdict))
    }
}
