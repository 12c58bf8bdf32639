import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Testing

/// A PostgreSQL server goes away and comes back.
@Suite struct OutageTests {
    private let cluster: PostgresCluster
    private let database: SQLDatabase

    init() throws {
        cluster = try PostgresCluster()
        database = try SQLDatabase.open(postgresql: try cluster.newDatabase())
        try database.write { try $0.execute("CREATE TABLE a (x INTEGER)") }
    }

    private func insert() throws { try database.write { try $0.execute("INSERT INTO a VALUES (1)") } }

    private func count() throws -> Int { try database.read { try $0.rows("SELECT x FROM a") }.count }

    @Test(arguments: [false, true])
    func `what was committed stays, and work goes on when the server is back`(killed: Bool) throws {
        try insert()
        if killed { try cluster.kill() } else { try cluster.stop() }
        for _ in 0..<2 {
            let trouble = #expect(throws: Trouble.self) { try insert() }
            #expect(trouble?.isPassing == true)
            #expect(trouble?.message.en.contains("can't be reached") == true)
        }
        #expect(throws: Trouble.self) { try database.dataVersion() }
        #expect(throws: Trouble.self) { try database.waitForChange(since: 0, timeoutSeconds: 10) }
        try cluster.start()
        #expect(try count() == 1)
        try insert()
        #expect(try count() == 2)
        #expect(try database.waitForChange(since: 0, timeoutSeconds: 0) != 0)
    }

    @Test func `a server that went and came back between two uses is not noticed`() throws {
        let version = try database.waitForChange(since: 0, timeoutSeconds: 0)
        try cluster.stop()
        try cluster.start()
        try insert()
        #expect(try count() == 1)
        #expect(try database.waitForChange(since: version, timeoutSeconds: 10) != version)
    }

    @Test func `a write that loses its connection before it commits runs again`() throws {
        var runs = 0
        try database.write { connection in
            runs += 1
            try connection.execute("INSERT INTO a VALUES (1)")
            if runs == 1 {
                try connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(runs == 2)
        #expect(try count() == 1)
    }

    @Test func `one who waits is told that the server went`() throws {
        let version = try database.dataVersion()
        let stopping = Thread { [cluster] in try? cluster.stop() }
        stopping.start()
        let trouble = #expect(throws: Trouble.self) {
            while true { _ = try database.waitForChange(since: version, timeoutSeconds: 300) }
        }
        #expect(trouble?.isPassing == true)
    }
}
