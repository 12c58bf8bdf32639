import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// The same bytes once more: what is said of the first depends on what became of it.
@Suite struct DuplicateTests {
    private let scene: InboxScene
    private static let torn = Wording(ja: "ページが破れています。", en: "The page is torn.")

    init() throws { scene = try InboxScene() }

    /// Drops a scan, brings its batch to its rest, drops the scan again, and gives the text beside that.
    private func again(pages: Int, _ states: [DocumentState], setAside: [Wording] = []) throws -> String {
        try scene.drop("first.pdf", pages: Array(repeating: .plain, count: pages))
        for _ in 0..<2 { try scene.look() }
        try scene.work(states, setAside: setAside)
        try scene.look()
        try scene.drop("again.pdf", pages: Array(repeating: .plain, count: pages))
        for _ in 0..<2 { try scene.look() }
        return try scene.text("set aside/slip/again.pdf.txt")
    }

    private func command(_ option: String) throws -> String {
        "tema retry \(try #require(try scene.store.batches().first).batch.id) \(option)"
    }

    @Test func `what was processed may be deleted`() throws {
        let text = try again(pages: 2, [.done, .review])
        #expect(text.contains("消してかまいません") && !text.contains("tema retry"))
    }

    @Test func `of what was set aside as a whole, the command that leads on is named`() throws {
        let text = try again(pages: 2, [], setAside: [Self.torn, Self.torn])
        #expect(!text.contains("消してかまいません") && !text.contains("may be deleted"))
        #expect(try text.contains("何も処理できていません") && text.contains(command("--under-new-version")))
        #expect(try text.contains(command("--accept")))
    }

    @Test func `of what failed in part, the command that leads on is named`() throws {
        let text = try again(pages: 2, [.done, .failed])
        #expect(!text.contains("消してかまいません") && text.contains("Of that batch, 0 pages"))
        #expect(try text.contains(command("--under-new-version")))
    }

    @Test func `the text beside a batch that failed names its commands`() throws {
        try scene.drop("first.pdf")
        for _ in 0..<2 { try scene.look() }
        for _ in 0..<3 {
            let claim = try #require(try scene.store.claim(worker: "w", leaseSeconds: 60, now: scene.date))
            try scene.store.fail(claim, reason: Self.torn, isOfBatch: true, worker: "w", now: scene.date)
        }
        try scene.look()
        let text = try scene.text("set aside/slip/first.pdf.txt")
        #expect(try text.contains(command("--under-new-version")) && text.contains("ページが破れています。"))
        let batch = try #require(try scene.store.batches().first).batch.id
        #expect(try scene.store.retry(batch: batch, now: scene.date))
        try scene.work([.done])
        try scene.look()
        #expect(scene.names("set aside/slip") == [])
        #expect(try scene.text("done/slip/first.pdf.txt").contains("処理が終わりました。"))
    }

    @Test func `what nothing can go on with is taken again`() throws {
        _ = try again(pages: 1, [], setAside: [Self.torn])
        let first = try #require(try scene.store.batches().first).batch.id
        #expect(try scene.store.purgePages(ofBatch: first, actor: nil, now: scene.date))
        try FileManager.default.removeItem(at: scene.dataFolder.pages.url(of: first))
        try scene.drop("third.pdf")
        for _ in 0..<2 { try scene.look() }
        #expect(try scene.store.batches().map(\.batch.id) == [first, "\(first)-2"])
        #expect(try scene.batches() == ["first.pdf", "third.pdf"])
    }
}
