import Foundation
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// 業務: versions and what they changed, golden cases, months, and past batches read again.
@Suite(.browserTurn) struct WorkflowPageTests {
    private static func station() throws -> ServedStation {
        try ServedStation(
            folder: SlipFolder(steps: SlipFolder.markSteps.replacing("CP932", with: "UTF-8")),
            station: #"listen: "127.0.0.1:0", language: ja, planted-errors: 0%"#)
    }

    /// The form's boxes for consent and urgency change places.
    private static func swapBoxes(_ station: ServedStation) throws {
        let (consent, urgent) = ("[12, 92, 5, 5]", "[42, 92, 5, 5]")
        let template = Slip.marksTemplate.replacing(consent, with: "there").replacing(urgent, with: consent)
            .replacing("there", with: urgent)
        try station.folder.write(template, to: "slip/forms/slip.yml")
    }

    private static func version(_ client: StationClient) async throws -> String {
        let rows = try #require(try await client.get("/api/workflows").json("workflows") as? [[String: Any]])
        return try #require(rows.first?["version"] as? String)
    }

    /// Drops a scan and waits for its export.
    private static func drop(_ scan: URL, _ station: ServedStation, _ client: StationClient) async throws {
        let taken = try await client.post("/api/uploads?workflow=slip&name=scan.pdf", bytes: Data(contentsOf: scan))
        #expect(taken.status == 201)
        for _ in 0..<2400 where try station.exported().isEmpty { try await Task.sleep(for: .milliseconds(100)) }
    }

    @Test func aPastBatchIsReadAgainLookedAtAndTaken() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let it = try await people.client("it")
            let first = try await Self.version(it)
            try await Self.drop(scan, station, it)
            #expect(try await it.get("/api/workflows/slip/trials").text == "[]", "its version is the present one")
            let months = try await it.get("/api/workflows/slip/months").text
            #expect(months.contains(#""field":"consent""#) && months.contains(#""passed":{"#))

            try Self.swapBoxes(station)
            for _ in 0..<300 where try await Self.version(it) == first { try await Task.sleep(for: .milliseconds(100)) }
            try await Browser.with { browser in
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/workflows")
                try await browser.waitForElement("[data-part=job]").click()
                _ = try await browser.waitForElement("#job-text .line.added", containing: "urgent")
                let removed: [String] = try await browser.execute(
                    "return [...document.querySelectorAll('#job-text .line.removed')].map((line) => line.textContent)")
                #expect(removed.contains { $0.contains("consent") })
                try await browser.find("[data-part=fares]").click()
                _ = try await browser.waitForElement("#months td", containing: "20")
                try await browser.find("[data-part=grounds]").click()
                _ = try await browser.waitForElement("#grounds-list td")
                try await browser.find("[data-part=trials]").click()
                try await browser.waitForElement("#trials-list button").click()
                _ = try await browser.waitForElement(
                    "#trials-difference td", containing: "consent", within: .seconds(240))
                let values: [[String]] = try await browser.execute(
                    """
                    return [...document.querySelectorAll('#trials-difference tbody tr')].map((row) =>
                        [...row.querySelectorAll('td')].slice(1).map((cell) => cell.innerText))
                    """)
                #expect(values.map { $0.first } == ["consent", "urgent"])
                #expect(values.allSatisfy { $0.count == 3 && $0[1] != $0[2] })
                try await browser.find("#trial-take").click()
                try await browser.acceptAlert()
                _ = try await browser.waitForElement("#trials-list", containing: "ありません")
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
            let store = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
            let accepted = try store.events(AuditFilter(actor: "it"), limit: 20).filter {
                $0.kind == .reprocessingAccepted
            }
            #expect(accepted.count == 2, "on the chains of both batches")
            let outbox = station.data.appending(path: "outbox")
            for _ in 0..<600
            where try FileManager.default.contentsOfDirectory(atPath: outbox.path).count(where: { $0.hasSuffix(".csv") }
            )
                < 2
            { try await Task.sleep(for: .milliseconds(100)) }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: outbox.path).contains { $0.hasSuffix("-r1.csv") })
            let clerk = try await people.client("clerk")
            #expect(try await clerk.get("/api/workflows/slip/trials").status == 403)
        }
    }

    @Test func goldenCasesAreReadAndTheirMissesNamed() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.plain])
        try station.folder.write(Data(contentsOf: scan), to: "slip/cases/one.pdf")
        try station.folder.write(
            "documents:\n  - form: slip\n    fields: {consent: true, urgent: true}\n", to: "slip/cases/one.yml")
        try await ServedStation.with(station) { station in
            let people = try People(station)
            let clerk = try await people.client("clerk")
            #expect(try await clerk.post("/api/workflows/slip/cases").status == 403)
            try await Browser.with { browser in
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/workflows")
                try await browser.waitForElement("[data-part=cases]").click()
                _ = try await browser.waitForElement("#cases-list td", containing: "one")
                try await browser.find("#cases-run").click()
                _ = try await browser.waitForElement("#cases-result table", within: .seconds(300))
                let rows: [[String]] = try await browser.execute(
                    """
                    return [...document.querySelectorAll('#cases-result tbody tr')].map((row) =>
                        [...row.querySelectorAll('td')].map((cell) => cell.innerText))
                    """)
                #expect(rows.contains { $0.first == "urgent" && $0[1] == "0 / 1" }, "\(rows)")
                #expect(rows.contains { $0.first == "consent" && $0[1] == "1 / 1" }, "\(rows)")
                #expect(rows.contains { $0.prefix(2) == ["one", "urgent"] }, "\(rows)")
                #expect(try await browser.newConsoleEntries().filter(\.isError).map(\.message) == [])
            }
        }
    }
}
