import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct ArrivalTests {
    private let scene: InboxScene

    init() throws { scene = try InboxScene() }

    @Test func `a whole file is taken when it did not change for two seconds`() throws {
        try scene.drop("a.pdf")
        try scene.look()
        #expect(try scene.batches() == [])
        try scene.look(after: 1.9)
        #expect(try scene.batches() == [])
        try scene.look(after: 0.2)
        #expect(try scene.batches() == ["a.pdf"])
        #expect(scene.names() == [])
        let record = try #require(try scene.store.batches().first)
        #expect(record.batch.pageCount == 1)
        let kept = try Data(contentsOf: scene.dataFolder.pages.url(of: record.pageFile))
        #expect(kept == Slip.pdf([.plain]))
    }

    @Test func `a file that arrives piece by piece is never taken before its end`() throws {
        let whole = Slip.pdf([.plain, .blank])
        let file = try scene.drop("slow.pdf", Data())
        let handle = try FileHandle(forWritingTo: file)
        for start in stride(from: 0, to: whole.count, by: 97) {
            try handle.write(contentsOf: whole[start..<min(whole.count, start + 97)])
            try scene.look(after: start % 2 == 0 ? 0.5 : 3)
            try scene.look(after: 30)
            #expect(try scene.batches() == [])
        }
        try scene.look()
        #expect(try scene.batches() == [], "it is still held open")
        try handle.close()
        try scene.look()
        #expect(try scene.batches() == ["slow.pdf"])
        #expect(try scene.store.batches().first?.batch.pageCount == 2)
    }

    @Test func `a file that grows by a whole file at a time is taken once, at its last`() throws {
        let file = try scene.drop("grows.pdf", pages: [.plain])
        try scene.look()
        try Slip.pdf([.plain, .plain]).write(to: file)
        try scene.look()
        #expect(try scene.batches() == [])
        try scene.look()
        #expect(try scene.store.batches().map(\.batch.pageCount) == [2])
    }

    @Test func `a file that is renamed in is taken, and not before under its temporary name`() throws {
        for (index, temporary) in [".a.pdf", "~a.pdf", "a.tmp", "a.pdf.part", "a.PDF.filepart"].enumerated() {
            let file = try scene.drop(temporary, pages: Array(repeating: .plain, count: index + 1))
            try scene.look()
            try scene.look()
            #expect(scene.names() == [temporary])
            try FileManager.default.moveItem(at: file, to: scene.inbox.appending(path: "\(index).pdf"))
            try scene.look()
            try scene.look()
            #expect(try scene.store.batches().count == index + 1)
        }
        #expect(scene.names() == [])
    }

    @Test func `an old time, or a clock set back, hides nothing`() throws {
        let file = try scene.drop("old.pdf")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 100_000)], ofItemAtPath: file.path)
        try scene.look()
        scene.date -= 86_400 * 400
        try scene.drop("late.pdf", pages: [.plain, .blank])
        try scene.look()
        try scene.look()
        #expect(Set(try scene.batches()) == ["old.pdf", "late.pdf"])
    }

    @Test func `a marker says that a file is whole, and goes with it`() throws {
        try scene.drop("a.pdf")
        try scene.drop("a.pdf.done", Data())
        try scene.drop("early.pdf.done", Data())
        try scene.look()
        #expect(try scene.batches() == ["a.pdf"])
        #expect(scene.names() == ["early.pdf.done"])
        try scene.drop("early.pdf", pages: [.blank])
        try scene.look()
        #expect(try scene.batches().last == "early.pdf")
        #expect(scene.names() == [])
    }

    @Test func `the same bytes again are set aside with a note that names the first`() throws {
        for number in 1...10 { try scene.drop("copy\(number).pdf") }
        try scene.look()
        try scene.look()
        #expect(try scene.batches() == ["copy1.pdf"])
        let batch = try #require(try scene.store.batches().first?.batch.id)
        #expect(scene.names("set aside/slip").count == 18)
        let note = try scene.text("set aside/slip/copy10.pdf.txt")
        #expect(note.contains(batch) && note.contains("copy1.pdf") && note.contains("二重には処理していません"))
        try scene.drop("copy2.pdf")
        try scene.look()
        try scene.look()
        #expect(scene.names("set aside/slip").contains("copy2 (2).pdf"))
        #expect(try scene.store.batches().count == 1)
        #expect(scene.names("taking").count == 1)
    }

    @Test(arguments: [
        "Thumbs.db", "desktop.ini", ".DS_Store", "._scan.pdf", "~$list.pdf", ".~lock.scan.pdf#", "__MACOSX/a.pdf",
    ])
    func `litter stays where it is and is no arrival`(name: String) throws {
        try scene.drop(name)
        try scene.look()
        try scene.look(after: 700)
        #expect(scene.names() == [name.split(separator: "/").first.map(String.init)])
        #expect(try scene.batches() == [])
        #expect(scene.events == [])
    }

    @Test func `what is no file is never followed, and said once`() throws {
        let secret = try scene.folder.write(Slip.pdf([.plain]), to: "elsewhere.pdf")
        try FileManager.default.createSymbolicLink(
            at: scene.inbox.appending(path: "link.pdf"), withDestinationURL: secret)
        mkfifo(scene.inbox.appending(path: "pipe.pdf").path, 0o600)
        for _ in 0..<4 { try scene.look(after: 400) }
        #expect(try scene.batches() == [])
        #expect(scene.events.count == 2)
        #expect(
            scene.names() == ["link.pdf", "link.pdf（読み取り待ち）.txt", "pipe.pdf", "pipe.pdf（読み取り待ち）.txt"])
        let reasons = InboxItem.list(in: scene.dataFolder, workflows: [scene.workflow]).map { $0.reason?.en ?? "" }
        #expect(reasons.count == 2)
        #expect(reasons.allSatisfy { $0.contains("never followed") })
    }

    @Test func `a file of another kind is set aside with the reason`() throws {
        try scene.drop("list.xlsx", Data("PK\u{3}\u{4} and so on".utf8))
        try scene.look()
        try scene.look()
        #expect(scene.names() == [])
        #expect(scene.names("set aside/slip") == ["list.xlsx", "list.xlsx.txt"])
        let bytes = try Data(contentsOf: scene.dataFolder.data.appending(path: "set aside/slip/list.xlsx.txt"))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let note = try scene.text("set aside/slip/list.xlsx.txt")
        #expect(note.contains("ZIP / Office") && note.contains("保存し直してください") && note.contains("\r\n"))
        #expect(scene.names("taking") == [])
        #expect(scene.names("pages") == [])
    }
}
