import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct OutcomeTests {
    private let scene: InboxScene
    private static let torn = Wording(ja: "ページが破れています。", en: "The page is torn.")

    init() throws { scene = try InboxScene() }

    private func take(_ name: String = "受付0401.pdf", pages: Int) throws -> String {
        try scene.drop(name, pages: Array(repeating: .plain, count: pages))
        try scene.look()
        try scene.look()
        return try #require(try scene.store.batches().first?.batch.id)
    }

    @Test func `a batch that is done leaves its original with what became of it`() throws {
        let batch = try take(pages: 3)
        #expect(scene.names("done/slip") == [])
        try scene.work([.done, .rejected], blank: 1)
        try scene.look()
        #expect(scene.names("done/slip") == ["受付0401.pdf", "受付0401.pdf.txt"])
        let lines = try scene.text("done/slip/受付0401.pdf.txt").split(separator: "\r\n").map(String.init)
        #expect(lines.contains("処理が終わりました。"))
        #expect(lines.contains("  バッチ: \(batch)"))
        #expect(lines.contains("  ページ: 読み込み 3 = 帳票 2 + 白紙 1 + 保留 0"))
        #expect(lines.contains("  帳票: 2件（完了 1件、却下 1件）"))
        #expect(lines.contains("  slip-\(batch).csv（1行）"))
        #expect(lines.contains("  何もする必要はありません。"))
        #expect(lines.contains("This is done."))
        #expect(scene.events.last == .settled(batch: batch, place: "done/slip/受付0401.pdf"))
    }

    @Test func `a batch with pages set aside says which and why`() throws {
        _ = try take(pages: 3)
        try scene.work([.done], setAside: [Self.torn, Self.torn])
        try scene.look()
        let text = try scene.text("set aside/slip/受付0401.pdf.txt")
        #expect(text.contains("2ページ: ページが破れています。") && text.contains("Page 3: The page is torn."))
        #expect(text.contains("スキャンし直し、"))
        #expect(scene.names("done/slip") == [])
    }

    @Test func `a batch that waits for a person moves on when the person has seen to it`() throws {
        _ = try take(pages: 2)
        try scene.work([.done, .review])
        try scene.look()
        #expect(try scene.text("waiting/slip/受付0401.pdf.txt").contains("確認待ち 1件"))
        try scene.look()
        #expect(scene.names("waiting/slip").count == 2)
        try scene.settleWaiting()
        try scene.look()
        #expect(scene.names("waiting/slip") == [])
        #expect(scene.names("done/slip") == ["受付0401.pdf", "受付0401.pdf.txt"])
        #expect(try scene.text("done/slip/受付0401.pdf.txt").contains("完了 2件"))
    }

    @Test func `the note names what waits: the fields, what was read and why`() throws {
        _ = try take(pages: 3)
        let fields = [
            ("way", "郵\n送", false), ("consent", "secret", true), ("number", String(repeating: "9", count: 99), false),
        ].map { name, text, isSensitive in
            var field = Field(name: name, type: "text", value: .text(text), text: text, isSensitive: isSensitive)
            field.decision = Decision(accepted: false, because: Self.torn)
            return field
        }
        try scene.work([.done, .review, .review], fields: fields)
        try scene.look()
        let text = try scene.text("waiting/slip/受付0401.pdf.txt")
        #expect(text.contains("2ページ（帳票 "))
        #expect(text.contains("受取方法: 「郵 送」 — ページが破れています。"))
        #expect(text.contains("同意: 「＊＊＊」 — ページが破れています。"))
        #expect(text.contains("number: \"\(String(repeating: "9", count: 40))…\" — The page is torn."))
        #expect(!text.contains("secret"))
        #expect(text.contains("書き出しは、このバッチの全件の確認が済んでから行います。"))
    }

    @Test func `a note of very many is cut, and says how many are left`() throws {
        _ = try take(pages: 150)
        try scene.work(
            Array(repeating: .review, count: 150),
            fields: ["way", "consent"].map { name in
                var field = Field(name: name, type: "text", value: .none, text: "")
                field.decision = Decision(accepted: false, because: Self.torn)
                return field
            })
        try scene.look()
        let text = try scene.text("waiting/slip/受付0401.pdf.txt")
        #expect(text.contains("ほか84件") && text.contains("and 84 more documents"))
        #expect(text.split(separator: "\r\n").count < 450)
    }

    @Test func `nothing is ever overwritten`() throws {
        try scene.folder.write("mine", to: "data/done/slip/a.b.pdf")
        try scene.folder.write("mine too", to: "data/done/slip/a.b (2).pdf.txt")
        _ = try take("a.b.pdf", pages: 1)
        try scene.work([.done])
        try scene.look()
        #expect(try scene.text("done/slip/a.b.pdf") == "mine")
        #expect(try scene.text("done/slip/a.b (2).pdf.txt") == "mine too")
        #expect(scene.names("done/slip").contains("a.b (3).pdf"))
    }

    @Test func `an original that somebody took away does not stop the others`() throws {
        _ = try take(pages: 1)
        try scene.work([.review])
        try scene.look()
        for name in scene.names("waiting/slip") {
            try FileManager.default.removeItem(at: scene.dataFolder.data.appending(path: "waiting/slip/\(name)"))
        }
        try scene.settleWaiting()
        try scene.look()
        #expect(try scene.store.openArrivals() == [])
        #expect(scene.names("done/slip") == [])
    }

    @Test func `the longest name that a folder takes gets its note too`() throws {
        let name = String(repeating: "長", count: 83) + ".pdf"
        _ = try take(name, pages: 1)
        try scene.work([.done])
        try scene.look()
        let names = scene.names("done/slip")
        #expect(names.count == 2)
        #expect(names.allSatisfy { $0.hasPrefix("長長長") && $0.utf8.count <= 255 })
    }

    @Test func `a batch that failed says so`() throws {
        let batch = try take(pages: 1)
        for _ in 0..<3 {
            guard let claim = try scene.store.claim(worker: "w", leaseSeconds: 60, now: scene.date) else { break }
            try scene.store.fail(claim, reason: Self.torn, worker: "w", now: scene.date)
        }
        while let claim = try scene.store.claim(worker: "w", leaseSeconds: 60, now: scene.date) {
            try scene.store.fail(claim, reason: Self.torn, worker: "w", now: scene.date)
        }
        #expect(try scene.store.batch(batch)?.state == .failed)
        try scene.look()
        let text = try scene.text("set aside/slip/受付0401.pdf.txt")
        #expect(text.contains("処理を終えられませんでした") && text.contains("破れて"))
    }
}
