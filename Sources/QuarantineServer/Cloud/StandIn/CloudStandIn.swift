package import Quarantine
internal import Synchronization

/// MetaDefender Cloud on this machine: it answers as the Cloud's API v4 does, and fails as told.
///
/// Its faults are switched here or over its control API; files are hashed, looked at for the
/// test file EICAR, and forgotten.
package final class CloudStandIn: Sendable {
    package let settings: StandInSettings
    private let cloud: Mutex<StandInCloud>
    private let log: StandInLog?

    /// Knows the uploads that are written down in `file`, where accepted ones are written before
    /// they are answered; nil for nowhere.
    ///
    /// - Throws: What the system says if the file cannot be read or written.
    package init(_ settings: StandInSettings, file: String? = nil) throws(StandInLogError) {
        self.settings = settings
        var cloud = StandInCloud(
            apiKey: settings.apiKey,
            account: settings.account,
            keptScans: settings.keptScans
        )
        if let file {
            let (log, lines) = try StandInLog.open(file, keeping: settings.keptScans)
            for line in lines {
                if let scan = line.scan { cloud.keep(scan) } else { cloud.openWindow() }
            }
            self.log = log
        } else {
            log = nil
        }
        self.cloud = Mutex(cloud)
    }

    package var faults: StandInFaults {
        withCloud { $0.faults }
    }

    /// Switches faults; numbers out of their bounds change nothing.
    ///
    /// - Returns: Whether they were taken.
    @discardableResult
    package func set(_ faults: StandInFaults) -> Bool {
        guard faults.isSound else { return false }
        withCloud { $0.faults = faults }
        return true
    }

    package var account: StandInAccount { withCloud { $0.account } }

    package func set(_ account: StandInAccount) {
        withCloud { $0.account = account }
    }

    /// Takes key, limits and speed from what a scenario or the engine says of the Cloud.
    ///
    /// `slowness` is how many times as long its scans take.
    package func follow(_ cloud: CloudSettings, slowness: Int = 1) {
        withCloud {
            $0.apiKey = cloud.apiKey
            $0.account = StandInAccount(cloud, slowness: slowness)
        }
    }

    /// The count of uploads begins anew, as after a day.
    package func openWindow() throws(StandInLogError) {
        try cloud.withLock { cloud throws(StandInLogError) in
            try log?.append(StandInLog.Line(scan: nil))
            cloud.openWindow()
        }
    }

    /// What it has seen up to now.
    package var report: StandInReport {
        let nowUS = settings.clock()
        return withCloud { cloud in
            StandInReport(
                calls: cloud.calls,
                used: cloud.usedUploads,
                limit: cloud.account.dailyLimit,
                windowEndUS: cloud.prevention.startUS.map { $0 + StandInWindow.lengthUS },
                files: cloud.scans.suffix(StandInReport.mostFiles).reversed().map { scan in
                    StandInReport.File(
                        id: scan.id,
                        name: scan.file.name,
                        sha256: scan.file.sha256,
                        isInfected: scan.file.isInfected,
                        percent: cloud.percent(of: scan, at: nowUS)
                    )
                }
            )
        }
    }

    /// Takes an upload: written down first, then answered.
    func accept(_ file: StandInFile, at nowUS: Int64) throws(StandInRefusal) -> StandInScan {
        try cloud.withLock { cloud throws(StandInRefusal) in
            var next = cloud
            let scan = try next.upload(file, at: nowUS)
            do {
                try log?.append(StandInLog.Line(scan: scan))
            } catch {
                throw StandInRefusal(503_001)
            }
            cloud = next
            return scan
        }
    }

    func withCloud<Result: Sendable>(_ body: (inout StandInCloud) -> Result) -> Result {
        cloud.withLock { body(&$0) }
    }
}
