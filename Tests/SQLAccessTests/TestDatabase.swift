import Foundation
import Paperwork
import PostgresCluster
import SQLAccess

/// A database of one test's own, on the engine that the test runs on.
struct TestDatabase: Sendable {
    private let folder: TemporaryFolder
    private let postgresql: String?

    init() throws {
        folder = try TemporaryFolder()
        postgresql =
            EngineUnderTest.current == .postgresql ? try PostgresCluster.shared.get().newDatabase() : nil
    }

    /// Each opening is as another process has it.
    func open(_ migrations: [Migration] = []) throws(Trouble) -> SQLDatabase {
        if let postgresql { return try SQLDatabase.open(postgresql: postgresql, migrations: migrations) }
        return try SQLDatabase.open(sqliteAt: folder.file("a.db"), migrations: migrations)
    }

    /// With a table `t`: a number that is unique, and a text.
    func openWithTable() throws(Trouble) -> SQLDatabase {
        try open([
            Migration(identifier: "001") { dialect in
                "CREATE TABLE t (n \(dialect.integer) PRIMARY KEY NOT NULL, v \(dialect.text))\(dialect.strict);"
            }
        ])
    }
}
