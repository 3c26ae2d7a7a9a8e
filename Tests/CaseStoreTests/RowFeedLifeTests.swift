import GRDB
import Testing

@testable import CaseStore

/// Found by fuzzing: SQLite calls the module of a feed once more when its connection closes, after
/// the writer that made the feed has gone.
struct RowFeedLifeTests {
    @Test func `a feed lives as long as its connection`() throws {
        let queue = try DatabaseQueue()
        weak var feed: RowFeed?
        try queue.writeWithoutTransaction { db in
            let made = RowFeed(columnCount: 2)
            let connection = try #require(db.sqliteConnection)
            #expect(made.register(as: "feed_of_test", on: connection) == 0)
            #expect(try Row.fetchAll(db, sql: "SELECT * FROM feed_of_test").isEmpty)
            feed = made
        }
        #expect(feed != nil)

        try queue.close()

        #expect(feed == nil)
    }
}
