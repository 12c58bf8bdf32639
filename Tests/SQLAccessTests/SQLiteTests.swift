import Foundation
import Paperwork
import SQLAccess
import Testing

/// What SQLite does in its own way.
@Suite struct SQLiteTests {
    private let folder: TemporaryFolder
    private let schema = [Migration(identifier: "001", sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY) STRICT;")]

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [
        SQLValue.null, .integer(-9_007_199_254_740_993), .real(0.5), .text("髙﨑 'quoted'"), .text(""),
        .blob(Data([0, 1, 255])),
    ])
    func `a value comes back as it was bound`(value: SQLValue) throws {
        let database = try SQLDatabase.inMemory(migrations: schema)
        try database.write { try $0.execute("INSERT INTO t (v) VALUES (?)", [value]) }
        #expect(try database.read { try $0.row("SELECT v FROM t")?["v"] } == value)
    }

    @Test func `rows give their columns by name and type, and say what is missing`() throws {
        let database = try SQLDatabase.inMemory()
        let row = try #require(try database.read { try $0.row("SELECT 7 AS n, 'a' AS t, NULL AS z, 1.5 AS r") })
        #expect(try row.integer("n") == 7)
        #expect(try row.text("t") == "a")
        #expect(try row.optionalText("z") == nil)
        #expect(try row.real("r") == 1.5)
        #expect(try row.real("n") == 7)
        #expect(throws: Trouble.self) { try row.text("z") }
        #expect(throws: Trouble.self) { try row.integer("t") }
        let missing = #expect(throws: Trouble.self) { try row.text("absent") }
        #expect(missing?.message.en.contains("absent") == true)
    }

    @Test func `the file is in WAL mode, writes through, and keeps foreign keys`() throws {
        let database = try SQLDatabase.open(sqliteAt: folder.file("a.db"))
        let settings = try database.write { connection in
            try ["journal_mode", "synchronous", "foreign_keys"].map { try connection.row("PRAGMA \($0)")?[$0] }
        }
        #expect(settings == [.text("wal"), .integer(2), .integer(1)])
    }

    @Test func `a file can be opened while others close it`() async throws {
        let url = folder.file("a.db")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<6 {
                        let database = try SQLDatabase.open(sqliteAt: url)
                        try database.write { try $0.execute("CREATE TABLE IF NOT EXISTS a (x INTEGER)") }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a full disk is told as such, and undone`() throws {
        let database = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: schema)
        try database.write { _ = try $0.row("PRAGMA max_page_count = 10") }
        let trouble = #expect(throws: Trouble.self) {
            try database.write { connection in
                for _ in 0..<100 { try connection.execute("INSERT INTO t (v) VALUES (zeroblob(4000))") }
            }
        }
        #expect(trouble?.kind == .store)
        #expect(trouble?.message.en.contains("disk is full") == true)
        #expect(trouble?.remedy != nil)
        #expect(trouble?.isPassing == true)
        #expect(try database.read { try $0.rows("SELECT * FROM t") }.isEmpty)
    }

    @Test func `a place that can't be written, and a file that is no database, are told as such`() throws {
        let nowhere = #expect(throws: Trouble.self) {
            try SQLDatabase.open(sqliteAt: folder.file("no/such/folder/a.db"))
        }
        #expect(nowhere?.kind == .file)
        try Data(repeating: 65, count: 5000).write(to: folder.file("text.db"))
        let text = #expect(throws: Trouble.self) { try SQLDatabase.open(sqliteAt: folder.file("text.db")) }
        #expect(text?.message.en.contains("no SQLite database") == true)
        #expect(throws: Trouble.self) { try SQLDatabase.open(readingSQLiteAt: folder.file("absent.db")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("absent.db").path))
    }

    @Test func `what is opened to read can't be written`() throws {
        _ = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: schema)
        let reading = try SQLDatabase.open(readingSQLiteAt: folder.file("a.db"))
        #expect(try reading.read { try $0.rows("SELECT * FROM t") }.isEmpty)
        let trouble = #expect(throws: Trouble.self) {
            try reading.write { try $0.execute("INSERT INTO t (v) VALUES (1)") }
        }
        #expect(trouble?.kind == .file)
    }
}
