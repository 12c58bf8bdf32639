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

/// No export that stands is replaced by another batch's, nor anything else that lies in the outbox.
@Suite struct ExportNamingTests {
    private let folder: SlipFolder

    init() throws { folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.steps()) }

    private static func steps(file: String = "slip.csv", encoding: String = "UTF-8") -> String {
        """
        - read: {error-budget: 49%}
        - export:
            file: "\(file)"
            encoding: \(encoding)
            unencodable: geta
            columns: {番号: number, 氏名: name}
        """
    }

    private func run(_ number: String, name: String = "A") throws -> String {
        let scan = try folder.scan([.front(writing: ["number": number, "name": name])], to: "\(number).pdf")
        return try #require(try folder.run([scan]).batches.first).batch.id
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.dataFolder.outbox.path).filter { !$0.hasPrefix(".") }
            .sorted()
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.file("out/\(name)"), encoding: .utf8)
    }

    private func expectWhole() throws { try Verification(dataFolder: folder.dataFolder).run { Issue.record("\($0)") } }

    private func faults() throws -> [VerificationFault] {
        var faults: [VerificationFault] = []
        try Verification(dataFolder: folder.dataFolder).run { faults.append($0) }
        return faults
    }

    @Test func aSecondBatchGetsANameOfItsOwn() throws {
        let first = try run("7001")
        let second = try run("7002")
        let own = "slip-\(second).csv"
        #expect(try names() == ["slip.csv", "slip.csv.manifest.json", own, own + ".manifest.json"].sorted())
        #expect(try text("slip.csv").contains("7001"))
        #expect(try text(own).contains("7002"))
        #expect(try ExportManifest(beside: folder.file("out/slip.csv")).batch.id == first)
        #expect(try ExportManifest(beside: folder.file("out/\(own)")).batch.id == second)
        try expectWhole()
    }

    @Test func aNameStaysItsBatchsAfterTheFileWasFetched() throws {
        _ = try run("7001")
        for name in try names() { try FileManager.default.removeItem(at: folder.file("out/\(name)")) }
        let second = try run("7002")
        #expect(try names() == ["slip-\(second).csv", "slip-\(second).csv.manifest.json"])
    }

    @Test(arguments: ["slip.csv", "slip.csv.manifest.json", "slip-外字.csv", "slip.csv/in a folder"])
    func whatSomebodyElsePutThereStays(name: String) throws {
        try folder.write("not Tema's", to: "out/\(name)")
        let batch = try run("7001")
        #expect(try text(name) == "not Tema's")
        #expect(try text("slip-\(batch).csv").contains("7001"))
        #expect(try ExportManifest(beside: folder.file("out/slip-\(batch).csv")).batch.id == batch)
        try expectWhole()
    }

    @Test func theListOfLackingCharactersIsNoOtherBatchs() throws {
        try folder.write(
            SlipFolder.job(split: "form", steps: Self.steps(encoding: "CP932"), hasBaseline: true),
            to: "slip/workflow.yml")
        _ = try run("7001", name: "Caf\u{E9}")
        let second = try run("7002")
        #expect(try names().contains("slip-外字.csv"))
        #expect(try !names().contains("slip-\(second)-外字.csv"))
    }

    /// As a crash leaves it: the files are there, and the store has not noted them.
    @Test func afterACrashTheSameNameIsWrittenAnew() throws {
        let batch = try run("7001")
        let before = try names()
        let raw = try SQLDatabase.open(sqliteAt: folder.dataFolder.storeFile)
        try raw.write { connection in
            for sql in [
                "DROP TRIGGER ledger_entry_delete", "DELETE FROM export_file", "DELETE FROM ledger_entry",
                "DELETE FROM time_day",
                "UPDATE export_name SET standing = NULL",
                "UPDATE batch SET state = 'split', finished = NULL, parts = 0",
            ] {
                try connection.execute(sql)
            }
        }
        #expect(try run("7001") == batch)
        #expect(try names() == before)
        // The audit trail tells of the time entries that were taken away here; of the exports nothing is amiss.
        #expect(try faults().filter { $0.part != .books } == [])
    }

    @Test func theSameScanInAFreshStoreWritesTheSameFile() throws {
        _ = try run("7001")
        let before = try names()
        try FileManager.default.removeItem(at: folder.dataFolder.data)
        _ = try run("7001")
        #expect(try names() == before)
        // Somebody changed what was exported: that is not lost.
        try folder.write("番号,氏名\r\n7001,B\r\n", to: "out/slip.csv")
        try FileManager.default.removeItem(at: folder.dataFolder.data)
        let batch = try run("7001")
        #expect(try text("slip.csv").contains("7001,B"))
        #expect(try names().contains("slip-\(batch).csv"))
    }

    @Test func anExportThatAnotherBatchsReplacedIsFound() throws {
        let first = try run("7001")
        let second = try run("7002")
        for ending in ["", ".manifest.json"] {
            let target = folder.file("out/slip.csv\(ending)")
            try FileManager.default.removeItem(at: target)
            try FileManager.default.copyItem(at: folder.file("out/slip-\(second).csv\(ending)"), to: target)
        }
        let fault = try #require(try faults().first)
        #expect(fault.subject == first)
        #expect(fault.message.en.contains("replaced by that of batch \(second)"))
    }

    /// What an earlier version did, which knew no names.
    @Test func anExportThatWasReplacedBeforeNamesWereKeptIsFound() throws {
        let first = try run("7001")
        let second = try run("7002")
        let raw = try SQLDatabase.open(sqliteAt: folder.dataFolder.storeFile)
        try raw.write { connection in
            try connection.execute("UPDATE export_name SET batch = ? WHERE path = 'slip.csv'", [.text(second)])
        }
        let fault = try #require(try faults().first)
        #expect(fault.subject == first)
        #expect(fault.message.en.contains("1 row"))
    }

    @Test func workersOfOnePlaceNeverShareAName() throws {
        let scans = try (1...6).map { number in
            try folder.scan([.front(writing: ["number": "700\(number)"])], to: "\(number).pdf")
        }
        let outcome = try folder.run(scans, workers: 3)
        let files = outcome.batches.flatMap(\.exports).map(\.file.lastPathComponent)
        #expect(Set(files).count == 6)
        for (number, batch) in outcome.batches.enumerated() {
            #expect(try text(try #require(batch.exports.first).file.lastPathComponent).contains("700\(number + 1)"))
        }
        try expectWhole()
    }
}
