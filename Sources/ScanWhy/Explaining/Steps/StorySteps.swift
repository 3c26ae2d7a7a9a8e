internal import CaseModel
internal import GRDB
internal import Rules

/// What happened to one file, over all products and packages.
struct StorySteps {
    let db: Database
    let labels: PackageLabels

    init(_ db: Database, _ labels: PackageLabels) {
        self.db = db
        self.labels = labels
    }

    /// In the order of time; of one time in the order in which the products pass a file on.
    func steps(_ rows: StoryRows, _ windows: StoryWindows, _ polls: FailedPolls) throws
        -> [Story.Step]
    {
        var list = StepList(db, labels)
        try addServices(windows, to: &list)
        try addRequests(rows, to: &list)
        try addOtherNames(rows, to: &list)
        try addPolls(polls.polls(of: rows), to: &list)
        try addScans(rows, to: &list)
        try addAnswers(rows, to: &list)
        try addShare(rows, to: &list)
        try addQuarantine(rows, to: &list)
        return list.sorted
    }
}
