import Engine
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

@Suite struct ReviewRegisterTests {
    private let sato = DeskScene.reviewer("sato")

    private func scene(_ people: String, writing: [String: String], rule: String = "number > 0") throws -> DeskScene {
        let steps = """
            - read: {error-budget: 49%}
            - check: [{that: "\(rule)", else: 合計が内訳と合いません}]
            - reconcile:
                with: {csv: people.csv, key: id, columns: {id: 宛名番号, number: 番号, name: 氏名}}
                on: [number, name]
                fill: {person: id}
            - review
            """
        return try DeskScene(
            template: Slip.writingTemplate, steps: steps, pages: [.front(writing: writing)],
            files: ["slip/people.csv": "宛名番号,番号,氏名\n" + people])
    }

    private static let twoPeople = "7001,1002,SAMPLE ONE\n7002,2003,SAMPLE TWO\n"

    @Test func `a corrected key finds another record, and what it fills`() throws {
        let scene = try scene(
            Self.twoPeople,
            writing: ["number": "2003", "name": "SAMPLE TWO", "first": "312", "second": "521", "total": "945"],
            rule: "total = first + second")
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(view.register?.key == "7002")
        #expect(view.field("person")?.shown == "7002")
        _ = try scene.settle("number", "1002", hold, by: sato)
        let found = try #require(try scene.settle("name", "SAMPLE ONE", hold, by: sato).view)
        #expect(found.register?.key == "7001")
        #expect(found.field("person")?.shown == "7001")
        let settlement = try scene.settle("total", "833", hold, by: sato)
        let end = try settlement.view.map { try scene.confirmAll($0, by: sato) } ?? settlement
        #expect(end.name == "complete")
        let document = try #require(try scene.work().documents.first)
        #expect(document.state == .done)
        #expect(document.match?.key == "7001")
        #expect(document.value("person") == .text("7001"))
    }

    @Test func `what a person filled in stays when the record is another one`() throws {
        let scene = try scene(
            Self.twoPeople,
            writing: ["number": "2003", "name": "SAMPLE TWO", "first": "312", "second": "521", "total": "945"],
            rule: "total = first + second")
        let (_, hold) = try scene.openFirst(by: sato)
        _ = try scene.settle("person", "7009", hold, by: sato)
        _ = try scene.settle("number", "1002", hold, by: sato)
        let found = try #require(try scene.settle("name", "SAMPLE ONE", hold, by: sato).view)
        #expect(found.register?.key == "7001")
        #expect(found.field("person")?.shown == "7009")
    }

    private func ambiguous() throws -> DeskScene {
        try scene(
            "7001,1002,SAMPLE ONE\n7003,1002,SAMPLE ONE\n7002,2003,SAMPLE TWO\n",
            writing: ["number": "1002", "name": "SAMPLE ONE"])
    }

    @Test func `of several records the person chooses one`() throws {
        let scene = try ambiguous()
        let (view, hold) = try scene.openFirst(by: sato)
        let register = try #require(view.register)
        #expect(register.outcome == .ambiguous)
        #expect(Set(register.candidates.map(\.key)).isSuperset(of: ["7001", "7003"]))
        #expect(throws: Trouble.self) {
            try scene.desk.choose(record: "9999", of: register.name, hold, seconds: 1, for: sato)
        }
        #expect(throws: Trouble.self) {
            try scene.desk.choose(record: "7003", of: "elsewhere", hold, seconds: 1, for: sato)
        }
        let chosen = try scene.desk.choose(record: "7003", of: register.name, hold, seconds: 1, for: sato)
        let end = try chosen.view.map { try scene.confirmAll($0, by: sato) } ?? chosen
        #expect(end.name == "complete")
        let document = try #require(try scene.work().documents.first)
        #expect(document.state == .done)
        #expect(document.value("person") == .text("7003"))
    }

    @Test func `a choice is taken back, and the register asked again`() throws {
        let scene = try ambiguous()
        let (view, hold) = try scene.openFirst(by: sato)
        let register = try #require(view.register)
        _ = try scene.desk.choose(record: "7003", of: register.name, hold, seconds: 1, for: sato)
        let undone = try #require(try scene.desk.undo(for: sato))
        #expect(undone.field == register.name)
        #expect(undone.view.register?.outcome == .ambiguous)
        #expect(undone.view.problems.map(\.rule) == ["register"])
        #expect(try scene.document(view.id).value("person") == FieldValue.none)
        _ = try scene.desk.choose(
            record: "", of: register.name, undone.view.hold(of: sato), seconds: 1, for: sato)
        let again = try #require(try scene.desk.undo(for: sato))
        #expect(again.view.problems.map(\.rule) == ["register"])
    }

    @Test func `that the register has none lets the document pass without one`() throws {
        let scene = try scene(Self.twoPeople, writing: ["number": "9999", "name": "NOBODY"])
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(view.problems.map(\.rule) == ["register"])
        let register = try #require(view.register)
        let chosen = try scene.desk.choose(record: "", of: register.name, hold, seconds: 1, for: sato)
        let end = try chosen.view.map { try scene.confirmAll($0, by: sato) } ?? chosen
        #expect(end.name == "complete")
        let document = try #require(try scene.work().documents.first)
        #expect(document.state == .done)
        #expect(document.value("person") == FieldValue.none)
    }

    @Test func `that it has none is forgotten once the key is another one`() throws {
        let scene = try scene(
            Self.twoPeople,
            writing: ["number": "9999", "name": "NOBODY", "first": "312", "second": "521", "total": "945"],
            rule: "total = first + second")
        let (view, hold) = try scene.openFirst(by: sato)
        let register = try #require(view.register)
        let chosen = try scene.desk.choose(record: "", of: register.name, hold, seconds: 1, for: sato)
        #expect(chosen.name == "open", "the sum is wrong still")
        _ = try scene.settle("number", "2003", hold, by: sato)
        let found = try #require(try scene.settle("name", "SAMPLE TWO", hold, by: sato).view)
        #expect(found.register?.key == "7002")
        #expect(found.field("person")?.shown == "7002")
    }
}
