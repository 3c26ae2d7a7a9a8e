/// MetaDefender Cloud outside of the engine.
///
/// After `connectCloud()` a call that is due becomes an order, which the owner takes, carries to
/// a service, and answers: always, if only that nobody was reached. All else is as with the
/// engine's own service, and faults of the line (`cloud-down`, `cloud-refuses`) hold too.
extension Engine {
    /// From now on a service outside answers.
    package mutating func connectCloud() {
        if cloud.outside == nil { cloud.outside = CloudOrders() }
    }

    package var isCloudOutside: Bool { cloud.outside != nil }

    /// How many times as long its scans take, by the fault `cloud-slow`.
    package var cloudSlowness: Int { course.faults.active(.cloudSlow, on: "cloud")?.factor ?? 1 }

    /// The orders that came since the last call; after a replay, those that are still open.
    package mutating func takeCloudOrders() -> [CloudOrder] { cloud.outside?.take() ?? [] }

    /// All that are not answered yet.
    package var openCloudOrders: [CloudOrder] { cloud.outside?.open ?? [] }

    /// Answers an order now; advance the engine to the present first.
    ///
    /// - Returns: Whether anybody still waits for it: the item may be gone, or its Core may have
    ///   been restarted meanwhile.
    @discardableResult
    package mutating func answer(order id: Int, with answer: CloudAnswer) -> Bool {
        guard let call = cloud.outside?.close(id)?.call else { return false }
        if let meter = answer.meter { cloud.note(meter, course) }
        let reply = CloudReply(answer, to: call, at: course.nowUS)
        if case .refused(let refusal) = reply {
            cloud.record(call.method, call.path, refusal, &course)
        } else {
            cloud.record(call.method, call.path, nil, &course)
        }
        return cores[call.core].hear(reply, to: call, cloud.windowEndUS, &course)
    }
}
