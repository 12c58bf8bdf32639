import Engine
import Foundation
import Imaging
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Synchronization
import Testing

@Suite struct InboxTroubleTests {
    private let scene: InboxScene

    init() throws { scene = try InboxScene() }

    private var troubles: [InboxEvent] {
        scene.events.filter { if case .trouble = $0 { true } else { false } }
    }

    @Test func `an incomplete file gets a note after ten minutes, which goes when it is taken`() throws {
        let whole = Slip.pdf([.plain])
        try scene.drop("半分.pdf", whole.prefix(whole.count / 2))
        try scene.look()
        try scene.look(after: 590)
        #expect(scene.names() == ["半分.pdf"])
        try scene.look(after: 10)
        #expect(scene.names() == ["半分.pdf", "半分.pdf（読み取り待ち）.txt"])
        let note = try scene.text("inbox/slip/半分.pdf（読み取り待ち）.txt")
        #expect(note.contains("「半分.pdf」はまだ読み取れません。\r\n"))
        #expect(note.contains("%%EOF"))
        for _ in 0..<5 { try scene.look(after: 300) }
        #expect(scene.events.count == 1)
        try scene.drop("半分.pdf", whole)
        try scene.look()
        #expect(scene.names() == ["半分.pdf"], "the note is of the file as it was")
        try scene.look()
        #expect(scene.names() == [])
        #expect(try scene.batches() == ["半分.pdf"])
    }

    @Test func `a note goes with the file that it is about, also after a restart`() throws {
        try scene.drop("half.pdf", Data("%PDF-1.4".utf8))
        try scene.look()
        try scene.look(after: 601)
        #expect(scene.names().count == 2)
        try FileManager.default.removeItem(at: scene.inbox.appending(path: "half.pdf"))
        scene.restart()
        try scene.look()
        #expect(scene.names() == [])
    }

    @Test func `an incomplete file with a marker is taken, and refused with the reason`() throws {
        try scene.drop("half.pdf", Data("%PDF-1.4\nhalf".utf8))
        try scene.drop("half.pdf.done", Data())
        try scene.look()
        #expect(scene.names() == [])
        #expect(try scene.text("set aside/slip/half.pdf.txt").contains("途中で切れています"))
    }

    @Test func `a file above the limits is refused before it is copied`() throws {
        let scene = try InboxScene(limits: PageLimits(pixels: 1_000_000, pages: 10, bytes: 1000))
        try scene.drop("big.pdf", pages: Array(repeating: .plain, count: 5))
        try scene.look()
        try scene.look()
        #expect(scene.names("set aside/slip") == ["big.pdf", "big.pdf.txt"])
        #expect(try scene.text("set aside/slip/big.pdf.txt").contains("大きすぎます"))
    }

    @Test func `where nothing can be kept, all stays in the inbox until it can`() throws {
        try FileManager.default.removeItem(at: scene.dataFolder.data.appending(path: "pages"))
        try scene.folder.write("in the way", to: "data/pages")
        for number in 1...3 { try scene.drop("\(number).pdf", pages: Array(repeating: .plain, count: number)) }
        for _ in 0..<30 { try scene.look(after: 20) }
        #expect(scene.names() == ["1.pdf", "2.pdf", "3.pdf"])
        #expect(scene.names("taking") == [])
        #expect(try scene.batches() == [])
        #expect(troubles.count == 1)
        try FileManager.default.removeItem(at: scene.dataFolder.data.appending(path: "pages"))
        for _ in 0..<4 { try scene.look(after: 20) }
        #expect(try Set(scene.batches()) == ["1.pdf", "2.pdf", "3.pdf"])
        #expect(scene.events.contains(.healed(inbox: "slip")))
        #expect(scene.names() == [])
    }

    @Test func `where the text can't be written, the original stays taken until it can`() throws {
        try scene.folder.write("in the way", to: "data/set aside")
        try scene.drop("list.csv", Data("a,b".utf8))
        for _ in 0..<10 { try scene.look(after: 20) }
        #expect(scene.names("taking").count == 1)
        #expect(scene.names() == [])
        try FileManager.default.removeItem(at: scene.dataFolder.data.appending(path: "set aside"))
        for _ in 0..<5 { try scene.look(after: 20) }
        #expect(scene.names("set aside/slip") == ["list.csv", "list.csv.txt"])
        #expect(scene.names("taking") == [])
    }

    @Test func `an inbox that goes away is told once and looked at less and less often`() throws {
        try scene.look()
        try FileManager.default.removeItem(at: scene.inbox)
        for _ in 0..<20 { try scene.look(after: 2) }
        #expect(troubles.count == 1)
        try scene.drop("a.pdf")
        try scene.look(after: 60)
        try scene.look(after: 2)
        #expect(try scene.batches() == ["a.pdf"])
    }

    @Test func `what lies under taking for a workflow that is gone is kept and told`() throws {
        try scene.folder.write(Slip.pdf([.plain]), to: "data/taking/other~1/a.pdf")
        try scene.drop("a.pdf")
        try scene.look()
        try scene.look()
        #expect(troubles.count == 1)
        #expect(try scene.batches() == ["a.pdf"])
        #expect(scene.names("taking/other~1") == ["a.pdf"])
    }

    @Test func `the watcher's own thread takes what comes and stops when told`() throws {
        let settled = DispatchSemaphore(value: 0)
        let watcher = scene.newWatcher(
            timing: InboxTiming(poll: 0.05, settle: 0.1),
            report: {
                if case .refused = $0 { settled.signal() }
            })
        watcher.start()
        try scene.drop("list.csv", Data("a,b".utf8))
        #expect(settled.wait(timeout: .now() + 30) == .success)
        watcher.stop()
        #expect(scene.names("set aside/slip").count == 2)
        try scene.drop("later.csv", Data("a,b".utf8))
        #expect(scene.names() == ["later.csv"])
    }

    @Test func `names in an inbox that are not UTF-8 are told and hold up nothing`() throws {
        let descriptor = open(scene.inbox.path + "/", O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        let name: [CChar] = [-125, 101, 46, 112, 100, 102, 0]
        close(openat(descriptor, name, O_CREAT | O_WRONLY, 0o600))
        try scene.drop("a.pdf")
        for _ in 0..<4 { try scene.look() }
        #expect(try scene.batches() == ["a.pdf"])
        #expect(scene.events.count { if case .unreadableNames = $0 { true } else { false } } == 1)
    }
}
