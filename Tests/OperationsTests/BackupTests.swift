import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

@Suite struct BackupTests {
    private let finished: FinishedPlace
    private let folder: URL

    init() throws {
        finished = try FinishedPlace()
        folder = finished.folder.file("backup")
        try finished.folder.write(
            "workflow: slip\n", to: "data/versions/\(try finished.folder.job().workflow.sha256)/workflow.yml")
        try finished.folder.write("unknown to the store", to: "data/pages/other/original.pdf")
        try finished.folder.write("trained here", to: "data/models/digits.model")
        _ = try LedgerSeal(keyFile: finished.dataFolder.ledgerKey)
    }

    private func restored(to data: String, replacing: Bool = false) throws -> (Restore, DataFolder) {
        let dataFolder = DataFolder(data: finished.folder.file(data), outbox: finished.folder.file("out"))
        return (try Restore(folder, to: dataFolder, replacing: replacing, now: Date()), dataFolder)
    }

    @Test func whatWasBackedUpComesBackTheSame() throws {
        let backup = try Backup.make(of: finished.dataFolder, in: folder, now: Date())
        let (restore, dataFolder) = try restored(to: "again")
        #expect(restore.backup == backup)
        #expect(restore.movedAside == nil)
        var expected = try finished.dataFolder.contents().filter { !$0.key.hasPrefix("scratch") }
        expected["pages/other/original.pdf"] = nil
        #expect(try dataFolder.contents() == expected)
        #expect(expected.keys.contains { $0.hasPrefix("versions/") })
        #expect(expected["models/digits.model"] == Data("trained here".utf8))
        let key = try FileManager.default.attributesOfItem(atPath: dataFolder.ledgerKey.path)
        #expect(key[.posixPermissions] as? Int == 0o600)
        let store = try Store.open(sqliteAt: dataFolder.storeFile)
        #expect(try store.documents(inBatch: finished.batch.batch.id) == finished.batch.documents)
        #expect(try store.placeEvents().map(\.kind) == [.batchOpened, .restored])
        #expect(try finished.store().placeEvents().map(\.kind) == [.batchOpened, .backedUp])
        #expect(try finished.faults(in: dataFolder).faults == [])
        #expect(try finished.faults().faults == [])
    }

    @Test func aBackupIsWholeOrNotThere() throws {
        try FileManager.default.removeItem(at: finished.original)
        let before = try FileManager.default.contentsOfDirectory(atPath: finished.folder.url.path).sorted()
        let trouble = #expect(throws: Trouble.self) {
            try Backup.make(of: finished.dataFolder, in: folder, now: Date())
        }
        #expect(trouble?.message.en.contains(finished.batch.batch.id) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: finished.folder.url.path).sorted() == before)
    }

    @Test func aFolderThatIsThereIsNotWrittenOver() throws {
        try finished.folder.write("mine", to: "backup/notes.txt")
        #expect(throws: Trouble.self) { try Backup.make(of: finished.dataFolder, in: folder, now: Date()) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
    }

    @Test(arguments: ["changed", "missing", "no list", "leaves the folder"])
    func aDamagedBackupTouchesNothing(damage: String) throws {
        let backup = try Backup.make(of: finished.dataFolder, in: folder, now: Date())
        let page = try #require(backup.files.map(\.path).first { $0.hasPrefix("pages/") })
        let list = folder.appending(path: "backup.json")
        switch damage {
        case "changed": try Data("x".utf8).write(to: folder.appending(path: page))
        case "missing": try FileManager.default.removeItem(at: folder.appending(path: page))
        case "no list": try FileManager.default.removeItem(at: list)
        default:
            let text = try String(contentsOf: list, encoding: .utf8)
            try Data(text.replacing(page, with: "../" + page).utf8).write(to: list)
        }
        let before = try finished.dataFolder.contents()
        #expect(throws: Trouble.self) { try restored(to: "data", replacing: true) }
        #expect(try finished.dataFolder.contents() == before)
        #expect(throws: Trouble.self) { try restored(to: "again") }
        #expect(!FileManager.default.fileExists(atPath: finished.folder.file("again").path))
    }

    @Test func aDataFolderWithSomethingInItIsMovedAsideOnlyWhenAsked() throws {
        try Backup.make(of: finished.dataFolder, in: folder, now: Date())
        try finished.folder.write("a scan", to: "data/inbox/slip/scan.pdf")
        let before = try finished.dataFolder.contents()
        #expect(throws: Trouble.self) { try restored(to: "data") }
        #expect(try finished.dataFolder.contents() == before)
        let (restore, dataFolder) = try restored(to: "data", replacing: true)
        let aside = try #require(restore.movedAside)
        #expect(try DataFolder(data: aside, outbox: aside).contents() == before)
        #expect(try dataFolder.contents()["inbox/slip/scan.pdf"] == nil)
        #expect(try finished.faults().faults == [])
    }

    @Test func anEmptyDataFolderIsTaken() throws {
        try Backup.make(of: finished.dataFolder, in: folder, now: Date())
        try FileManager.default.createDirectory(
            at: finished.folder.file("empty"), withIntermediateDirectories: false)
        let (restore, dataFolder) = try restored(to: "empty")
        #expect(restore.movedAside == nil)
        #expect(try finished.faults(in: dataFolder).faults == [])
    }
}
