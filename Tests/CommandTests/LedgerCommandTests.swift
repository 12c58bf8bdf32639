import Foundation
import Slips
import Testing

/// The honest ledger from the command line.
@Suite struct LedgerCommandTests {
    private static let steps = """
        - read: {error-budget: 49%}
        """

    private static func run() throws -> SlipFolder {
        let folder = try SlipFolder(steps: steps)
        try folder.write(
            """
            data: data
            workflows: [slip]
            labour: {grades: {主事: 2600}, standard: 主事, error-minutes: 15}

            """, to: "tema.yml")
        try folder.scan([.plain, .plain, .plain])
        _ = try Tema.run(["run", "slip", "scan.pdf", "--data", "data"], in: folder.url)
        return folder
    }

    /// Twenty-five hours lie between these two zones: at any moment one of them has another date than Tokyo.
    @Test func `the site's time zone decides the day, whatever TZ a process runs under`() throws {
        var days: [String] = []
        for zone in ["Pacific/Kiritimati", "Pacific/Niue", "UTC"] {
            let folder = try SlipFolder(steps: Self.steps)
            try folder.scan([.plain])
            _ = try Tema.run(
                ["run", "slip", "scan.pdf", "--data", "data"], in: folder.url, environment: ["TZ": zone])
            let lines = try Tema.run(
                ["report", "--documents", "slip", "--data", "data"], in: folder.url, environment: ["TZ": "Asia/Tokyo"])
            #expect(lines.status == 0, "\(lines.messages)")
            let cells = try #require(lines.output.split(whereSeparator: \.isNewline).last).split(separator: ",")
            days.append(String(cells[1]))
        }
        let tokyo = TimeZone(identifier: "Asia/Tokyo") ?? .gmt
        let today = Date().formatted(Date.ISO8601FormatStyle(timeZone: tokyo).year().month().day())
        #expect(Set(days) == [today])
    }

    @Test func `a report is written as a workbook, a page and paper`() throws {
        let folder = try Self.run()
        for (format, start) in [("xlsx", "PK"), ("html", "<!doctype html>"), ("pdf", "%PDF-")] {
            let run = try Tema.run(
                ["report", "--data", "data", "--format", format, "--to", "hours.\(format)"], in: folder.url)
            #expect(run.status == 0, "\(run.messages)")
            let bytes = try Data(contentsOf: folder.file("hours.\(format)"))
            #expect(bytes.starts(with: Data(start.utf8)))
        }
        let page = try String(contentsOf: folder.file("hours.html"), encoding: .utf8)
        #expect(page.contains("0.1"))
    }

    @Test func `open data holds no figures of fewer than ten documents`() throws {
        let folder = try Self.run()
        let run = try Tema.run(["report", "--data", "data", "--open-data", "open"], in: folder.url)
        #expect(run.status == 0, "\(run.messages)")
        let files = run.output.split(whereSeparator: \.isNewline).map(String.init)
        #expect(files.count == 2)
        let rows = try String(contentsOf: folder.file(files[0]), encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(rows.count == 2)
        #expect(rows[1].hasSuffix(",,,,,,1"))
    }

    @Test func `time that is written down and taken back, and the auditor's sample`() throws {
        let folder = try Self.run()
        func net() throws -> Double? {
            let report = try Tema.run(["report", "--data", "data", "--format", "json"], in: folder.url)
            let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
            return object?["net_seconds"] as? Double
        }
        #expect(try net() == 360)
        let book = ["ledger", "book", "slip", "--kind", "exceptions", "--minutes", "1", "--reason", "電話", "--by", "山田"]
        #expect(try Tema.run(book + ["--data", "data"], in: folder.url).status == 0)
        #expect(try net() == 300)
        let lines = try Tema.run(["report", "--documents", "slip", "--data", "data"], in: folder.url).output
        let entry = try #require(lines.split(whereSeparator: \.isNewline).last?.split(separator: ",").first)
        let back = ["ledger", "reverse", String(entry), "--reason", "誤り", "--by", "山田", "--data", "data"]
        #expect(try Tema.run(back, in: folder.url).status == 0)
        #expect(try Tema.run(back, in: folder.url).status == 74)
        #expect(try net() == 360)
        let sheet = try Tema.run(["report", "--audit", "2", "--seed", "7", "--data", "data"], in: folder.url)
        #expect(sheet.output.split(whereSeparator: \.isNewline).count == 3, "\(sheet.messages)")
        let noted = try Tema.run(
            ["report", "--audit-result", "2/2", "--seed", "7", "--by-person", "監査", "--data", "data"], in: folder.url)
        #expect(noted.status == 0 && noted.output.contains("2 of 2 sound"), "\(noted.messages)")
        #expect(try Tema.run(["verify", "--data", "data"], in: folder.url).status == 0)
        let early = try Tema.run(["ledger", "close", "2999-01", "--by", "山田", "--data", "data"], in: folder.url)
        #expect(early.status == 74)
    }

    @Test func `a time study goes from the stopwatch to the job file`() throws {
        let folder = try SlipFolder(steps: Self.steps, site: "data: data\nworkflows: [slip]\n")
        let stop = ["time-study", "stop", "slip", "--by", "山田"]
        for _ in 0..<2 {
            #expect(try Tema.run(["time-study", "start", "slip", "--by", "山田"], in: folder.url).status == 0)
            #expect(try Tema.run(stop, in: folder.url).status == 0)
        }
        #expect(try Tema.run(stop, in: folder.url).status == 74)
        let show = try Tema.run(["time-study", "show", "slip"], in: folder.url)
        #expect(show.status == 0, "\(show.messages)")
        #expect(show.output.contains("2 samples: mean") && show.output.contains("baseline: {minutes:"))
    }
}
