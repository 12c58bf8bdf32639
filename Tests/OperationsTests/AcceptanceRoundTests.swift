import Engine
import Evidence
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

/// What the service does with a workflow's own values as they become known.
@Suite struct AcceptanceRoundTests {
    private static let pages = 20

    /// A place where every value passed, and was looked at.
    private static func place(isWrong: Bool) throws -> (SlipFolder, Store) {
        let folder = try SlipFolder(steps: "- read: {error-budget: 49%, sample: 100%}\n- review")
        _ = try folder.run(Array(repeating: Slip.Page.plain, count: pages))
        let store = try Store.open(folder.dataFolder)
        for sample in try store.waitingSamples(for: nil, workflows: ["slip"], limit: 1000) {
            let field = try #require(try store.document(sample.document)?.field(sample.field))
            let grade = GradedValue(
                document: sample.document, form: "slip 2026", field: sample.field, type: field.type,
                reader: field.readings.first?.recogniser ?? "", ground: .reading, error: 0.02, isWrong: isWrong,
                isSampled: true)
            #expect(
                try store.answerSample(
                    sample, state: isWrong ? .wrong : .right, value: field.value, grade: grade, account: "sato",
                    seconds: 1, now: Date()))
        }
        // From now on with a budget that so few values can't show to be kept.
        try folder.write(
            SlipFolder.job(split: "form", steps: "- read: {error-budget: 0.1%}\n- review", hasBaseline: true),
            to: "slip/workflow.yml")
        return (folder, store)
    }

    @Test(arguments: [true, false])
    func `what ships with Tema is corrected by the workflow's own values, once for each tenth more`(
        isWrong: Bool
    ) throws {
        let (folder, store) = try Self.place(isWrong: isWrong)
        let workflow = try folder.job().workflow
        let keeper = AcceptanceKeeper(store)
        let book = AcceptanceBook(store)
        let known = try store.gradedCount(ofWorkflow: "slip")
        #expect(known >= 50)
        let due = try keeper.due(at: workflow)
        guard case .calibration = due else {
            Issue.record("\(String(describing: due)) is due")
            return
        }
        try keeper.calibrate(workflow)
        #expect(try keeper.due(at: workflow) == nil)
        let after = try book.acceptance(ofWorkflow: "slip")
        #expect(after.revision == 1 && after.looks == 0 && after.calibration.values == known)
        // It is no look: nothing was tested, and the sample counts on.
        #expect(after.found.isEmpty && after.since == nil)
        let value = GradedValue(
            document: "", form: "slip 2026", field: "consent", type: "checkbox", reader: "mark", ground: .reading,
            error: 0.001, isWrong: false)
        let error = after.allowance(for: value, budget: 0.001, trust: .shipped).error
        #expect(isWrong ? error > 0.01 : error < 0.001, "\(error)")
        #expect(try store.verifyAudit { _ in }.faults == 0)
    }
}
