import Engine
import Foundation
import Imaging
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// Files that seem to lack something of their end, and names that a log or a terminal can't show as they are.
@Suite struct UnfinishedFileTests {
    private let scene: InboxScene

    init() throws { scene = try InboxScene() }

    /// A sound PDF whose last mark some program cut off.
    private static let withoutEnd = Slip.pdf([.plain, .blank]).dropLast(6)

    @Test func `a file that its reader opens is taken two minutes after its last change`() throws {
        try scene.drop("cut.pdf", Data(Self.withoutEnd))
        try scene.look()
        try scene.look(after: 119)
        #expect(try scene.batches() == [])
        try scene.look(after: 2)
        #expect(try scene.store.batches().map(\.batch.pageCount) == [2])
        #expect(scene.names() == [])
    }

    @Test func `a file that changes is waited for anew`() throws {
        let file = try scene.drop("cut.pdf", Data(Self.withoutEnd))
        try scene.look()
        try scene.look(after: 100)
        try Data(Self.withoutEnd.dropLast(2)).write(to: file)
        try scene.look(after: 100)
        try scene.look(after: 100)
        #expect(try scene.batches() == [])
        try scene.look(after: 30)
        #expect(try scene.batches() == ["cut.pdf"])
    }

    @Test func `a file that its reader can't open stays, with a note`() throws {
        try scene.drop("half.pdf", Data(Slip.pdf([.plain]).prefix(700)))
        try scene.drop("none.pdf", Data())
        try scene.look()
        try scene.look(after: 300)
        #expect(scene.names() == ["half.pdf", "none.pdf"])
        try scene.look(after: 300)
        #expect(scene.names().filter { $0.hasSuffix(".txt") }.count == 2)
        #expect(try scene.batches() == [])
    }

    @Test func `a folder is taken when each file of it opens`() throws {
        try scene.drop("good/1.pdf", Data(Self.withoutEnd))
        try scene.drop("good/2.pdf")
        try scene.drop("bad/1.pdf", Data(Self.withoutEnd))
        try scene.drop("bad/2.pdf", Data("%PDF-1.4".utf8))
        try scene.look()
        try scene.look(after: 121)
        #expect(try scene.batches() == ["good"])
        #expect(scene.names() == ["bad"])
    }

    @Test func `names that are not UTF-8 are counted, noted and shown by their codes`() throws {
        let folder = open(scene.inbox.path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        let name: [CChar] = [-125, 101, 46, 112, 100, 102, 0]
        close(openat(folder, name, O_CREAT | O_WRONLY, 0o600))
        for _ in 0..<3 { try scene.look() }
        #expect(scene.events == [.unreadableNames(inbox: "slip", ["\\x83e.pdf"])])
        let note = try scene.text("inbox/slip/名前の読めないファイル（読み取り待ち）.txt")
        #expect(note.contains("1 件") && note.contains("\\x83e.pdf") && note.contains("UTF-8"))
        let items = InboxItem.list(in: scene.dataFolder, workflows: [scene.workflow])
        #expect(items.map(\.file) == ["\\x83e.pdf"] && items.allSatisfy { $0.reason != nil })
        unlinkat(folder, name, 0)
        try scene.look()
        #expect(scene.names() == [])
    }

    @Test func `a name with a line feed or an escape keeps to its line in the note`() throws {
        try scene.drop("a\nb\u{1B}[31m.txt", Data("x".utf8))
        try scene.look()
        try scene.look()
        let note = try #require(scene.names("set aside/slip").first { $0.hasSuffix(".txt.txt") })
        let text = try scene.text("set aside/slip/\(note)")
        #expect(text.contains("「a\\nb\\x1b[31m.txt」"))
        #expect(!text.contains("\u{1B}") && !text.contains("a\r\nb"))
    }

    @Test func `a long name keeps its ending`() throws {
        let name = String(repeating: "あ", count: 83) + ".pdf"
        try scene.drop(name, Data("no scan".utf8))
        try scene.look()
        try scene.look()
        let names = scene.names("set aside/slip")
        #expect(names.count == 2 && names.contains { $0.hasSuffix("あ.pdf") }, "\(names)")
    }
}
