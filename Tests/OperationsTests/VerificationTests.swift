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

    @Test func `months can be proved without their key, and the missing key is named with what to do`() throws {
        let store = try finished.store()
        let key = finished.dataFolder.ledgerKey
        let later = Date().addingTimeInterval(40 * 86_400)
        let month = String(store.day(of: Date()).prefix(7))
        let seal = try finished.dataFolder.seal(for: store, isNew: false)
        #expect(try store.closeMonth(month, seal: seal, actor: "山田", now: later).publicKey == seal.publicKey)
        #expect(try finished.faults().faults == [])
        try FileManager.default.removeItem(at: key)
        let faults = try finished.faults().faults
        #expect(faults.map(\.subject) == ["keys/ledger.key"])
        #expect(faults.first?.message.en.contains("--new-key") == true)
        #expect(throws: Trouble.self) { try finished.dataFolder.seal(for: store, isNew: false) }
        #expect(!FileManager.default.fileExists(atPath: key.path))
        #expect(try finished.dataFolder.seal(for: store, isNew: true).publicKey != seal.publicKey)
        // Another key lies there now: it signs nothing that nobody asked it to.
        #expect(throws: Trouble.self) { try finished.dataFolder.seal(for: store, isNew: false) }
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
