import Engine
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

@Suite struct SettlingTests {
    private let sato = DeskScene.reviewer("sato")

    private static let sum = """
        - read: {error-budget: 49%}
        - check:
            - {that: total = first + second, else: 合計が内訳と合いません}
        - review
        - export:
            file: slip-{batch}.csv
            columns: {合計: total, 内訳: first}
        """

    /// A slip whose total is 945 and should be 833.
    private func wrongSum() throws -> DeskScene {
        try DeskScene(
            template: Slip.writingTemplate, steps: Self.sum,
            pages: [.front(writing: ["first": "312", "second": "521", "total": "945"])])
    }

    @Test func `a document is settled, goes on, is exported with what was typed, and its seconds count`() throws {
        let scene = try wrongSum()
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(view.open > 0)
        #expect(view.fields.filter { $0.state == .doubt }.allSatisfy { !$0.reason.isEmpty })
        let settlement = try scene.settle("total", "833", hold, by: sato, seconds: 4)
        let end = try settlement.view.map { try scene.confirmAll($0, by: sato) } ?? settlement
        #expect(end.name == "complete")
        #expect(try scene.document(view.id).state == .queued)
        #expect(try scene.queue(of: sato) == [])
        let batch = try scene.work()
        #expect(try batch.documents.map(\.state) == [.done])
        #expect(try scene.folder.exported(batch) == ["833,312"])
        let total = try #require(try scene.document(view.id).field("total"))
        #expect(total.value == .integer(833))
        #expect(total.decision?.by == .person)
        #expect(total.decision?.account == "sato")
        let entry = try #require(try scene.store.timeEntry(ofDocument: view.id))
        #expect(entry.humanSeconds >= 4)
        #expect(entry.humanSeconds == (try scene.store.reviewEntries(ofDocument: view.id).map(\.seconds).reduce(0, +)))
        #expect(!entry.straightThrough)
    }

    @Test func `a rule that fails when all is settled is shown, and can be let pass`() throws {
        let scene = try wrongSum()
        let (view, hold) = try scene.openFirst(by: sato)
        let rule = "total = first + second"
        let settled = try #require(try scene.confirmAll(view, by: sato).view)
        #expect(settled.open == 0)
        #expect(settled.problems.map(\.rule) == [rule])
        #expect(settled.problems.map(\.message) == ["合計が内訳と合いません"])
        #expect(throws: Trouble.self) {
            try scene.desk.waive(hold, rule: "no such rule", field: nil, seconds: 0, for: sato)
        }
        #expect(try scene.desk.waive(hold, rule: rule, field: nil, seconds: 2, for: sato).name == "complete")
        #expect(try scene.folder.exported(try scene.work()) == ["945,312"])
    }

    @Test func `what was let pass stands against it again once the value is another one`() throws {
        let steps = """
            - read: {error-budget: 49%}
            - check:
                - {that: total = first + second, else: 合計が内訳と合いません}
                - {that: consent, else: 同意がありません}
            - review
            """
        let scene = try DeskScene(
            template: Slip.writingTemplate, steps: steps,
            pages: [.front(writing: ["first": "312", "second": "521", "total": "945"])])
        let (view, hold) = try scene.openFirst(by: sato)
        let settled = try #require(try scene.confirmAll(view, by: sato).view)
        #expect(Set(settled.problems.map(\.rule)) == ["total = first + second", "consent"])
        let sum = "total = first + second"
        let passed = try scene.desk.waive(hold, rule: sum, field: nil, seconds: 0, for: sato)
        #expect(passed.view?.problems.map(\.rule) == ["consent"])
        let other = try scene.settle("urgent", "1", hold, by: sato)
        #expect(other.view?.problems.map(\.rule) == ["consent"], "the rule does not read that field")
        let changed = try scene.settle("total", "946", hold, by: sato)
        #expect(Set((changed.view?.problems ?? []).map(\.rule)) == [sum, "consent"])
    }

    private static let oneNumber = """
        form: slip
        version: 2026
        paper: {width: 105mm, height: 148mm}
        blank: slip-blank.pdf
        pages: 1
        fields:
          - {name: number, label: 番号, type: my-number, zone: [40, 22, 50, 9], writing: print, sensitive: true}
        """

    @Test func `a wrong check digit and a gap are named, and hold only where the person insists`() throws {
        let scene = try DeskScene(
            template: Self.oneNumber, steps: "- read: {error-budget: 0%}\n- review",
            pages: [.front(writing: ["number": "123456789012"])])
        let (view, hold) = try scene.openFirst(by: sato)
        let wrong = try scene.settle("number", "123456789012", hold, by: sato)
        #expect(wrong.objection != nil)
        #expect(try scene.settle("number", nil, hold, by: sato).objection != nil, "nor is it confirmed")
        #expect(try scene.settle("number", "", hold, by: sato).objection?.contains("empty") == true)
        #expect(
            try scene.settle("number", "12\u{0}", hold, by: sato, force: true).objection?.contains("U+0000") == true)
        #expect(throws: Trouble.self) { try scene.settle("nothing", "1", hold, by: sato) }
        #expect(try scene.store.reviewEntries(ofDocument: view.id) == [], "none of that settled anything")
        let checked = try #require(try scene.desk.check(view.id, field: "number", text: "123456789012", for: sato))
        #expect(checked.problem != nil)
        #expect(try scene.desk.check(view.id, field: "number", text: "１２３４５６７８９０１８", for: sato)?.problem == nil)
        #expect(try scene.settle("number", "123456789012", hold, by: sato, force: true).name == "complete")
        #expect(try scene.document(view.id).value("number") == .text("123456789012"))
    }

    @Test func `a sensitive value in doubt is seen by who settles it, and that is written down`() throws {
        let scene = try DeskScene(
            template: Self.oneNumber, steps: "- read: {error-budget: 0%}\n- review",
            pages: [.front(writing: ["number": "123456789018"])])
        let (view, _) = try scene.openFirst(by: sato)
        #expect(view.field("number")?.text == "123456789018")
        let seen = try scene.store.events(ofBatch: scene.batch).filter { $0.kind == .documentSeen }
        #expect(seen.map(\.actor) == ["sato"])
        #expect(seen.first?.detail["unmasked"] == "number")
    }

    @Test func `a masked value is shown to who may settle the document, and that is written down`() throws {
        let template = Self.oneNumber + "\n  - {name: consent, label: 同意, type: checkbox, zone: [12, 92, 5, 5]}"
        let scene = try DeskScene(
            template: template, steps: "- read: {error-budget: 0%}\n- review: {by: clerk}",
            pages: [.front(writing: ["number": "123456789018"], marks: ["consent"])])
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(try scene.desk.unmask(view.id, field: "number", for: sato) == nil, "it is in doubt and in sight")
        guard case .open(let now) = try scene.settle("number", nil, hold, by: sato, force: true) else {
            Issue.record("the document did not stay")
            return
        }
        let masked = try #require(now.field("number"))
        #expect(masked.isMasked && masked.text.isEmpty && masked.shown == Mask.text)
        let shown = try #require(try scene.desk.unmask(view.id, field: "number", for: sato))
        #expect(!shown.isMasked && shown.text == "123456789018" && shown.state == .settled)
        #expect(try scene.desk.unmask(view.id, field: "nothing", for: sato) == nil)
        let other = DeskScene.reviewer("abe", departments: ["税務課"])
        #expect(try scene.desk.unmask(view.id, field: "number", for: other) == nil)
        let auditor = DeskScene.reviewer("ono", role: .auditor)
        #expect(try scene.desk.unmask(view.id, field: "number", for: auditor) == nil)
        let events = try scene.store.events(ofBatch: scene.batch).filter { $0.kind == .fieldUnmasked }
        #expect(events.map(\.actor) == ["sato"] && events.map(\.detail) == [["field": "number"]])
        let refused = try scene.store.placeEvents().filter { $0.kind == .accessRefused }
        #expect(refused.map(\.actor) == ["abe", "ono"])
        // What is opened again is masked again.
        #expect(try scene.openFirst(by: sato).view.field("number")?.isMasked == true)
    }

    @Test(arguments: [("1", true), ("0", false), ("１", true), ("checked", true), ("チェックなし", false), ("", false)])
    func `a mark is typed as there or not`(text: String, value: Bool) throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 0%}\n- review")
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(try scene.settle("consent", "no", hold, by: sato).objection != nil, "which is neither")
        #expect(try scene.settle("consent", text, hold, by: sato).name == "open")
        #expect(try scene.document(view.id).value("consent") == .flag(value))
    }

    @Test func `an option is typed by its name`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 0%}\n- review")
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(view.field("way")?.alternatives.map(\.text) == ["窓口", "郵送", "電子"])
        #expect(try scene.settle("way", "馬車", hold, by: sato).objection != nil)
        #expect(try scene.settle("way", "郵送", hold, by: sato).name == "open")
        #expect(try scene.document(view.id).value("way") == .text("郵送"))
    }

    @Test func `several marks are typed by their names`() throws {
        let scene = try DeskScene(
            template: Slip.twoPageTemplate, steps: "- read: {error-budget: 0%}\n- review", pages: [.plain, .back()])
        let (view, hold) = try scene.openFirst(by: sato)
        #expect(try scene.settle("topics", "道路;公園", hold, by: sato).name == "open")
        #expect(try scene.document(view.id).value("topics") == .list(["道路", "公園"]))
        #expect(try scene.settle("topics", "", hold, by: sato, force: true).name == "open")
        #expect(try scene.document(view.id).value("topics") == .list([]))
    }

    @Test func `seconds that no clock gives are not counted`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 0%}\n- review")
        let (view, hold) = try scene.openFirst(by: sato)
        for seconds in [-5, .infinity, .nan] {
            _ = try scene.settle("consent", "1", hold, by: sato, seconds: seconds)
        }
        _ = try scene.settle("urgent", "0", hold, by: sato, seconds: 2.5)
        #expect(try scene.store.timeSpent(inBatch: scene.batch)[view.id]?.human == 2.5)
        try scene.desk.giveBack(hold, putOff: true, seconds: 3)
        #expect(try scene.store.timeSpent(inBatch: scene.batch)[view.id]?.human == 5.5)
    }

    @Test func `a rejected document is out, with who did it and why`() throws {
        let scene = try wrongSum()
        let (view, hold) = try scene.openFirst(by: sato)
        try scene.desk.reject(hold, reason: "sent\ntwice", seconds: 7, for: sato)
        let document = try scene.document(view.id)
        #expect(document.state == .rejected)
        #expect(document.problems.map(\.message.en).last == "sent twice")
        #expect(try scene.store.timeEntry(ofDocument: view.id)?.humanSeconds == 7)
        let event = try #require(try scene.store.events(ofBatch: scene.batch).last { $0.kind == .documentRejected })
        #expect(event.actor == "sato")
        #expect(event.reason?.en == "sent twice")
        #expect(throws: LostHold.self) { try scene.settle("total", "833", hold, by: sato) }
        #expect(try scene.desk.undo(for: sato) == nil)
        #expect(try scene.folder.exported(try scene.work()) == [])
    }

    @Test func `a condition that can't be worked out is let pass, and its step left out`() throws {
        let steps = """
            - read: {error-budget: 49%}
            - when: first > 400
              check:
                - {that: consent, else: 同意がありません}
            - review
            """
        let scene = try DeskScene(template: Slip.writingTemplate, steps: steps, pages: [.front()])
        let (view, hold) = try scene.openFirst(by: sato)
        let settled = try #require(try scene.confirmAll(view, by: sato).view)
        #expect(settled.problems.map(\.rule) == ["first > 400"])
        #expect(settled.problems.first?.message.contains("left out") == true)
        let end = try scene.desk.waive(hold, rule: "first > 400", field: nil, seconds: 1, for: sato)
        #expect(end.name == "complete")
        #expect(try scene.work().documents.map(\.state) == [.done])
    }

    @Test func `a missing page can be let pass`() throws {
        let scene = try DeskScene(template: Slip.twoPageTemplate, steps: "- read: {error-budget: 49%}\n- review")
        let (view, hold) = try scene.openFirst(by: sato)
        let settled = try scene.confirmAll(view, by: sato).view ?? view
        #expect(settled.problems.map(\.rule) == ["pages"])
        #expect(try scene.desk.waive(hold, rule: "pages", field: nil, seconds: 1, for: sato).name == "complete")
        #expect(try scene.work().documents.map(\.state) == [.done])
    }

    @Test func `what people typed is forgotten with the pages, who did it stays`() throws {
        let scene = try wrongSum()
        let (view, hold) = try scene.openFirst(by: sato)
        let settlement = try scene.settle("total", "833", hold, by: sato)
        if let view = settlement.view { try scene.confirmAll(view, by: sato) }
        _ = try scene.work()
        #expect(try scene.store.reviewEntries(ofDocument: view.id).first?.value == .integer(833))
        #expect(try scene.store.purgePages(ofBatch: scene.batch, actor: nil, now: Date()))
        let entries = try scene.store.reviewEntries(ofDocument: view.id)
        #expect(entries.first.map { [$0.account, $0.field, $0.action.rawValue] } == ["sato", "total", "change"])
        #expect(entries.allSatisfy { $0.value == nil && $0.before == nil })
    }
}
