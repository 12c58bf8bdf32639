import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Testing

@Suite(.onBothEngines) struct MigrationTests {
    private let test: TestDatabase
    private let first = Migration(identifier: "001", sql: "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1);")
    private let second = Migration(
        identifier: "002", sql: "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1;")

    init() throws { test = try TestDatabase() }

    private func rows(_ database: SQLDatabase) throws -> [SQLRow] {
        try database.read { try $0.rows("SELECT * FROM a") }
    }

    @Test func `each migration runs once, and later ones are added to what is there`() throws {
        for _ in 0..<2 {
            let old = try test.open([first])
            #expect(try rows(old).map(\.values) == [[.integer(1)]])
        }
        let new = try test.open([first, second])
        #expect(try rows(new).map(\.values) == [[.integer(1), .integer(2)]])
    }

    @Test func `a newer database is refused and left alone`() throws {
        _ = try test.open([first, second])
        let trouble = #expect(throws: Trouble.self) {
            try test.open([first])
        }
        #expect(trouble?.kind == .store)
        #expect(trouble?.message.en.contains("newer version") == true)
        let again = try test.open([first, second])
        #expect(try rows(again).count == 1)
    }

    @Test func `a migration that fails leaves the database as it was`() throws {
        _ = try test.open([first])
        let broken = Migration(identifier: "002", sql: "UPDATE a SET x = 9; NONSENSE;")
        #expect(throws: Trouble.self) {
            try test.open([first, broken])
        }
        let again = try test.open([first])
        #expect(try rows(again).map(\.values) == [[.integer(1)]])
    }

    @Test func `many that open at once migrate once`() async throws {
        let test = test
        let migrations = [first, second]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { _ = try test.open(migrations) }
            }
            try await group.waitForAll()
        }
        let database = try test.open(migrations)
        #expect(try rows(database).map(\.values) == [[.integer(1), .integer(2)]])
    }
}
