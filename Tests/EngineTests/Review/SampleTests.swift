import Engine
import Evidence
import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// Values that pass are looked at all the same.
@Suite struct SampleTests {
    private let sato = DeskScene.reviewer("sato")
    private let abe = DeskScene.reviewer("abe")
    private static let steps = "- read: {error-budget: 49%, sample: 100%}\n- review"

    private func next(_ scene: DeskScene, _ reviewer: Reviewer, besides: Set<Int> = []) throws -> SampleView? {
        try scene.desk.nextSample(for: reviewer, workflows: [try scene.folder.job().workflow], besides: besides)
    }

    private func consent(_ scene: DeskScene, for reviewer: Reviewer) throws -> SampleView {
        var besides: Set<Int> = []
        while let view = try next(scene, reviewer, besides: besides) {
            if view.label == "同意" { return view }
            besides.insert(view.id)
        }
        throw Trouble(.file, Wording(verbatim: "no such value waits"))
    }

    @Test func `a sampled value is shown blind, with its place`() throws {
        let scene = try DeskScene(steps: Self.steps)
        #expect(try scene.documents.map(\.state) == [.done])
        let view = try consent(scene, for: sato)
        #expect(view.choices.isEmpty && !view.isRecall)
        #expect(view.page == 1)
        #expect(view.zone == [12, 92, 5, 5])
        #expect(view.waiting >= 1)
    }

    @Test func `none is drawn where the job file samples none`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 49%, sample: 0%}\n- review")
        #expect(try scene.documents.map(\.state) == [.done])
        #expect(try next(scene, sato) == nil)
    }

    @Test func `what is typed as it was read is right, and known from then on`() throws {
        let scene = try DeskScene(steps: Self.steps)
        let id = try consent(scene, for: sato).id
        let end = try scene.desk.answerSample(id, text: "1", seconds: 2, for: sato)
        #expect(end == .right)
        let again = try scene.desk.answerSample(id, text: "0", seconds: 2, for: abe)
        #expect(again == .gone)
        let graded = try scene.store.gradedValues(ofWorkflow: "slip")
        #expect(graded.map(\.field) == ["consent"])
        #expect(graded.map(\.isWrong) == [false])
        #expect(graded.allSatisfy { $0.isSampled && $0.rate == 1 })
    }

    @Test func `where it differs another person decides, and an error calls back its like`() throws {
        let scene = try DeskScene(
            steps: "- read: {error-budget: 49%, sample: 30%}\n- review", pages: Array(repeating: .plain, count: 12))
        var besides: Set<Int> = []
        var found: SampleView?
        while found == nil, let view = try next(scene, sato, besides: besides) {
            if view.label == "同意" { found = view }
            besides.insert(view.id)
        }
        let view = try #require(found)
        let first = try scene.desk.answerSample(view.id, text: "0", seconds: 2, for: sato)
        #expect(first == .differs)
        // Whoever said so is not asked again; another sees both, without which is whose.
        let own = try scene.desk.answerSample(view.id, text: "0", seconds: 2, for: sato)
        #expect(own == .gone)
        var shown: SampleView?
        besides = []
        while shown?.id != view.id, let next = try next(scene, abe, besides: besides) {
            shown = next
            besides.insert(next.id)
        }
        #expect(Set(try #require(shown).choices).count == 2)
        let before = try scene.store.waitingSamples(for: nil, workflows: ["slip"], limit: 1000).map(\.id)
        let second = try scene.desk.answerSample(view.id, text: "0", seconds: 2, for: abe)
        #expect(second == .wrong)
        let after = try scene.store.waitingSamples(for: nil, workflows: ["slip"], limit: 1000)
        let called = after.filter { !before.contains($0.id) }
        #expect(!called.isEmpty)
        #expect(called.allSatisfy { $0.field == "consent" && $0.reason == .recall })
        // What was called back comes first.
        #expect(after.first?.reason == .recall)
        let wrong = try scene.store.wrongSamples(ofWorkflow: "slip", open: true)
        #expect(wrong.map(\.document) == [view.document])
        #expect(wrong.map(\.value) == [.flag(false)])
    }

    @Test(arguments: [true, false])
    func `a wrong value that has not left is put right before it leaves, one that has left is listed`(
        hasLeft: Bool
    ) throws {
        let scene = try DeskScene(
            steps: """
                - read: {error-budget: 49%, sample: 100%}
                - check: [{that: consent, else: 同意がありません}]
                - review
                - export: {file: "slip-{batch}.csv", columns: {同意: consent, 至急: urgent}}
                """, pages: hasLeft ? [.plain] : [.plain, .front()])
        let id = try scene.documents[0].id
        var besides: Set<Int> = []
        var found: SampleView?
        while found == nil, let view = try next(scene, sato, besides: besides) {
            if view.label == "至急", view.document == id { found = view }
            besides.insert(view.id)
        }
        let view = try #require(found)
        let first = try scene.desk.answerSample(view.id, text: "1", seconds: 2, for: sato)
        let second = try scene.desk.answerSample(view.id, text: "1", seconds: 2, for: abe)
        #expect(first == .differs && second == .wrong)
        let open = try scene.store.wrongSamples(ofWorkflow: "slip", open: true).map(\.document)
        #expect(open == (hasLeft ? [id] : []))
        let document = try scene.document(id)
        #expect(document.state == (hasLeft ? .done : .queued))
        #expect(document.field("urgent")?.value == .flag(!hasLeft))
        guard !hasLeft else { return }
        #expect(document.field("urgent")?.decision?.account == "abe")
        _ = try scene.work()
        #expect(try scene.document(id).state == .done)
        let (other, hold) = try scene.open(try scene.documents[1].id, by: sato)
        #expect(try scene.confirmAll(other, by: sato).name != "complete")
        #expect(try scene.desk.waive(hold, rule: "consent", field: nil, seconds: 1, for: sato).name == "complete")
        let batch = try scene.work()
        #expect(try batch.documents.allSatisfy { $0.state == .done })
        let rows = try scene.folder.exported(batch)
        #expect(rows.count == 2)
        #expect(rows.contains { $0.hasSuffix(",1") } && rows.contains { $0.hasSuffix(",0") }, "\(rows)")
        #expect(try scene.store.verifyAudit { _ in }.faults == 0)
    }

    @Test func `what a person settles is known with the chance it was given, until it is taken back`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 0%}\n- review")
        let (_, hold) = try scene.openFirst(by: sato)
        _ = try scene.settle("consent", "0", hold, by: sato, force: true)
        var graded = try scene.store.gradedValues(ofWorkflow: "slip")
        #expect(graded.map(\.isWrong) == [true])
        #expect(graded.allSatisfy { !$0.isSampled && $0.form == "slip 2026" && $0.error > 0 && $0.error < 1 })
        _ = try scene.desk.undo(for: sato)
        graded = try scene.store.gradedValues(ofWorkflow: "slip")
        #expect(graded.isEmpty)
    }

    @Test func `own trust lets nothing pass until the workflow's values show that it may`() throws {
        let scene = try DeskScene(
            steps: "- read: {error-budget: 49%, trust: own, sample: 0%}\n- review", pages: [.plain, .plain])
        #expect(try scene.documents.map(\.state) == [.review, .review])
        let because = try scene.documents[0].fields[0].decision?.because.en
        #expect(because?.contains("own values have not shown yet") == true)
        var acceptance = Acceptance.none
        acceptance.found = [
            Acceptance.Found(
                budget: 0.49, test: ThresholdSearch.Found(threshold: 0.04, values: 10, errors: 0, chance: 0.01))
        ]
        let isWritten = try AcceptanceBook(scene.store).write(
            acceptance, after: .none, ofWorkflow: "slip", by: "sato", because: Wording(verbatim: "a test"))
        #expect(isWritten)
        let late = try AcceptanceBook(scene.store).write(
            acceptance, after: .none, ofWorkflow: "slip", by: "abe", because: Wording(verbatim: "too late"))
        #expect(!late)
        let batch = try scene.folder.run([try scene.folder.scan([.plain, .plain, .plain])]).batches.first
        #expect(try batch?.documents.map(\.state) == [.done, .done, .done])
        // The change stands in the audit trail.
        let kinds = try scene.store.placeEvents().map(\.kind)
        #expect(kinds.contains(.acceptanceChanged))
    }

    @Test func `what is stopped waits for a person, with the reason`() throws {
        let scene = try DeskScene(steps: "- read: {error-budget: 49%, sample: 0%}\n- review")
        var acceptance = Acceptance.none
        acceptance.stops = [Acceptance.Stop(form: "slip", because: Wording(verbatim: "the form drifted"))]
        _ = try AcceptanceBook(scene.store).write(
            acceptance, after: .none, ofWorkflow: "slip", by: nil, because: acceptance.stops[0].because)
        let batch = try scene.folder.run([try scene.folder.scan([.plain, .plain])]).batches.first
        let documents = try #require(try batch?.documents)
        #expect(documents.map(\.state) == [.review, .review])
        #expect(documents[0].fields[0].decision?.because.en == "the form drifted")
    }
}
