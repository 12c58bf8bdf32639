import Foundation
import Slips
import Testing

@Suite struct RunTests {
    private static let checked = """
        - read: {error-budget: 49%}
        - check:
            - {that: consent, else: 同意がありません}
        - export:
            file: slip-{batch}.csv
            encoding: CP932
            when-waiting: partial
            columns: {ページ: _pages, 同意: consent, 受取方法: way}
        """

    @Test func anExportThatIsHeldSaysWhyAndHowToGoOn() throws {
        let folder = try SlipFolder(steps: Self.checked.replacing("    when-waiting: partial\n", with: ""))
        try folder.scan([.front(marks: ["consent", "post"]), .front()])
        let run = try Tema.run(["run", "slip", "scan.pdf", "--data", "data", "--workers", "1"], in: folder.url)
        #expect(run.status == 3)
        #expect(run.output.contains("export held: nothing is written yet, since of 2 documents 1 waits"))
        #expect(run.output.contains("when-waiting: partial"))
        #expect(run.output.contains("net hours saved: 0.00 h = 0 documents done"))
        #expect(run.output.contains("1 more document is done, and counts once the export is written"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path).allSatisfy {
                !$0.hasSuffix(".csv")
            })
        let again = try Tema.run(["run", "slip", "scan.pdf", "--data", "data"], in: folder.url)
        #expect(again.status == 74)
        let status = try Tema.run(["status", "--once", "--data", "data"], in: folder.url)
        #expect(status.output.contains("export held"))
        let report = try Tema.run(["report", "--data", "data"], in: folder.url)
        #expect(report.output.contains("1 document waits for a person, the oldest for 0 days"))
        #expect(report.output.contains("1 document is done, and counts once the export is written"))
    }

    /// Nothing of what stands in a sensitive field is in the file, unless the job file says so.
    @Test(arguments: [true, false]) func sensitiveValuesAreMasked(isMasked: Bool) throws {
        let template = Slip.writingTemplate.replacing(
            "writing: print, optional: true}\n  - {name: first",
            with: "writing: print, sensitive: true}\n  - {name: first")
        let folder = try SlipFolder(
            template: template,
            steps: """
                - read: {error-budget: 49%}
                - reconcile:
                    with: {csv: people.csv, key: number, columns: {number: 番号}}
                    on: [number]
                    fill: {known: number}
                """)
        try folder.write("番号\n7001\n", to: "slip/people.csv")
        if !isMasked {
            let job = try String(contentsOf: folder.file("slip/workflow.yml"), encoding: .utf8)
            try folder.write(job + "results: {sensitive: plain}\n", to: "slip/workflow.yml")
        }
        try folder.scan([.front(writing: ["number": "7001", "name": "A"])])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect([0, 3].contains(run.status))
        let text = try String(contentsOf: folder.file("out/results.json"), encoding: .utf8)
        let seen = text.split(separator: "\n").filter { $0.contains("7001") }
        #expect(seen.isEmpty == isMasked, "\(seen)")
        #expect(text.contains("＊＊＊") == isMasked)
    }

    @Test func aRunGivesResultsExportsTheHoursSavedAndTheReport() throws {
        let folder = try SlipFolder(steps: Self.checked)
        try folder.scan([.front(marks: ["consent", "post"]), .blank, .front(), .foreign])
        let arguments = ["run", "slip", "scan.pdf", "--data", "data"]
        let run = try Tema.run(arguments, in: folder.url)
        #expect(run.status == 4)
        #expect(run.output.contains("pages: 4 scanned = 2 in documents + 1 blank + 1 set aside"))
        #expect(run.output.contains("Waiting for a person"))
        #expect(run.output.contains("同意がありません"))
        #expect(run.output.contains("net hours saved: 0.03 h = 1 document done × 2 min by hand − 0 s of human time"))

        let results = try Results(folder.file("out/results.json"))
        let batch = try #require(results.batches.first)
        #expect(results.workflow == "slip")
        #expect(batch.file == "scan.pdf")
        #expect(batch.sha256.wholeMatch(of: /[0-9a-f]{64}/) != nil)
        #expect(batch.pages == 4)
        #expect(batch.blank == 1)
        #expect(batch.setAside.map(\.page) == [4])
        #expect(batch.documents.map(\.state) == ["done", "review"])
        #expect(batch.documents.map(\.pages) == [[1], [3]])
        #expect(batch.documents.map(\.seconds.baseline) == [120, 0])
        #expect(batch.documents.allSatisfy { $0.seconds.machine > 0 })
        let field = try #require(batch.documents.first?.fields["way"])
        #expect(field.accepted)
        #expect(field.by == "evidence")
        #expect(field.zone.count == 5)
        #expect(batch.documents.last?.problems.map(\.message) == ["同意がありません"])

        let export = try Data(contentsOf: try Self.export(in: folder))
        // ページ,同意,受取方法 and 1,1,郵送, in CP932.
        let header: [UInt8] = [
            0x83, 0x79, 0x81, 0x5B, 0x83, 0x57, 0x2C, 0x93, 0xAF, 0x88, 0xD3, 0x2C, 0x8E, 0xF3, 0x8E, 0xE6, 0x95, 0xFB,
            0x96, 0x40,
        ]
        #expect(Array(export) == header + [0x0D, 0x0A] + Array("1,1,".utf8) + [0x97, 0x58, 0x91, 0x97, 0x0D, 0x0A])

        try Self.expectReport(in: folder)
        let again = try Tema.run(arguments, in: folder.url)
        #expect(again.status == 74)
        #expect(again.messages.contains("which was processed before"))
        #expect(again.messages.contains("name another --data folder"))
    }

    private static func export(in folder: SlipFolder) throws -> URL {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path)
        return folder.file("out/" + (try #require(files.first { $0.hasSuffix(".csv") })))
    }

    private static func expectReport(in folder: SlipFolder) throws {
        struct Report: Decodable {
            struct Row: Decodable {
                var department: String
                var workflow: String
                var documents: Int
                var baselineSeconds: Double
                var humanSeconds: Double
                var overheadSeconds: Double
                var netSeconds: Double
                var straightThrough: Double
                var humanSecondsPerDocument: Double
            }
            var fiscalYear: String
            var from: String
            var to: String
            var netSeconds: Double
            var netLow: Double
            var netHigh: Double
            var rows: [Row]
        }
        let json = try Tema.run(
            ["report", "--data", "data", "--by", "department,workflow", "--format", "json"], in: folder.url)
        #expect(json.status == 0)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try decoder.decode(Report.self, from: Data(json.output.utf8))
        #expect(report.from.hasSuffix("-04-01"))
        #expect(report.netSeconds == 120)
        #expect(report.rows.map(\.department) == ["福祉課"])
        #expect(report.rows.map(\.workflow) == ["slip"])
        #expect(report.rows.map(\.documents) == [1])
        #expect(report.rows.map(\.netSeconds) == [120])

        let alias = try Tema.run(
            ["report", "--data", "data", "--by", "department,workflow", "--json"], in: folder.url)
        #expect(alias.output == json.output)

        let table = try Tema.run(["report", "--data", "data"], in: folder.url, environment: ["LANG": "ja_JP.UTF-8"])
        #expect(table.output.contains("純削減時間"))
        #expect(table.output.contains("合計"))
        let csv = try Tema.run(["report", "--data", "data", "--format", "csv"], in: folder.url)
        #expect(csv.output.hasPrefix("month,department,workflow,documents,baseline_seconds,human_seconds"))
    }

    @Test func aReportNamesTheWorkflowsThatHaveNoBaseline() throws {
        let folder = try SlipFolder(hasBaseline: false)
        try folder.scan([.plain])
        #expect(try Tema.run(["run", "slip", "scan.pdf", "--data", "data"], in: folder.url).status == 0)
        let report = try Tema.run(["report", "--data", "data"], in: folder.url)
        #expect(report.output.contains("not counted: 1 document of workflows without a baseline (slip)"))
        #expect(report.output.contains("time: baseline:"))
    }

    /// Another workflow's folder lies beside the job's: the page is told from one that nobody knows.
    @Test func aPageOfAnotherWorkflowsFormSaysWhichWorkflowKnowsIt() throws {
        let folder = try SlipFolder()
        let other = SlipFolder.job(split: "form", steps: SlipFolder.markSteps, hasBaseline: false)
        try folder.write(
            other.replacing("slip,", with: "marks,").replacing(": slip", with: ": marks"), to: "marks/workflow.yml")
        try folder.write(Slip.marksTemplate, to: "marks/forms/slip.yml")
        try folder.write(Slip.blank, to: "marks/forms/slip-blank.pdf")
        try folder.write(Slip.marksTemplate.replacing("form: slip", with: "form: letter"), to: "slip/forms/slip.yml")
        try folder.write(Slip.pdf([.back()]), to: "slip/forms/slip-blank.pdf")
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(run.status == 4)
        #expect(run.output.contains("It is the form slip of the workflow marks."))
    }

    /// What was read is kept though its export can't be written, and the run goes on from there.
    @Test func whatStopsARunAtItsExportLeavesTheResults() throws {
        // CP932 lacks the letter.
        let folder = try SlipFolder(template: Slip.marksTemplate.replacing("窓口", with: "剝"))
        try folder.scan([.front(marks: ["consent", "counter"])])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(run.status == 74)
        #expect(run.messages.contains("1 character is not in CP932"))
        #expect(run.messages.contains("what was read is in out/results.json"))
        let results = folder.file("out/results.json")
        #expect(try String(contentsOf: results, encoding: .utf8).contains("\"trouble\" : \"not written"))
        #expect(try Results(results).batches.first?.documents.first?.fields["way"]?.text == "剝")
        let job = try String(contentsOf: folder.file("slip/workflow.yml"), encoding: .utf8)
        try folder.write(job.replacing("encoding: CP932", with: "encoding: UTF-8"), to: "slip/workflow.yml")
        #expect(try Tema.run(["run", "slip", "scan.pdf"], in: folder.url).status == 0)
    }

    @Test func withoutADataFolderAFileMayBeRunAgain() throws {
        let folder = try SlipFolder()
        try folder.scan([.plain])
        for _ in 0..<2 {
            let run = try Tema.run(["run", "slip", "scan.pdf", "--workers", "1"], in: folder.url)
            #expect(run.status == 0)
            #expect(run.messages == "")
        }
        let folders = try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path)
            .filter { $0.hasPrefix("data-") }
        #expect(folders.count == 2, "each in a folder of its own")
        let last = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(last.output.contains("data folder: out/data-"))
    }

    @Test func aFolderThatIsThereIsNeverRemoved() throws {
        let folder = try SlipFolder(site: "data: out/data\n")
        try folder.scan([.plain])
        try folder.write("not a store", to: "out/data/tema.sqlite")
        try folder.write("a scan", to: "out/data/inbox/slip/scan.pdf")
        #expect(try Tema.run(["run", "slip", "scan.pdf"], in: folder.url).status == 0)
        #expect(try String(contentsOf: folder.file("out/data/tema.sqlite"), encoding: .utf8) == "not a store")
        let named = try Tema.run(["run", "slip", "scan.pdf", "--data", "out/data"], in: folder.url)
        #expect(named.status == 74)
        #expect(named.messages.contains("the data folder of tema serve"))
        #expect(try String(contentsOf: folder.file("out/data/inbox/slip/scan.pdf"), encoding: .utf8) == "a scan")
    }

    @Test func pagesSetAsideGiveStatus4AndNameTheFile() throws {
        let folder = try SlipFolder()
        try folder.write(Self.damagedPNG, to: "0401 受付.png")
        let run = try Tema.run(["run", "slip", "0401 受付.png"], in: folder.url)
        #expect(run.status == 4)
        #expect(run.messages == "", "what a library says of a damaged file is not printed as it is")
        let reason = try #require(try Results(folder.file("out/results.json")).batches.first?.setAside.first?.reason)
        #expect(reason.contains("0401 受付.png") && !reason.contains("original"))
        try folder.scan([.foreign])
        #expect(try Tema.run(["run", "slip", "scan.pdf"], in: folder.url).status == 4)
    }

    /// Its picture does not fit its checksum.
    private static let damagedPNG: Data = {
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        let size: [UInt8] = [0x49, 0x48, 0x44, 0x52, 0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0, 0x47, 0xC2, 0x37, 0x5F]
        let picture: [UInt8] = [0, 0, 0, 4, 0x49, 0x44, 0x41, 0x54, 1, 2, 3, 4, 0, 0, 0, 0]
        let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        return Data(head + size + picture + end)
    }()

    @Test func aRejectedDocumentGivesStatus4() throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate,
            steps: """
                - read: {error-budget: 49%}
                - reconcile:
                    with: {csv: people.csv, key: number, columns: {number: 番号}}
                    on: [number]
                    unless-found: reject
                """)
        try folder.write("番号\n1002\n", to: "slip/people.csv")
        try folder.scan([.front(writing: ["number": "9999"])])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(run.status == 4)
        #expect(
            try Results(folder.file("out/results.json")).batches.first?.documents.first?.register?.found == "not_found")
    }

    @Test(arguments: [["LANG": "ja_JP.UTF-8"], ["LC_ALL": "ja_JP.UTF-8", "LANG": "en_GB.UTF-8"]])
    func theEnvironmentChoosesTheLanguage(environment: [String: String]) throws {
        let folder = try SlipFolder()
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", "scan.pdf", "nothing.pdf"], in: folder.url, environment: environment)
        #expect(run.status == 74)
        #expect(run.output.contains("ページ: 読み込み 1 = 帳票 1 + 白紙 0 + 保留 0"))
        #expect(run.messages.contains("見つかりません"))
    }
}
