import Engine
import Foundation
import Imaging
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct InboxFolderTests {
    private let scene: InboxScene

    init() throws { scene = try InboxScene() }

    @Test func `a folder is one batch, its pages in natural order`() throws {
        try scene.drop("申請/page10.pdf", pages: [.plain])
        try scene.drop("申請/page2.pdf", pages: [.plain, .blank])
        try scene.drop("申請/page9/b.pdf", pages: [.plain, .blank, .plain])
        try scene.drop("申請/Thumbs.db", Data("x".utf8))
        try scene.look()
        try scene.look()
        let record = try #require(try scene.store.batches().first)
        #expect(record.batch.file == "申請")
        #expect(record.batch.pageCount == 6)
        let kept = scene.dataFolder.pages.url(of: record.pageFile)
        #expect(try FolderEntry.tree(kept).map(\.path) == ["page2.pdf", "page9/b.pdf", "page10.pdf"])
        #expect(scene.names() == [])
        try scene.work([.done, .done, .done, .done, .done, .done])
        try scene.look()
        #expect(scene.names("done/slip") == ["申請", "申請.txt"])
    }

    @Test func `a folder is taken only when all in it is still and whole`() throws {
        let whole = Slip.pdf([.plain])
        try scene.drop("f/1.pdf", whole)
        try scene.look()
        try scene.drop("f/2.pdf", whole.prefix(whole.count / 2))
        try scene.look()
        try scene.look(after: 60)
        try scene.drop("f/2.pdf", Slip.pdf([.plain, .plain]))
        try scene.drop("f/3.part", Data())
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == [])
        try FileManager.default.removeItem(at: scene.inbox.appending(path: "f/3.part"))
        try scene.look()
        try scene.look()
        #expect(try scene.store.batches().map(\.batch.pageCount) == [3])
    }

    @Test func `a file in a folder that can't be read costs one page`() throws {
        try scene.drop("f/1.pdf")
        try scene.drop("f/2.txt", Data("not a scan".utf8))
        try scene.drop("f/3.pdf", pages: [.plain, .plain])
        try scene.look()
        try scene.look()
        let record = try #require(try scene.store.batches().first)
        #expect(record.batch.pageCount == 4)
        let source = try PageSource(opening: scene.dataFolder.pages.url(of: record.pageFile))
        let trouble = #expect(throws: Trouble.self) { try source.page(2) }
        #expect(trouble?.message.en.contains("2.txt") == true)
        #expect(try source.page(4).number == 4)
    }

    @Test func `an empty folder, and one that holds a link, wait`() throws {
        try FileManager.default.createDirectory(
            at: scene.inbox.appending(path: "empty"), withIntermediateDirectories: true)
        try scene.drop("f/1.pdf")
        try FileManager.default.createSymbolicLink(
            at: scene.inbox.appending(path: "f/2.pdf"), withDestinationURL: scene.folder.file("slip"))
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == [])
        #expect(scene.names() == ["empty", "f"])
        let items = InboxItem.list(in: scene.dataFolder, workflows: [scene.workflow])
        #expect(items.map(\.file) == ["empty", "f"])
        #expect(items.allSatisfy { $0.reason != nil })
    }

    @Test func `the same files in another folder are a duplicate`() throws {
        for name in ["first", "second"] {
            try scene.drop("\(name)/1.pdf")
            try scene.drop("\(name)/2.pdf", pages: [.blank])
        }
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == ["first"])
        #expect(scene.names("set aside/slip") == ["second", "second.txt"])
    }

    @Test func `tema run takes a folder too`() throws {
        let folder = try SlipFolder()
        try folder.scan([.plain], to: "scans/page10.pdf")
        try folder.scan([.plain, .blank], to: "scans/page9.pdf")
        let outcome = try folder.run([folder.file("scans")])
        #expect(outcome.refused.isEmpty)
        #expect(
            outcome.batches.map(\.count) == [
                PageCount(scanned: 3, inDocuments: 2, blank: 1, setAside: 0, waiting: 0)
            ])
        let documents = try outcome.batches.first?.documents
        #expect(documents?.map(\.pages) == [[1], [3]])
    }
}
