import Engine
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct SecondPersonTests {
    private let sato = DeskScene.reviewer("sato")
    private let abe = DeskScene.reviewer("abe")

    private static func steps(_ fields: String) -> String {
        """
        - read: {error-budget: 49%}
        - review: {by: clerk, second-person: [\(fields)]}
        """
    }

    private func entered(_ text: String) throws -> DeskScene {
        let scene = try DeskScene(steps: Self.steps("consent"))
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(view.field("consent")?.state == .doubt)
        #expect(try scene.settle("consent", text, hold, by: sato).name == "waits")
        return scene
    }

    @Test func `the second person enters it without seeing what the first one did`() throws {
        let scene = try entered("1")
        let id = try #require(try scene.documents.first).id
        #expect(try scene.queue(of: sato) == [])
        #expect(try scene.desk.open(id, for: sato) == nil)
        #expect(try scene.queue(of: abe) == [id])
        let (view, hold) = try scene.open(id, by: abe)
        let field = try #require(view.field("consent"))
        #expect(field.state == .second)
        #expect(field.text == "" && field.shown == "" && field.alternatives.isEmpty && field.characters.isEmpty)
        #expect(try scene.settle("consent", nil, hold, by: abe, force: true).name == "contradicted")
        #expect(try scene.settle("consent", "1", hold, by: abe).name == "complete")
        #expect(try scene.work().documents.map(\.state) == [.done])
        let entries = try scene.store.reviewEntries(ofDocument: id)
        #expect(entries.map(\.account) == ["sato", "abe"])
        #expect(entries.map(\.action) == [.first, .second])
    }

    @Test func `where the two differ the second one is told, and decides`() throws {
        let scene = try entered("1")
        let (view, hold) = try scene.openFirst(by: abe)
        #expect(try scene.settle("consent", "0", hold, by: abe).objection?.contains("first person") == true)
        #expect(try scene.document(view.id).field("consent")?.decision?.accepted == false)
        #expect(try scene.settle("consent", "0", hold, by: abe, force: true).name == "complete")
        let entries = try scene.store.reviewEntries(ofDocument: view.id)
        #expect(entries.map(\.value) == [.flag(true), .flag(false)])
        #expect(entries.last?.before?.field?.value == .flag(true))
    }

    @Test func `nobody is both, though they give the document back in between`() throws {
        let scene = try DeskScene(steps: Self.steps("consent, urgent"))
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(try scene.settle("consent", "1", hold, by: sato).name == "open")
        try scene.desk.giveBack(hold, putOff: false)
        let (again, second) = try scene.open(view.id, by: sato)
        #expect(again.field("consent")?.state == .waits)
        #expect(try scene.settle("consent", "1", second, by: sato, force: true).name == "contradicted")
        #expect(try scene.settle("urgent", "0", second, by: sato).name == "waits")
        let (others, third) = try scene.open(view.id, by: abe)
        #expect(others.open == 2)
        #expect(try scene.settle("consent", "1", third, by: abe).name == "open")
        #expect(try scene.settle("urgent", "0", third, by: abe).name == "complete")
    }

    @Test func `two people who begin with different fields end each other's`() throws {
        let scene = try DeskScene(steps: Self.steps("consent, urgent"))
        let (view, first) = try scene.openFirst(by: sato)
        _ = try scene.settle("consent", "1", first, by: sato)
        try scene.desk.giveBack(first, putOff: false)
        let (_, second) = try scene.open(view.id, by: abe)
        #expect(try scene.settle("urgent", "0", second, by: abe).name == "open")
        #expect(try scene.settle("consent", "1", second, by: abe).name == "waits")
        #expect(try scene.queue(of: abe) == [])
        let (_, third) = try scene.open(view.id, by: sato)
        #expect(try scene.settle("urgent", "0", third, by: sato).name == "complete")
    }

    @Test func `the document is given on whatever the first person settles last`() throws {
        let scene = try DeskScene(
            steps: "- read: {error-budget: 0%}\n- review: {by: clerk, second-person: [consent]}")
        let (view, hold) = try scene.openFirst(by: sato)
        let begun = try #require(try scene.settle("consent", "1", hold, by: sato).view)
        #expect(begun.open > 0)
        #expect(try scene.confirmAll(begun, by: sato).name == "waits")
        #expect(try scene.queue(of: sato) == [])
        #expect(try scene.queue(of: abe) == [view.id])
    }

    @Test func `the first person takes their entry back`() throws {
        let scene = try entered("1")
        let undone = try #require(try scene.desk.undo(for: sato))
        #expect(undone.field == "consent")
        #expect(undone.view.field("consent")?.state == .doubt)
        #expect(try scene.settle("consent", "0", undone.view.hold(of: sato), by: sato).name == "waits")
        #expect(try scene.desk.undo(for: abe) == nil)
    }
}
