import Engine
import Foundation
import Intake
import Operations
import Paperwork
import PostgresCluster
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

@Suite struct PostgresBackupTests {
    private let folder: SlipFolder
    private let dataFolder: DataFolder
    private let batch: BatchOutcome

    init() throws {
        folder = try SlipFolder()
        dataFolder = try Self.dataFolder(folder, data: "data")
        let scan = try folder.scan([.plain, .blank, .front(marks: ["consent"])])
        let outcome = try JobRunner(job: try folder.job(), dataFolder: dataFolder, workers: 1).run([scan])
        batch = try #require(outcome.batches.first)
    }

    private static func dataFolder(_ folder: SlipFolder, data: String) throws -> DataFolder {
        DataFolder(
            data: folder.file(data), outbox: folder.file("out"),
            store: .postgresql(try PostgresCluster.shared.get().newDatabase()))
    }

    @Test func whatWasBackedUpComesBackInAnotherDatabase() throws {
        let saved = folder.file("saved")
        try Backup.make(of: dataFolder, in: saved, now: Date())
        let other = try Self.dataFolder(folder, data: "other")
        let restore = try Restore(saved, to: other, replacing: false, now: Date())
        #expect(restore.movedAside == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.file("other/tema.dump").path))
        let summary = try Verification(dataFolder: other).run { Issue.record("\($0)") }
        #expect((summary.originals, summary.exports, summary.auditChains) == (1, 1, 2))
        guard case .postgresql(let address) = other.store else { return }
        let events = try Store.open(postgresql: address).placeEvents()
        #expect(events.map(\.kind) == [.batchOpened, .restored])
    }

    @Test func aDatabaseWithAStoreIsReplacedOnlyWhenAskedAndCopiedBefore() throws {
        let saved = folder.file("saved")
        try Backup.make(of: dataFolder, in: saved, now: Date())
        #expect(throws: Trouble.self) { try Restore(saved, to: dataFolder, replacing: false, now: Date()) }
        let restore = try Restore(saved, to: dataFolder, replacing: true, now: Date())
        let aside = try #require(restore.movedAside)
        #expect(FileManager.default.fileExists(atPath: aside.appending(path: "tema.dump").path))
        let summary = try Verification(dataFolder: dataFolder).run { Issue.record("\($0)") }
        #expect(summary.originals == 1)
    }

    @Test func aBackupOfTheOtherEngineIsRefused() throws {
        let saved = folder.file("saved")
        try Backup.make(of: dataFolder, in: saved, now: Date())
        let other = DataFolder(data: folder.file("other"), outbox: folder.file("out"))
        #expect(throws: Trouble.self) { try Restore(saved, to: other, replacing: true, now: Date()) }
        #expect(!FileManager.default.fileExists(atPath: other.data.path))
    }

    @Test func aDumpThatCannotBeReadLeavesTheFoldersAsTheyWere() throws {
        let saved = folder.file("saved")
        let backup = try Backup.make(of: dataFolder, in: saved, now: Date())
        let dump = saved.appending(path: "tema.dump")
        let digest = try #require(backup.files.first { $0.path == "tema.dump" }).sha256
        let list = saved.appending(path: "backup.json")
        let text = try String(contentsOf: list, encoding: .utf8)
        try Data("no dump".utf8).write(to: dump)
        try Data(text.replacing(digest, with: SHA256.hex(Data("no dump".utf8))).utf8).write(to: list)
        let before = try dataFolder.contents()
        #expect(throws: Trouble.self) { try Restore(saved, to: dataFolder, replacing: true, now: Date()) }
        #expect(try dataFolder.contents() == before)
        #expect(try Verification(dataFolder: dataFolder).run { Issue.record("\($0)") }.originals == 1)
    }

    @Test func doctorReachesTheServer() throws {
        let checks = Doctor(site: try site(), dataFolder: dataFolder, now: Date()).examine()
        #expect(checks.first { $0.subject.en == "store" }?.state == .ok)
        let nowhere = DataFolder(
            data: folder.file("other"), outbox: folder.file("out"),
            store: .postgresql("postgresql:///none?host=/nowhere"))
        let failing = Doctor(site: try site(), dataFolder: nowhere, now: Date()).examine()
        #expect(failing.first { $0.subject.en == "store" }?.state == .failure)
    }

    private func site() throws -> Site {
        try #require(SiteReader.read(try folder.write("data: data\n", to: "tema.yml")).value)
    }
}
