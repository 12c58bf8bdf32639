import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Testing

/// What PostgreSQL does in its own way.
@Suite struct PostgreSQLTests {
    private let cluster: PostgresCluster

    init() throws { cluster = try PostgresCluster.shared.get() }

    private func refusal(_ url: String) throws -> Trouble {
        try #require(#expect(throws: Trouble.self) { try SQLDatabase.open(postgresql: url) })
    }

    @Test func `who may not come in is told so, without the password`() throws {
        let (name, password) = PostgresCluster.stranger
        _ = try SQLDatabase.open(postgresql: cluster.url(database: "postgres", user: name, password: password))
        for wrong in ["geheim", nil] {
            let trouble = try refusal(cluster.url(database: "postgres", user: name, password: wrong))
            #expect(trouble.message.en.contains("does not let this user in"))
            #expect(trouble.message.en.contains(name))
            #expect(!trouble.description.contains("geheim"))
            #expect(!trouble.isPassing)
        }
        let nobody = try refusal(cluster.url(database: "postgres", user: "nobody at all"))
        #expect(nobody.message.en.contains("does not let this user in"))
    }

    @Test func `a database that is not there, a server that is not there, and an address that is none`() throws {
        let absent = try refusal(cluster.url(database: "absent"))
        #expect(absent.message.en.contains("no such database"))
        #expect(absent.remedy?.ja.contains("createdb") == true)
        #expect(!absent.isPassing)
        for url in ["postgresql://tema@127.0.0.1:1/tema", "postgresql:///tema?host=/no/such/folder"] {
            let away = try refusal(url)
            #expect(away.message.en.contains("can't be reached"))
            #expect(away.isPassing)
        }
        for url in ["postgresql://tema@db/tema?sesame=geheim", "tema.db", "postgresql://user:geheim@[::1/x"] {
            let trouble = try refusal(url)
            #expect(trouble.kind == .definition)
            #expect(!trouble.description.contains("geheim"))
        }
    }

    @Test(arguments: ["p@ss#/", "se@cret:1", "a/b", "was?nun", "x#y", "50%zz", "a/b@c"])
    func `a password with raw signs is not printed, and how to write it is said`(password: String) throws {
        let trouble = try refusal("postgresql://tema:\(password)@127.0.0.1:1/tema")
        #expect(trouble.kind == .definition)
        #expect(trouble.description.contains("%40"))
        let parts = password.split { "@#/:?%".contains($0) }.filter { $0.count > 2 }
        for part in parts { #expect(!trouble.text(in: .ja).contains(part) && !trouble.text(in: .en).contains(part)) }
    }

    @Test(arguments: [
        "postgresql://tema:p%40ss@127.0.0.1:1/tema", "postgresql://tema:a:b@127.0.0.1:1,127.0.0.1:2/tema",
        "postgresql:///tema?host=/no/such/folder&user=a@b", "postgresql://127.0.0.1:1",
    ])
    func `an address that is well written is used`(url: String) throws {
        #expect(try refusal(url).message.en.contains("can't be reached"))
    }

    @Test func `a database that lacks letters is refused before anything is written to it`() throws {
        let url = try cluster.newDatabase(encoding: "EUC_JP")
        let trouble = try refusal(url)
        #expect(trouble.kind == .definition)
        #expect(trouble.message.en.contains("EUC_JP"))
        #expect(trouble.remedy?.en.contains("createdb -E UTF8") == true)
    }

    @Test func `a pooler that drops a session's settings is told from a server that is away`() throws {
        let pooler = try PretendedPooler()
        let trouble = try refusal("postgresql://tema@127.0.0.1:\(pooler.port)/tema")
        #expect(trouble.kind == .definition)
        #expect(trouble.message.en.contains("pooler"))
        #expect(trouble.remedy?.ja.contains("transaction") == true)
    }

    @Test func `a server tells its clock and its room`() throws {
        let state = try #require(try SQLDatabase.open(postgresql: cluster.url(database: "postgres")).serverState())
        #expect(state.connections >= 1)
        #expect(state.connectionLimit > state.connections)
        #expect(abs(state.time.timeIntervalSinceNow) < 3600)
        #expect(try SQLDatabase.inMemory().serverState() == nil)
    }

    @Test(arguments: [
        ("53100", true, "full"), ("53300", true, "max_connections"), ("57014", true, "busy"), ("55P03", true, "busy"),
        ("25006", true, "read-only"), ("57P03", true, "can't be reached"), ("42501", false, "does not allow"),
        ("XX000", false, "answered with an error"),
    ])
    func `what the server refuses is told with a remedy, and whether it passes`(
        state: String, isPassing: Bool, word: String
    ) throws {
        let database = try SQLDatabase.open(postgresql: cluster.url(database: "postgres"))
        let trouble = #expect(throws: Trouble.self) {
            try database.write { connection in
                try connection.executeScript("DO $$ BEGIN RAISE 'x' USING ERRCODE = '\(state)'; END $$")
            }
        }
        #expect(trouble?.isPassing == isPassing)
        #expect(trouble?.description.contains(word) == true)
        #expect(trouble?.remedy != nil)
        #expect(try database.read { try $0.row("SELECT 1 AS one") } != nil)
    }

    @Test func `a conflict is tried again, a few times`() throws {
        let database = try SQLDatabase.open(postgresql: cluster.url(database: "postgres"))
        var tries = 0
        let value = try database.write { connection in
            tries += 1
            if tries < 3 { try connection.executeScript("DO $$ BEGIN RAISE 'x' USING ERRCODE = '40001'; END $$") }
            return tries
        }
        #expect(value == 3)
        let trouble = #expect(throws: Trouble.self) {
            try database.write { try $0.executeScript("DO $$ BEGIN RAISE 'x' USING ERRCODE = '40P01'; END $$") }
        }
        #expect(trouble?.isPassing == true)
    }

    @Test func `a transaction that goes on after an error is not taken for committed`() throws {
        let database = try SQLDatabase.open(postgresql: try cluster.newDatabase())
        #expect(throws: Trouble.self) {
            try database.write { connection in
                try connection.execute("CREATE TABLE a (x INTEGER)")
                _ = try? connection.execute("NONSENSE")
            }
        }
        #expect(throws: Trouble.self) { try database.read { try $0.rows("SELECT * FROM a") } }
    }

    @Test func `a table that another process changed is read on`() throws {
        let url = try cluster.newDatabase()
        let (old, new) = (try SQLDatabase.open(postgresql: url), try SQLDatabase.open(postgresql: url))
        try old.write { try $0.execute("CREATE TABLE a (x INTEGER)") }
        let columns = { try old.write { try $0.rows("SELECT * FROM a").first?.columns } }
        try new.write { try $0.execute("INSERT INTO a VALUES (1)") }
        #expect(try columns() == ["x"])
        try new.write { try $0.execute("ALTER TABLE a ADD COLUMN y INTEGER") }
        #expect(try columns() == ["x", "y"])
    }

    @Test func `a text that the server can't keep is refused, not cut`() throws {
        let database = try SQLDatabase.open(postgresql: cluster.url(database: "postgres"))
        #expect(throws: Trouble.self) { try database.read { try $0.row("SELECT ? AS v", [.text("a\0b")]) } }
    }

    @Test func `commits reach the disk, and nothing waits for ever`() throws {
        let database = try SQLDatabase.open(postgresql: cluster.url(database: "postgres"))
        let settings = try database.read { connection in
            try ["synchronous_commit", "statement_timeout", "lock_timeout"].map {
                try connection.row("SELECT current_setting(?) AS v", [.text($0)])?.text("v")
            }
        }
        #expect(settings == ["on", "1min", "10s"])
    }
}
