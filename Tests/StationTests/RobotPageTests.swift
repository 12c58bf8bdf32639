import Foundation
import Paperwork
import SQLAccess
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// ロボット: what is stopped, in doubt and refused, with what people do about it.
@Suite struct RobotPageTests {
    private static let steps = """
        - read: {error-budget: 49%}
        - enter: {into: tax-system, script: enter.yml}
        - export: {file: "slip-{batch}.csv", columns: {帳票: _document}}
        """

    /// Its credentials are nowhere, so that no browser starts once it is opened.
    private static let script = """
        robot: tax-system
        title: 税務システム
        address: http://127.0.0.1:9/
        credentials: tax-system
        steps:
          - open: /
          - type: {into: {cell: 整理番号}, text: "{_document}"}
          - click: {button: 登録する}
            commits: {done: {text: 登録が完了しました}}
        """

    /// Four documents that wait before a stopped robot; one of them is in doubt, one refused, and one more was entered.
    private static func prepare(_ station: ServedStation, _ client: StationClient) async throws -> [String] {
        let store = try station.store
        let (expected, found) = ("robots/tax-system/line-7.png", "robots/tax-system/found-7.png")
        for picture in [expected, found] { try station.folder.write(Self.picture, to: "data/\(picture)") }
        try station.folder.write(
            #"{"script":"\#(station.folder.file("slip/enter.yml").path)","line":7,"wanted":"整理番号","proposed":"申請番号"}"#,
            to: "data/robots/tax-system/repair.json")
        try store.stopLane(
            Lane(
                name: "tax-system", isStopped: true,
                reason: Wording(ja: "cell「整理番号」 が画面にありません。", en: "cell '整理番号' is not on the page"),
                expected: expected, found: found))
        _ = try await client.post(
            "/api/uploads?workflow=slip&name=scan.pdf", bytes: Slip.pdf(Array(repeating: Slip.Page.plain, count: 4)))
        for _ in 0..<2400 where try store.laneQueues().first?.documents != 4 {
            try await Task.sleep(for: .milliseconds(100))
        }
        let batch = try #require(try store.batches().first).batch.id
        let documents = try store.documents(inBatch: batch).map(\.id)
        func settle(_ place: Int, _ state: EntryRecord.State, kept: [String: String] = [:], message: String? = nil)
            throws
        {
            try station.folder.write(Self.picture, to: "data/pages/entry-\(place).png")
            try store.settle(
                EntryRecord(
                    document: documents[place], step: 1, target: "tax-system", account: "shokuin", state: state,
                    request: "POST http://127.0.0.1:9/save", script: "", worker: "w", intended: Date(), kept: kept,
                    picture: "entry-\(place).png", message: message), actor: "w", now: Date())
        }
        try settle(0, .inDoubt)
        try settle(1, .refused, message: "この整理番号は対象外です（E-1042）")
        try settle(2, .done, kept: ["receipt": "R-0007"])
        try station.database.write { connection in
            for (place, state) in [(0, "in_doubt"), (1, "review")] {
                _ = try connection.execute(
                    "UPDATE document SET state = ?, lane = NULL WHERE id = ?", [.text(state), .text(documents[place])])
            }
        }
        return documents
    }

    /// A grey page.
    private static let picture =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAAAAACRn/EaAAAADklEQVR4nGO4CwQMcAIATcEKXSdownoAAAAASUVORK5CYII=")
        ?? Data()

    @Test func whatNeedsAPersonIsShownAndDone() async throws {
        let folder = try SlipFolder(steps: Self.steps)
        try folder.write(Self.script, to: "slip/enter.yml")
        let station = try ServedStation(folder: folder, station: #"listen: "127.0.0.1:0", language: ja"#)
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let documents = try await Self.prepare(station, try await people.client("clerk"))
            try await Browser.with { browser in
                try await people.signIn("clerk", browser)
                try await browser.open(try station.address + "/robots")
                _ = try await browser.waitForElement(".badge.stopped", within: .seconds(120))
                let text: String = try await browser.execute("return document.getElementById('list').innerText")
                for part in ["税務システム", "cell「整理番号」 が画面にありません。", "この整理番号は対象外です（E-1042）", "R-0007", "shokuin"] {
                    #expect(text.contains(part), "\(part) in \(text)")
                }
                let waiting: String = try await browser.execute("return document.querySelector('.waiting').innerText")
                #expect(waiting == "2", "one is in doubt, one is refused")
                try await browser.waitFor(
                    "[...document.querySelectorAll('.side-by-side img')].filter((each) => each.naturalWidth === 4).length === 2"
                )
                #expect(try await browser.findAll("[data-act=repair], [data-act=open]").isEmpty, "IT opens it")
                try await browser.waitForElement("[data-document='\(documents[0])'] [data-act=there]").click()
                try await browser.waitForNo(".doubt", within: .seconds(120))
                try await browser.find("#sign-out").click()
                _ = try await browser.waitForElement("input[name=name]", within: .seconds(120))
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/robots")
                _ = try await browser.waitForElement("pre .added", containing: "申請番号", within: .seconds(120))
                try await browser.find("[data-act=repair]").click()
                try await browser.waitForNo(".badge.stopped", within: .seconds(120))
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
            #expect(
                try String(contentsOf: station.folder.file("slip/enter.yml"), encoding: .utf8).contains("cell: 申請番号"))
            let store = try station.store
            #expect(try store.entry(ofDocument: documents[0], step: 1)?.state == .done)
            let batch = try #require(try store.batches().first).batch.id
            #expect(
                try #require(try store.timeSpent(inBatch: batch)[documents[0]]).human > 0, "looking is people's time")
            #expect(try store.events(AuditFilter(actor: "clerk"), limit: 50).contains { $0.kind == .entryDone })
            let repaired = try #require(
                try store.events(AuditFilter(actor: "it"), limit: 50).first { $0.kind == .robotRepaired })
            #expect(repaired.detail["target"] == "tax-system" && repaired.detail["after"]?.contains("申請番号") == true)
            try await Self.expectWalls(people, documents)
        }
    }

    /// Roles and departments.
    private static func expectWalls(_ people: People, _ documents: [String]) async throws {
        let (clerk, other) = (try await people.client("clerk"), try await people.client("other"))
        let (it, auditor) = (try await people.client("it"), try await people.client("auditor"))
        let entry = "/api/entries/\(documents[2])/1"
        #expect(try await clerk.get("\(entry)/picture").status == 200)
        #expect(try await other.get("\(entry)/picture").status == 404)
        #expect(try await other.get("/api/robots/tax-system/found").status == 404)
        #expect(try await other.get("/api/robots/tax-system/entries").status == 404)
        #expect((try await other.get("/api/robots").json("robots") as? [Any])?.isEmpty == true)
        #expect(try await clerk.get("/api/robots/tax-system/entries").text.contains("R-0007"))
        #expect(try await clerk.post("/api/robots/tax-system/open").status == 403)
        let answer: [String: any Sendable] = ["entered": true, "seconds": 3]
        #expect(try await auditor.post("\(entry)/settle", answer).status == 403)
        #expect(try await other.post("\(entry)/settle", answer).status == 404)
        // It is entered, and not in doubt: there is nothing to say.
        #expect(try await clerk.post("\(entry)/settle", answer).status >= 400)
        let proposal: [String: any Sendable] = ["before": "a", "after": "b"]
        #expect(try await it.post("/api/robots/tax-system/repair", proposal).status >= 400)
    }
}
