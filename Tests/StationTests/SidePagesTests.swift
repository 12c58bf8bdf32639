import Foundation
import Paperwork
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// The plan's indicators, the stopwatch and the sample.
@Suite(.browserTurn) struct SidePagesTests {
    private static let plan = """
        plan: 試しの計画
        measure: 11
        indicator: 削減時間
        unit: hours
        fiscal-years: {R8: 7000}
        indicators:
          - {id: applications, name: 申請の件数, english: Applications, unit: 件/年, english-unit: a year, start: 100, targets: {R8: 200}}
          - {id: hours, name: 削減時間, english: Hours saved, unit: 時間/年, english-unit: h a year, start: 0, targets: {R8: 7000}, from: ledger}
        """

    @Test func anIndicatorIsNotedByAManagerAlone() async throws {
        let folder = try SlipFolder()
        try folder.write(Self.plan, to: "plan.yml")
        let station = try ServedStation(
            folder: folder, station: #"listen: "127.0.0.1:0", language: ja"#, settings: "plan: plan.yml")
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("manager", browser)
                try await browser.open(try station.address + "/plan?year=R8")
                _ = try await browser.waitForElement("#indicators td", containing: "申請の件数")
                try await browser.find("#value").type("150")
                try await browser.find("#note").type("上半期")
                try await browser.find("#set button.main").click()
                _ = try await browser.waitForElement("#indicators", containing: "上半期")
                let rows: [String] = try await browser.execute(
                    "return [...document.querySelectorAll('#indicators tbody tr')].map((row) => row.innerText)")
                #expect(rows.contains { $0.contains("150") && $0.contains("50 %") }, "\(rows)")
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
            let clerk = try await people.client("clerk")
            #expect(try await clerk.get("/api/plan.csv").text.contains("150"))
            #expect(try await clerk.post("/api/plan", ["year": "R8", "csv": "indicator,value\n"]).status == 403)
            let manager = try await people.client("manager")
            let wrong: [String: any Sendable] = ["year": "R8", "csv": "indicator,value\nnothing,3\n"]
            #expect(try await manager.post("/api/plan", wrong).status == 400)
        }
    }

    @Test func workByHandIsTimedAndLeftOut() async throws {
        let station = try ServedStation(station: #"listen: "127.0.0.1:0", language: ja"#)
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("clerk", browser)
                try await browser.open(try station.address + "/time/study")
                try await browser.waitForElement("#start:enabled").click()
                try await browser.waitFor(
                    "!document.getElementById('stop').hidden && Number(document.getElementById('watch').textContent) > 0"
                )
                try await browser.find("#note").type("1件目")
                try await browser.find("#stop").click()
                _ = try await browser.waitForElement("#samples td", containing: "1件目")
                try await browser.find("#samples button").click()
                _ = try await browser.waitForElement("#samples td", containing: "除外")
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
            let auditor = try await people.client("auditor")
            let body: [String: any Sendable] = ["workflow": "slip", "action": "start"]
            #expect(try await auditor.post("/api/time/study", body).status == 403)
        }
    }

    @Test func aValueThatPassedIsTypedBlind() async throws {
        let station = try ServedStation(
            folder: SlipFolder(steps: SlipFolder.markSteps.replacing("CP932", with: "UTF-8")),
            station: #"listen: "127.0.0.1:0", language: ja, planted-errors: 0%"#)
        let scan = try station.folder.scan([.front(marks: ["consent", "post"])])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let clerk = try await people.client("clerk")
            _ = try await clerk.post("/api/uploads?workflow=slip&name=scan.pdf", bytes: Data(contentsOf: scan))
            for _ in 0..<2400 where try station.exported().isEmpty { try await Task.sleep(for: .milliseconds(100)) }
            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            let batch = try #require(try store.batches().first).batch.id
            let document = try #require(try store.documents(inBatch: batch).first)
            _ = try store.recall([(document.id, "way")], now: Date())
            try await Browser.with { browser in
                try await people.signIn("clerk", browser)
                try await browser.open(try station.address + "/review/sample")
                try await browser.waitFor("!document.getElementById('sample').hidden")
                let text: String = try await browser.execute("return document.getElementById('value').value")
                #expect(text.isEmpty, "what was read is not shown")
                let isSeen: Bool = try await browser.execute(
                    "const ink = document.querySelector('#ink canvas, #ink img, #ink *'); return ink !== null && ink.getBoundingClientRect().height > 10"
                )
                #expect(isSeen)
                try await browser.find("#value").type("郵送" + Key.enter)
                _ = try await browser.waitForElement("#nothing", containing: "ありません")
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
            #expect(try store.events(AuditFilter(actor: "clerk"), limit: 20).contains { $0.kind == .sampleAnswered })
        }
    }
}
