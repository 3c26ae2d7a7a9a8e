internal import CaseModel
internal import GRDB

/// What Nutanix Files did with the file, or by its documents must have done.
extension StorySteps {
    func addShare(_ rows: StoryRows, to list: inout StepList) throws {
        for lock in rows.predictedLocks {
            let request = rows.requests.first { $0["id"] as Int64 == lock["request_id"] as Int64 }
            let answer: String? = request?["answer_evidence"]
            try list.add(
                "Nutanix Files is predicted to lock the file: "
                    + (Self.lockWords[lock["why"]] ?? "it was not allowed"),
                at: lock["since_us"],
                by: .nutanix,
                evidence: answer ?? request?["evidence"],
                quoting: false
            )
        }
        for file in rows.nutanixFiles {
            let what =
                switch file["quarantined"] as Bool? {
                case false?: "Nutanix Files lists the file, and has not locked it"
                case true?: "Nutanix Files locks the file"
                case nil: "Nutanix Files lists the file"
                }
            try list.add(
                what,
                at: file["scan_time_us"],
                by: .nutanix,
                evidence: file["evidence"],
                values: [
                    ("server", file["server"]), ("description", file["description"]),
                ]
            )
        }
    }

    private static let lockWords = [
        "blocked": "it was blocked by a verdict",
        "blocked-without-scan": "it was blocked without a verdict",
        "no-answer": "no answer came",
        "unprocessable": "the answer cannot be processed",
    ]
}
