import Foundation
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// The main job, in a real browser: drop, settle, export, hours.
@Suite(.browserTurn) struct LoopTests {
    /// So little is tolerated that every value waits for a person.
    private static let steps = """
        - read: {error-budget: 0.0001%}
        - check:
          - that: consent = 1
            else: 同意がありません
        - review: {by: clerk}
        - export:
            file: slip-{batch}.csv
            encoding: UTF-8
            columns: {帳票: _document, 同意: consent, 至急: urgent, 受取方法: way}
        """

    private static func station(_ steps: String = LoopTests.steps) throws -> ServedStation {
        try ServedStation(
            folder: SlipFolder(steps: steps), station: #"listen: "127.0.0.1:0", language: ja, planted-errors: 0%"#)
    }

    @Test func whatIsDroppedIsSettledByTheKeyboardExportedAndCounted() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan(
            (0..<10).map { .front(marks: $0.isMultiple(of: 2) ? ["consent", "post"] : ["consent", "urgent"]) } + [
                .blank
            ])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("clerk", browser)
                try await browser.find("#drop-file").upload(scan.path)
                _ = try await browser.waitForElement("#call a", containing: "10件", within: .seconds(900))
                try await browser.open(try station.address + "/review")
                _ = try await browser.waitForElement("#value", within: .seconds(120))
                try await Self.settleAll(browser)
                try await browser.open(try station.address + "/batches")
                try await browser.waitFor(
                    "(document.querySelector('.batch .right a[download]')?.textContent ?? '').endsWith('.csv')",
                    within: .seconds(120))
                try await browser.open(try station.address + "/time")
                try await browser.waitFor(
                    "document.getElementById('net') && document.getElementById('net').textContent.startsWith('0.3')")
                let errors = try await browser.newConsoleEntries().filter(\.isError).map(\.message)
                #expect(errors == [])
            }
            let client = try await people.client("manager")
            let total = try #require(try await client.get("/api/time").json("report", "net_seconds") as? Double)
            #expect(total > 600 && total <= 1200)
            let rows = try station.exported()
            #expect(
                rows.map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst().joined(separator: ",")
                } == (0..<10).map { $0.isMultiple(of: 2) ? "1,0,郵送" : "1,1," })
        }
    }

    @Test func whatSpeaksAgainstADocumentIsShownAndATypedChoiceIsExported() async throws {
        let station = try Self.station()
        let scan = try station.folder.scan([.front(marks: ["post"])])
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("clerk", browser)
                try await browser.find("#drop-file").upload(scan.path)
                _ = try await browser.waitForElement("#call a", within: .seconds(900))
                try await browser.open(try station.address + "/review")
                _ = try await browser.waitForElement("#value", within: .seconds(120))
                // Consent as it is (none), not urgent, and by the number key another way than was read.
                try await browser.press(Key.enter)
                try await browser.press(Key.enter)
                try await browser.waitFor("document.querySelector('#fields li.here').innerText.includes('受取方法')")
                try await browser.press("1")
                try await browser.waitFor(
                    """
                    const problem = document.querySelector('#problems .problem');
                    return document.querySelectorAll('#fields li.doubt').length === 0
                        && problem !== null && problem.textContent.includes('同意がありません')
                    """, within: .seconds(120))
                try await browser.execute("document.querySelector('#problems .waive').click()")
                _ = try await browser.waitForElement("#nothing", containing: "ありません", within: .seconds(300))
            }
            for _ in 0..<600 where try station.exported().isEmpty { try await Task.sleep(for: .milliseconds(100)) }
            #expect(try station.exported().map { $0.hasSuffix(",0,0,窓口") } == [true])
            let entries = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
                .events(AuditFilter(actor: "clerk"), limit: 50).map(\.kind)
            #expect(entries.contains(.documentSeen) && entries.count { $0 == .fieldSettled } == 4)
        }
    }

    /// Confirms whatever is asked, until nothing is.
    private static func settleAll(_ browser: Browser) async throws {
        for _ in 0..<400 {
            let isDone: Bool = try await browser.execute("return !document.getElementById('nothing').hidden")
            if isDone { return }
            let isAsked: Bool = try await browser.execute("return !document.getElementById('desk').hidden")
            if isAsked {
                // The piece beside the value is never another page's.
                let isOfThisPage: Bool = try await browser.execute(
                    """
                    const piece = document.querySelector('#field .crop img');
                    return !piece || piece.src === document.getElementById('picture').src
                    """)
                #expect(isOfThisPage)
                try await browser.press(Key.enter)
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        _ = try await browser.waitForElement("#nothing", containing: "ありません", within: .seconds(300))
    }
}
