import Engine
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct UndoTests {
    private let sato = DeskScene.reviewer("sato")
    private let abe = DeskScene.reviewer("abe")

    private static let steps = """
        - read: {error-budget: 0%}
        - review
        - export: {file: "slip-{batch}.csv", columns: {同意: consent, 至急: urgent, 受取方法: way}}
        """

    @Test func `what was settled is taken back field by field`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let (view, hold) = try scene.openFirst(by: sato)
        let before = try scene.document(view.id)
        _ = try scene.settle("consent", "0", hold, by: sato, seconds: 2)
        _ = try scene.settle("urgent", "1", hold, by: sato, seconds: 2)
        let first = try #require(try scene.desk.undo(for: sato))
        #expect(first.field == "urgent")
        #expect(first.view.field("urgent")?.state == .doubt)
        #expect(first.view.field("consent")?.state == .settled)
        #expect(throws: LostHold.self) { try scene.settle("urgent", "1", hold, by: sato) }
        let second = try #require(try scene.desk.undo(for: sato))
        #expect(second.field == "consent")
        #expect(try scene.document(view.id).fields.map(\.value) == before.fields.map(\.value))
        #expect(try scene.desk.undo(for: sato) == nil)
        #expect(try scene.store.reviewEntries(ofDocument: view.id) == [])
        #expect(try scene.store.timeSpent(inBatch: scene.batch)[view.id]?.human == 4, "the work was done")
        let undone = try scene.store.events(ofBatch: scene.batch).filter { $0.kind == .reviewUndone }
        #expect(undone.map { $0.detail["field"] } == ["urgent", "consent"])
    }

    @Test func `a settled document comes back before its export, and not after`() throws {
        let scene = try DeskScene(steps: Self.steps, pages: [.plain, .plain])
        let ids = try scene.documents.map(\.id)
        let (view, _) = try scene.open(ids[0], by: sato)
        #expect(try scene.confirmAll(view, by: sato).name == "complete")
        let queued = try #require(try scene.desk.undo(for: sato))
        #expect(queued.view.id == ids[0])
        #expect(try scene.confirmAll(queued.view, by: sato).name == "complete")
        _ = try scene.work()
        #expect(try scene.document(ids[0]).state == .done)
        let done = try #require(try scene.desk.undo(for: sato))
        #expect(try scene.document(ids[0]).state == .review)
        #expect(done.view.open == 1)
        #expect(
            try scene.settle(
                done.field, done.view.field(done.field)?.type == "choice" ? "電子" : "1",
                done.view.hold(of: sato), by: sato
            ).name == "complete")
        let (other, _) = try scene.open(ids[1], by: sato)
        #expect(try scene.confirmAll(other, by: sato).name == "complete")
        let batch = try scene.work()
        #expect(try scene.folder.exported(batch).count == 2)
        #expect(try batch.documents.allSatisfy { $0.state == .done })
        #expect(try scene.desk.undo(for: sato) == nil)
        #expect(try scene.documents.allSatisfy { $0.state == .done })
        #expect(try scene.store.verifyAudit { _ in }.faults == 0)
    }

    @Test func `nobody takes back what someone else built on`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let (view, hold) = try scene.openFirst(by: sato)
        _ = try scene.settle("consent", "1", hold, by: sato)
        try scene.desk.giveBack(hold, putOff: false)
        let (_, other) = try scene.open(view.id, by: abe)
        #expect(throws: LostHold.self) { try scene.desk.undo(for: sato) }
        _ = try scene.settle("urgent", "0", other, by: abe)
        #expect(try scene.desk.undo(for: sato) == nil)
        #expect(try scene.document(view.id).field("consent")?.decision?.by == .person)
    }

    @Test func `what was let pass stands against the document again`() throws {
        let steps = """
            - read: {error-budget: 49%}
            - check: [{that: consent, else: 同意がありません}]
            - review
            - export: {file: "slip-{batch}.csv", columns: {同意: consent}}
            """
        let scene = try DeskScene(steps: steps, pages: [.front(), .front()])
        let (view, hold) = try scene.openFirst(by: sato)
        let settled = try #require(try scene.confirmAll(view, by: sato).view)
        #expect(settled.problems.map(\.rule) == ["consent"])
        #expect(try scene.desk.waive(hold, rule: "consent", field: nil, seconds: 1, for: sato).name == "complete")
        let undone = try #require(try scene.desk.undo(for: sato))
        #expect(undone.view.problems.map(\.rule) == ["consent"])
        let field = try #require(try scene.desk.undo(for: sato))
        #expect(field.view.field("consent")?.state == .doubt)
    }
}
