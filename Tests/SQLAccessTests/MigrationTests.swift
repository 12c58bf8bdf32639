import Foundation
import Paperwork
import SQLAccess
import Testing

@Suite struct MigrationTests {
    private let folder: TemporaryFolder
    private let first = Migration(identifier: "001", sql: "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);")
    private let second = Migration(
        identifier: "002", sql: "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1;")

    init() throws { folder = try TemporaryFolder() }

    private func rows(_ database: SQLDatabase) throws -> [SQLRow] {
        try database.read { try $0.rows("SELECT * FROM a") }
    }

    @Test func `each migration runs once, and later ones are added to what is there`() throws {
        for _ in 0..<2 {
            let old = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first])
            #expect(try rows(old).map(\.values) == [[.integer(1)]])
        }
        let new = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first, second])
        #expect(try rows(new).map(\.values) == [[.integer(1), .integer(2)]])
    }

    @Test func `a newer database is refused and left alone`() throws {
        _ = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first, second])
        let trouble = #expect(throws: Trouble.self) {
            try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first])
        }
        #expect(trouble?.kind == .store)
        #expect(trouble?.message.en.contains("newer version") == true)
        let again = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first, second])
        #expect(try rows(again).count == 1)
    }

    @Test func `a migration that fails leaves the database as it was`() throws {
        _ = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first])
        let broken = Migration(identifier: "002", sql: "UPDATE a SET x = 9; NONSENSE;")
        #expect(throws: Trouble.self) {
            try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first, broken])
        }
        let again = try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: [first])
        #expect(try rows(again).map(\.values) == [[.integer(1)]])
    }

    @Test func `many that open at once migrate once`() async throws {
        let url = folder.file("a.db")
        let migrations = [first, second]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { _ = try SQLDatabase.open(sqliteAt: url, migrations: migrations) }
            }
            try await group.waitForAll()
        }
        let database = try SQLDatabase.open(sqliteAt: url, migrations: migrations)
        #expect(try rows(database).map(\.values) == [[.integer(1), .integer(2)]])
    }
}
