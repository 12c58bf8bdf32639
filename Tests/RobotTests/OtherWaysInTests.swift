import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// What comes in by other ways than the inbox: watched views, and what another workflow exported.
@Suite struct OtherWaysInTests {
    private static func moment(_ text: String) throws -> Date {
        try Date.ISO8601FormatStyle().parse(text)
    }

    private func folder(_ intake: String, _ root: String) throws -> (SlipFolder, Workflow) {
        let steps = "- read: {error-budget: 0.1%}"
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps)
        let job =
            SlipFolder.job(split: "form", steps: steps, hasBaseline: true)
            .replacing("split: form}", with: "split: form, \(intake)}") + "\n" + root + "\n"
        try folder.write(job, to: "slip/workflow.yml")
        return (folder, try folder.job().workflow)
    }

    private func inbox(_ folder: SlipFolder) throws -> [String] {
        let place = folder.file("data/inbox/slip")
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    }

    @Test func newRowsOfAViewComeInAtTheScheduledTime() throws {
        let (folder, workflow) = try folder(
            #"view: {database: city.db, query: "SELECT * FROM waiting ORDER BY id", key: id}"#,
            #"schedule: {cron: "0 9 * * *", on: business-days}"#)
        let city = try SQLDatabase.open(sqliteAt: folder.file("slip/city.db"))
        try city.write { connection in
            try connection.execute("CREATE TABLE waiting (id INTEGER PRIMARY KEY, 番号 TEXT, 合計 INTEGER)")
            try connection.execute("INSERT INTO waiting VALUES (1, '101', 1200), (2, '102', 31)")
        }
        try folder.dataFolder.makeFolders()
        let store = try Store.open(folder.dataFolder)
        var site = SiteReader.standard(in: folder.url)
        site.data = folder.dataFolder.data
        let rounds = IntakeRounds(site, store: store)
        // Friday 27 November 2026 in Tokyo; the first look only notes the time.
        #expect(rounds.go([workflow], now: try Self.moment("2026-11-26T23:00:00Z")).isEmpty)
        #expect(rounds.go([workflow], now: try Self.moment("2026-11-26T23:59:00Z")).isEmpty)
        #expect(try inbox(folder) == [])
        #expect(rounds.go([workflow], now: try Self.moment("2026-11-27T00:00:30Z")).isEmpty)
        let first = try inbox(folder)
        #expect(first.count == 1)
        let text = try String(contentsOf: folder.file("data/inbox/slip/\(first[0])"), encoding: .utf8)
        #expect(text == "\"id\",\"番号\",\"合計\"\r\n\"1\",\"101\",\"1200\"\r\n\"2\",\"102\",\"31\"\r\n")
        // A row comes in once, and none on Saturday.
        try city.write { try $0.execute("INSERT INTO waiting VALUES (3, '103', 5)") }
        #expect(rounds.go([workflow], now: try Self.moment("2026-11-28T03:00:00Z")).isEmpty)
        #expect(try inbox(folder).count == 1)
        #expect(rounds.go([workflow], now: try Self.moment("2026-11-30T00:00:00Z")).isEmpty)
        let second = try #require(try inbox(folder).last)
        let added = try String(contentsOf: folder.file("data/inbox/slip/\(second)"), encoding: .utf8)
        #expect(added == "\"id\",\"番号\",\"合計\"\r\n\"3\",\"103\",\"5\"\r\n")
        let batch = try #require(try folder.run([folder.file("data/inbox/slip/\(first[0])")]).batches.first)
        #expect(try batch.documents.map { $0.value("total") } == [.integer(1200), .integer(31)])
    }

    @Test func whatTheStoreKeepsComesIntoTheInboxOnce() throws {
        let (folder, workflow) = try folder("records: true", "")
        try folder.dataFolder.makeFolders()
        let store = try Store.open(folder.dataFolder)
        var site = SiteReader.standard(in: folder.url)
        site.data = folder.dataFolder.data
        let records = ArrivingRecords(workflow: "slip", key: "A-1", name: "a.csv", content: "番号\r\n1\r\n")
        #expect(try store.keep(records, now: Date()) == .isNew)
        #expect(try store.keep(records, now: Date()) == .isRepeat)
        var other = records
        other.content += "2\r\n"
        #expect(try store.keep(other, now: Date()) == .isOther)
        // Whose workflow is gone for a while is told of, and goes on when it is back.
        let troubles = IntakeRounds(site, store: store).go([], now: Date())
        #expect(troubles["inbox"]?.en.contains("slip") == true)
        #expect(IntakeRounds(site, store: store).go([workflow], now: Date()).isEmpty)
        #expect(try inbox(folder) == ["a.csv"])
        try FileManager.default.removeItem(at: folder.file("data/inbox/slip/a.csv"))
        #expect(IntakeRounds(site, store: store).go([workflow], now: Date()).isEmpty)
        #expect(try inbox(folder) == [])
    }

    @Test func anotherWorkflowsExportsAreTakenIn() throws {
        let (folder, workflow) = try folder("records: true", "after: before")
        try folder.write(
            SlipFolder.job(split: "form", steps: SlipFolder.markSteps, hasBaseline: true)
                .replacing("workflow: slip", with: "workflow: before"), to: "before/workflow.yml")
        try folder.write(Slip.marksTemplate, to: "before/forms/slip.yml")
        try folder.write(Slip.blank, to: "before/forms/slip-blank.pdf")
        try folder.dataFolder.makeFolders()
        let store = try Store.open(folder.dataFolder)
        let rounds = IntakeRounds(
            SiteReader.standard(in: folder.url), store: store, dataFolder: folder.dataFolder)
        #expect(rounds.go([workflow], now: Date().addingTimeInterval(-60)).isEmpty)
        let scan = try folder.scan([.front(marks: ["consent"]), .front(marks: ["urgent"])])
        let outcome = try JobRunner(job: try folder.job("before"), dataFolder: folder.dataFolder, workers: 1).run([scan]
        )
        #expect(outcome.batches.map(\.states) == [[.done: 2]])
        for _ in 0..<2 { #expect(rounds.go([workflow], now: Date()).isEmpty) }
        let taken = try inbox(folder)
        #expect(taken.count == 1)
        let text = try String(contentsOf: folder.file("data/inbox/slip/\(taken[0])"), encoding: .utf8)
        #expect(text.hasPrefix("帳票,ページ,同意,至急,受取方法") && text.split(whereSeparator: \.isNewline).count == 3)
    }
}
