import Foundation
import Paperwork
import Slips
import StationRuns
import Storage
import Testing
import WebDriver

/// The template designer: what IT draws lies in the template's file, and nothing else has changed there.
@Suite(.browserTurn) struct DesignerTests {
    private static let template =
        "# 給付申請の様式\n"
        + Slip.marksTemplate.replacing("label: 受取方法", with: "label: 受取方法   # 窓口・郵送・電子")

    private static func station(language: String = "ja") throws -> ServedStation {
        try ServedStation(
            folder: SlipFolder(template: template), station: "listen: \"127.0.0.1:0\", language: \(language)")
    }

    private static func text(_ station: ServedStation) throws -> String {
        try String(contentsOf: station.folder.file("slip/forms/slip.yml"), encoding: .utf8)
    }

    /// Drags over the paper between two places in millimetres.
    private static func draw(
        _ browser: Browser, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
    ) async throws {
        let frame: PageRect = try await browser.execute(
            """
            const frame = document.getElementById("zones").getBoundingClientRect();
            return { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
            """)
        let scale = frame.width / 105
        try await browser.perform([
            .move(x: frame.x + start.x * scale, y: frame.y + start.y * scale), .buttonDown,
            .move(x: frame.x + (start.x + 9) * scale, y: frame.y + (start.y + 3) * scale),
            .move(x: frame.x + end.x * scale, y: frame.y + end.y * scale), .buttonUp,
        ])
    }

    @Test func aZoneIsDrawnNamedSavedAndChecked() async throws {
        try await ServedStation.with(try Self.station()) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/templates")
                try await browser.waitForElement("#list a").click()
                try await browser.waitFor("document.querySelectorAll('#zones .zone').length === 3")
                try await browser.waitFor("document.getElementById('blank').naturalWidth > 0")
                // A name that is taken: nothing is saved, and the field is shown.
                try await Self.draw(browser, from: (41, 23), to: (89, 30))
                try await browser.waitFor("document.activeElement.id === 'field-name'")
                try await browser.type("consent")
                try await browser.find("#save").click()
                let mistake = try await browser.waitForElement("#mistakes .problem", within: .seconds(120))
                #expect(try await mistake.text.contains("「consent」"))
                #expect(try Self.text(station) == Self.template)
                try await browser.find("#mistakes button").click()
                try await browser.find("#field-name").clear()
                try await browser.find("#field-name").type("number")
                try await browser.find("#field-label").type("番号")
                try await browser.find("#save").click()
                try await browser.waitFor("document.getElementById('toast').textContent.includes('保存しました')")
                #expect(try await browser.findAll("#mistakes .problem").isEmpty)
                #expect(try await browser.newConsoleEntries().filter(\.isError).isEmpty)
            }
            let text = try Self.text(station)
            #expect(text.hasPrefix(Self.template.trimmingCharacters(in: .newlines)))
            let added = text.dropFirst(Self.template.trimmingCharacters(in: .newlines).count)
            let zone = added.firstMatch(of: /- name: number\n    label: 番号\n    zone: \[([^\]]+)\]\n    type: text\n/)
            let numbers = try #require(zone?.1).split(separator: ", ").compactMap { Double($0) }
            #expect(zip(numbers, [41, 23, 48, 7]).allSatisfy { abs($0 - $1) <= 1.6 } && numbers.count == 4)
            let check = try await station.command(["check", station.folder.file("slip").path])
            #expect(check.status == 0, "\(check.messages)")
            let events = try Store.open(sqliteAt: station.data.appending(path: "tema.sqlite"))
                .events(AuditFilter(actor: "it"), limit: 20).filter { $0.kind == .templateSaved }
            #expect(events.map(\.detail["form"]) == ["slip"])
        }
    }

    private func edit(_ sha256: String, _ change: [String: any Sendable]) -> [String: any Sendable] {
        let none = [[String: any Sendable]]()
        return ["sha256": sha256, "changes": [change], "removed": [Int](), "added": none]
    }

    @Test func onlyITDrawsAndNobodyOverwritesAnother() async throws {
        try await ServedStation.with(try Self.station(language: "en")) { station in
            let people = try People(station)
            let (it, clerk) = (try await people.client("it"), try await people.client("clerk"))
            // The template lies elsewhere, behind a link that stays.
            let (file, elsewhere) = (station.folder.file("slip/forms/slip.yml"), station.folder.file("elsewhere.yml"))
            try FileManager.default.moveItem(at: file, to: elsewhere)
            try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)
            let path = "/api/templates/slip/slip"
            for address in ["/templates", "/api/templates", path, "\(path)/pages/1", "\(path)/found"] {
                #expect(try await clerk.get(address).status == 403, "\(address)")
                #expect(try await it.get(address).status == 200, "\(address)")
            }
            #expect(try await it.get("/api/templates/slip/none").status == 404)
            #expect(try await it.get("\(path)/pages/7").status == 404)
            let sha256 = try #require(try await it.get(path).json("sha256") as? String)
            let label = edit(sha256, ["field": 0, "values": ["label": "同意する"]])
            #expect(try await clerk.post(path, label).status == 403)
            #expect(try Self.text(station) == Self.template)
            let moved: [String: any Sendable] = [
                "field": 0, "zones": [["zone": [101, 92, 5, 5]]] as [[String: [Int]]],
            ]
            let outside = try await it.post(path, edit(sha256, moved))
            #expect(outside.text.contains("leaves the page") && outside.status == 200)
            // The export names the field: what the job file then lacks is told too.
            let renamed = try await it.post(path, edit(sha256, ["field": 0, "values": ["name": "agreed"]]))
            #expect(renamed.text.contains("workflow.yml") && renamed.text.contains("consent"))
            #expect(try await it.post(path, edit(sha256, ["field": 0, "values": ["zone": "x"]])).status == 400)
            #expect(try Self.text(station) == Self.template)
            #expect(try await it.post(path, label).json("sha256") as? String != sha256)
            #expect(try Self.text(station) == Self.template.replacing("label: 同意,", with: "label: 同意する,"))
            #expect(try String(contentsOf: elsewhere, encoding: .utf8) == Self.text(station))
            #expect(try await it.post(path, label).status == 409)
        }
    }

    @Test func aDraftIsTriedOnAScan() async throws {
        let station = try Self.station(language: "en")
        let scan = try station.folder.scan([.front(marks: ["consent", "post"])])
        try await ServedStation.with(station) { station in
            let it = try await People(station).client("it")
            let path = "/api/templates/slip/slip"
            let sha256 = try #require(try await it.get(path).json("sha256") as? String)
            func draft() async throws -> String {
                let answer = try await it.post("\(path)/drafts", edit(sha256, ["field": 0, "values": ["label": "x"]]))
                return try #require(try answer.json("draft") as? String)
            }
            let token = try await draft()
            let tried = try await it.post("\(path)/drafts/\(token)", bytes: Data(contentsOf: scan))
            #expect(tried.status == 200 && tried.header("Content-Type") == "image/png")
            #expect(try await it.post("\(path)/drafts/\(token)", bytes: Data(contentsOf: scan)).status == 404)
            let broken = try await it.post("\(path)/drafts/\(try await draft())", bytes: Data("%PDF-1.4 no".utf8))
            #expect(broken.status == 400 && broken.text.contains("error"))
            #expect(try Self.text(station) == Self.template)
            let left = try FileManager.default.contentsOfDirectory(atPath: station.data.appending(path: "uploads").path)
            #expect(left.isEmpty)
        }
    }

    @Test func aWorkflowIsMadeOfABlank() async throws {
        try await ServedStation.with(try Self.station(language: "en")) { station in
            let people = try People(station)
            let (it, clerk) = (try await people.client("it"), try await people.client("clerk"))
            func begin(_ client: StationClient, _ id: String, _ blank: Data = Slip.blank) async throws
                -> StationClient.Answer
            {
                try await client.post("/api/templates?workflow=\(id)&title=T&department=D&name=b.pdf", bytes: blank)
            }
            #expect(try await begin(clerk, "second").status == 403)
            #expect(try await begin(it, "..%2Fsecond").status == 400)
            #expect(try await begin(it, "slip").status == 400)
            #expect(try await begin(it, "second", Data("%PDF-1.4 no".utf8)).status == 400)
            let folder = station.folder.file("second")
            #expect(!FileManager.default.fileExists(atPath: folder.path))
            let begun = try await begin(it, "second")
            #expect(begun.status == 201 && begun.text.contains("remark") == false, "\(begun.text)")
            // The site file lists its workflows: the new one is among them and served without a new start.
            let site = try String(contentsOf: station.folder.file("tema.yml"), encoding: .utf8)
            #expect(site.contains("workflows: [slip, second]"))
            #expect(try await it.get("/api/workflows").text.contains(#""id":"second""#))
            for _ in 0..<300
            where !FileManager.default.fileExists(atPath: station.data.appending(path: "inbox/second").path) {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(FileManager.default.fileExists(atPath: station.data.appending(path: "inbox/second").path))
            #expect(try #require(try begun.json("fields") as? Int) > 5)
            let check = try await station.command(["check", folder.path])
            #expect(check.status == 0, "\(check.messages)")
            #expect(try await begin(it, "second").status == 400)
        }
    }

    private static let tableTemplate = """
        form: slip
        version: 2026
        paper: {width: 105mm, height: 148mm}
        blank: slip-blank.pdf
        pages: 1
        fields:
          - {name: day, label: 日, type: date, zone: [40, 22, 50, 9], era: 平成}   # as printed
          - name: items
            type: table
            zone: [12, 50, 80, 30]
            rows: 3
            columns:
              - {name: item, type: text, width: 50}   # what it is
              - {name: price, type: yen, width: 30}
        """

    @Test func rowsColumnsAndErasAreChangedInThePage() async throws {
        let folder = try SlipFolder(template: Self.tableTemplate, steps: "- read: {error-budget: 49%}")
        let station = try ServedStation(folder: folder, station: #"listen: "127.0.0.1:0", language: ja"#)
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/templates?workflow=slip&form=slip")
                try await browser.waitForElement("#fields li[data-name=day] button").click()
                try await browser.find("#field-era").clear()
                try await browser.find("#field-era").type("令和")
                try await browser.find("#fields li[data-name=items] button").click()
                try await browser.find("#field-rows").clear()
                try await browser.find("#field-rows").type("4")
                try await browser.find("#add-column").click()
                let names: Int = try await browser.execute(
                    "return document.querySelectorAll('#columns input[data-key=name]').length")
                #expect(names == 3)
                try await browser.execute(
                    """
                    const rows = [...document.querySelectorAll('#columns tbody tr')];
                    const set = (row, key, value) => {
                        const input = row.querySelector(`[data-key=${key}]`);
                        input.value = value;
                        input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
                    };
                    set(rows[0], 'width', '30');
                    set(rows[2], 'name', 'count');
                    set(rows[2], 'type', 'number');
                    set(rows[2], 'width', '20');
                    """)
                try await browser.find("#save").click()
                try await browser.waitFor("document.getElementById('toast').textContent.includes('保存しました')")
                #expect(try await browser.newConsoleEntries().filter(\.isError).isEmpty)
            }
            let text = try Self.text(station)
            #expect(text.contains("era: 令和}   # as printed"))
            #expect(text.contains("rows: 4"))
            #expect(text.contains("{name: item, type: text, width: 30}"))
            #expect(text.contains("{name: price, type: yen, width: 30}"))
            #expect(text.contains("{name: count, type: number, width: 20}"))
            let check = try await station.command(["check", station.folder.file("slip").path])
            #expect(check.status == 0, "\(check.messages)")
        }
    }

    private static let freeTemplate = """
        form: slip
        version: 2026
        layout: free
        known-by: [{pattern: 請求書}]
        fields:
          - name: total
            type: yen
            find:
              - {right-of: [合計, 請求金額]}   # the usual one
              - {pattern: '合計 ?([0-9,]+)'}
        """

    @Test func howAFieldIsFoundIsChangedInThePage() async throws {
        let folder = try SlipFolder(template: Self.freeTemplate, steps: "- read: {error-budget: 49%}")
        let station = try ServedStation(folder: folder, station: #"listen: "127.0.0.1:0", language: ja"#)
        try await ServedStation.with(station) { station in
            let people = try People(station)
            try await Browser.with { browser in
                try await people.signIn("it", browser)
                try await browser.open(try station.address + "/templates?workflow=slip&form=slip")
                try await browser.waitForElement("#fields li[data-name=total] button").click()
                let words: [String] = try await browser.execute(
                    "return [...document.querySelectorAll('#ways [data-key=words]')].map((input) => input.value)")
                #expect(words == ["合計 ｜ 請求金額", "合計 ?([0-9,]+)"])
                try await browser.execute(
                    """
                    const input = document.querySelectorAll('#ways [data-key=words]')[1];
                    input.value = '合計額 ?([0-9,]+)';
                    input.dispatchEvent(new Event('input', { bubbles: true }));
                    """)
                try await browser.find("#add-found").click()
                try await browser.find("#field-name").clear()
                try await browser.find("#field-name").type("number")
                try await browser.execute(
                    """
                    const input = document.querySelector('#ways [data-key=words]');
                    input.value = '請求番号 ｜ 番号';
                    input.dispatchEvent(new Event('input', { bubbles: true }));
                    """)
                try await browser.find("#save").click()
                try await browser.waitFor("document.getElementById('toast').textContent.includes('保存しました')")
                #expect(try await browser.newConsoleEntries().filter(\.isError).isEmpty)
            }
            let text = try Self.text(station)
            #expect(text.contains("{right-of: [合計, 請求金額]}   # the usual one"), "\(text)")
            #expect(text.contains("合計額 ?([0-9,]+)"), "\(text)")
            #expect(text.contains("right-of: [請求番号, 番号]"), "\(text)")
            let check = try await station.command(["check", station.folder.file("slip").path])
            #expect(check.status == 0, "\(check.messages)")
        }
    }
}
