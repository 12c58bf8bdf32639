import Engine
import Foundation
import Intake
import Operations
import Paperwork
import PostgresCluster
import SQLAccess
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// What comes out of a PostgreSQL database, and goes into one.
@Suite struct PostgresWaysTests {
    @Test func eachDocumentIsOneTransaction() async throws {
        let address = try PostgresCluster.shared.get().newDatabase()
        let city = try SQLDatabase.open(postgresql: address)
        try city.write { connection in
            try connection.execute("CREATE TABLE slip (id TEXT PRIMARY KEY, way TEXT NOT NULL)")
            try connection.execute("CREATE TABLE note (slip TEXT)")
        }
        let folder = try SlipFolder(
            steps: """
                - read: {error-budget: 49%}
                - sql:
                    to: city
                    database: "\(address)"
                    run:
                      - INSERT INTO note (slip) VALUES ({_document})
                      - INSERT INTO slip (id, way) VALUES ({_document}, {way})
                    verify: SELECT 1 FROM slip WHERE id = {_document}
                """)
        let (job, dataFolder) = (try folder.job(), folder.dataFolder)
        let scan = try folder.scan([.front(marks: ["post"]), .front(marks: ["consent"])])
        let site = SiteReader.standard(in: folder.url)
        let outcome = try await OwnThread.run {
            try JobRunner(job: job, dataFolder: dataFolder, workers: 1, leavingBy: site).run([scan])
        }
        let batch = try #require(outcome.batches.first)
        // The second has no way, which the table wants: nothing of it stays.
        #expect(batch.states == [.done: 1, .review: 1])
        #expect(try city.read { try $0.rows("SELECT way FROM slip").map { try $0.text("way") } } == ["郵送"])
        #expect(try city.read { try $0.rows("SELECT slip FROM note") }.count == 1)
    }

    @Test func newRowsOfAViewComeInOnceThoughTheStoreIsPostgreSQLToo() throws {
        let cluster = try PostgresCluster.shared.get()
        let address = try cluster.newDatabase()
        let city = try SQLDatabase.open(postgresql: address)
        try city.write { connection in
            try connection.execute("CREATE TABLE waiting (id BIGINT PRIMARY KEY, 番号 TEXT, 合計 BIGINT)")
            try connection.execute("INSERT INTO waiting VALUES (1, '101', 1200), (2, '102', 31)")
            try connection.execute("CREATE VIEW open AS SELECT * FROM waiting ORDER BY id")
        }
        let steps = "- read: {error-budget: 0.1%}"
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps)
        let view = #"view: {database: "\#(address)", query: "SELECT * FROM open", key: id}"#
        try folder.write(
            SlipFolder.job(split: "form", steps: steps, hasBaseline: true)
                .replacing("split: form}", with: "split: form, \(view)}"), to: "slip/workflow.yml")
        let workflow = try folder.job().workflow
        try folder.dataFolder.makeFolders()
        let store = try Store.open(postgresql: try cluster.newDatabase())
        let rounds = IntakeRounds(SiteReader.standard(in: folder.url), store: store, dataFolder: folder.dataFolder)
        let inbox = folder.file("data/inbox/slip")
        func texts() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: inbox.path).sorted().map {
                try String(contentsOf: inbox.appending(path: $0), encoding: .utf8)
            }
        }
        let start = Date()
        #expect(rounds.go([workflow], now: start).isEmpty)
        #expect(try texts() == ["\"id\",\"番号\",\"合計\"\r\n\"1\",\"101\",\"1200\"\r\n\"2\",\"102\",\"31\"\r\n"])
        try city.write { _ = try $0.execute("INSERT INTO waiting VALUES (3, '103', 5)") }
        // It is not asked again at once.
        #expect(rounds.go([workflow], now: start.addingTimeInterval(10)).isEmpty)
        #expect(try texts().count == 1)
        for later in [40.0, 80.0] { #expect(rounds.go([workflow], now: start.addingTimeInterval(later)).isEmpty) }
        #expect(try texts().dropFirst() == ["\"id\",\"番号\",\"合計\"\r\n\"3\",\"103\",\"5\"\r\n"])
        // Of matters to tell, each is one host's.
        #expect(try store.takeNoticeTurn(["a", "b"], now: start) == ["a", "b"])
        #expect(try store.takeNoticeTurn(["a", "b", "c"], now: start) == ["c"])
        try store.endNoticeTurn(["a"], areTold: true)
        #expect(try store.takeNoticeTurn(["a", "b"], now: start.addingTimeInterval(600)) == ["b"])
    }
}
