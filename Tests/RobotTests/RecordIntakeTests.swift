import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Rows of a file are documents, by the same steps as scans.
@Suite struct RecordIntakeTests {
    private static let steps = """
        - read: {error-budget: 0.1%}
        - check: [{that: "total = first + second", else: 合計が合いません}]
        - export: {file: "slip-{batch}.csv", columns: {番号: number, 合計: total, 氏名: name, 方法: way, 同意: consent}}
        """

    private func folder() throws -> SlipFolder {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.steps)
        let job = SlipFolder.job(split: "form", steps: Self.steps, hasBaseline: true)
            .replacing("split: form}", with: "split: form, records: {columns: {name: 申請者名}}}")
        try folder.write(job, to: "slip/workflow.yml")
        return folder
    }

    @Test func rowsOfACSVFileAreDocuments() throws {
        let folder = try folder()
        let text = """
            番号,内訳1,内訳2,合計,申請者名,同意,至急,受取方法\r
            101,"1,000",200,1200,髙橋 花子,1,0,郵送\r
            102,10,20,31,佐藤 太郎,0,1,窓口\r
            \r
            103,5,5,１０,"鈴木, 一郎",1,1,\r

            """
        let file = try folder.write(Data(text.utf8), to: "online.csv")
        let batch = try #require(try folder.run([file]).batches.first)
        #expect(batch.states == [.done: 2, .review: 1])
        let documents = try batch.documents
        #expect(documents.map(\.pages) == [[1], [2], [3]])
        #expect(documents.map { $0.value("total") } == [.integer(1200), .integer(31), .integer(10)])
        #expect(documents.map { $0.value("name") } == [.text("髙橋花子"), .text("佐藤太郎"), .text("鈴木, 一郎")])
        #expect(documents.map { $0.value("way") } == [.text("郵送"), .text("窓口"), FieldValue.none])
        let waiting = documents[1]
        #expect(waiting.state == .review)
        #expect(waiting.openProblems.map(\.message.ja) == ["合計が合いません"])
    }

    @Test func aFileWithoutRowsIsRefused() throws {
        let folder = try folder()
        let file = try folder.write("番号,合計\n", to: "empty.csv")
        let outcome = try folder.run([file])
        #expect(outcome.batches.isEmpty)
        #expect(outcome.refused.first?.trouble.message.en.contains("no rows below the heading") == true)
    }

    @Test func withoutRecordsAJobTakesNoCSVFiles() throws {
        let folder = try SlipFolder()
        let outcome = try folder.run([try folder.write("同意\n1\n", to: "a.csv")])
        #expect(outcome.refused.count == 1)
    }
}
