internal import Glibc

extension DataFolder {
    /// What an earlier server left; nil for a new folder.
    ///
    /// The end of a line that was cut is taken away: nobody was told of it.
    func readJournal(most: Int) throws(LiveProblem) -> JournalReading? {
        guard access(journalPath, F_OK) == 0 else { return nil }
        let file = try OwnFile(journalPath, flags: O_RDWR)
        let bytes = try file.readAll(most: 2 * most)
        let reading = try JournalReading(bytes)
        if reading.cutBytes > 0 {
            guard ftruncate(file.descriptor, off_t(reading.wholeBytes)) == 0 else {
                throw OwnFile.failure("the journal", "cut")
            }
            try file.sync()
        }
        return reading
    }

    /// Opens the journal for what comes, with a head if it is new.
    func openJournal(
        _ head: JournalHead,
        after reading: JournalReading?,
        most: Int
    ) throws(LiveProblem) -> Journal {
        guard let reading else {
            // Under another name until it is whole, so that a journal always has its head.
            let draft = journalPath + "-draft"
            let file = try OwnFile(draft, flags: O_WRONLY | O_CREAT | O_TRUNC | O_APPEND)
            let line = JournalLine.bytes(head)
            try file.write(line)
            try file.sync()
            guard rename(draft, journalPath) == 0 else {
                throw OwnFile.failure("the journal", "named")
            }
            try syncNames()
            return Journal(file, bytes: line.count, mostBytes: most)
        }
        let file = try OwnFile(journalPath, flags: O_WRONLY | O_APPEND)
        return Journal(file, bytes: reading.wholeBytes, mostBytes: most)
    }
}
