import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct VerificationTests {
    private let finished: FinishedPlace

    init() throws { finished = try FinishedPlace() }

    @Test func aPlaceThatNobodyTouchedIsAsItWasWritten() throws {
        let (summary, faults) = try finished.faults()
        #expect(faults == [])
        #expect((summary.originals, summary.exports, summary.exportsMoved) == (1, 1, 0))
        #expect(summary.auditChains == 2)
        let events = try finished.store().events(ofBatch: finished.batch.batch.id)
        #expect(
            events.map(\.kind) == [
                .received, .split, .documentDone, .documentDone, .exported, .finished, .timeCounted,
            ])
        #expect(events[4].detail["sha256"] == SHA256.hex(try Data(contentsOf: finished.export)))
    }

    @Test func anExportThatWasMovedAwayIsNoFault() throws {
        try FileManager.default.removeItem(at: finished.export)
        let (summary, faults) = try finished.faults()
        #expect(faults == [])
        #expect((summary.exports, summary.exportsMoved) == (0, 1))
    }

    @Test func anExportThatWasChangedIsFoundEvenWithAManifestThatFits() throws {
        try Data("changed".utf8).write(to: finished.export)
        #expect(try finished.faults().faults.map(\.part) == [.exports])
        var manifest = try ExportManifest(beside: finished.export)
        manifest.sha256 = SHA256.hex(Data("changed".utf8))
        try JSONEncoder().encode(manifest).write(to: URL(filePath: finished.export.path + ".manifest.json"))
        #expect(try finished.faults().faults.map(\.subject) == [finished.batch.batch.id])
    }

    @Test func anOriginalThatIsGoneOrChangedIsFound() throws {
        try Data("changed".utf8).write(to: finished.original)
        #expect(try finished.faults().faults.first?.message.en.contains("not as it came in") == true)
        try FileManager.default.removeItem(at: finished.original)
        let (summary, faults) = try finished.faults()
        #expect(faults.map(\.part) == [.pages])
        #expect(faults.first?.message.en.contains("is not there") == true)
        #expect((summary.originals, summary.faults) == (0, 1))
    }

    @Test func whereNothingWasProcessedThereIsNothingToVerify() throws {
        let nowhere = DataFolder(data: finished.folder.file("nowhere"), outbox: finished.folder.file("out"))
        #expect(throws: Trouble.self) { try Verification(dataFolder: nowhere) }
        #expect(!FileManager.default.fileExists(atPath: nowhere.data.path))
    }
}
