package import Engine
package import Evidence
internal import Foundation
package import Paperwork
package import Storage
package import Workflows

/// Looks at what became of workflows' values: tests what may pass unseen, and stops what drifted.
package struct AcceptanceKeeper: Sendable {
    private let store: Store
    private let book: AcceptanceBook

    package init(_ store: Store) {
        self.store = store
        book = AcceptanceBook(store)
    }

    /// Errors that the people who settle values let pass, between 0 and 1, by those that were planted in the last year; nothing
    /// where none was.
    package func missed() throws -> Double {
        let quality = try store.checkingQuality(of: nil, since: store.now().addingTimeInterval(-365 * 86400))
        let planted = quality.reduce(0) { $0 + $1.planted }
        return planted < 20 ? 0 : Double(quality.reduce(0) { $0 + $1.missed }) / Double(planted)
    }

    /// What a workflow's values are due for; nil where nothing is.
    package enum Due: Sendable {
        /// Their calibration is fitted anew.
        case calibration
        /// It is tested what may pass.
        case look
    }

    /// Whether enough became known since the last time.
    package func due(at workflow: Workflow) throws -> Due? {
        let acceptance = try book.acceptance(ofWorkflow: workflow.id)
        guard let loosest = workflow.budgets.keys.max(), loosest > 0,
            AcceptanceLook.mayBeDue(acceptance, values: try store.gradedCount(ofWorkflow: workflow.id))
        else { return nil }
        let values = try store.gradedValues(ofWorkflow: workflow.id)
        let known = values.count { $0.draw < $0.rate }
        if AcceptanceLook(missed: try missed()).isDue(after: acceptance, known: known, budget: loosest) { return .look }
        return AcceptanceLook.isCalibrationDue(acceptance, values: values.count) ? .calibration : nil
    }

    /// Fits the calibration anew to a workflow's values, and tests nothing.
    package func calibrate(_ workflow: Workflow) throws {
        let values = try store.gradedValues(ofWorkflow: workflow.id)
        let tallies = SiteCalibration.Tallies(values)
        _ = try change(workflow.id, by: nil) { old in
            let new = AcceptanceLook.recalibrated(old, to: tallies)
            let reason = Wording(
                ja: "\(values.count)件の結果に合わせて、誤りの見込みを補正しました。",
                en: "corrected the chances of error by what became of \(values.count) values")
            return new.revision == old.revision ? nil : (new, reason)
        }
    }

    /// Looks at a workflow's values now, and writes what follows. What had been stopped because of what was found goes on only
    /// by `--resume`.
    ///
    /// - Returns: what may pass from now on.
    package func look(at workflow: Workflow, by actor: String?) throws -> Acceptance {
        let values = try store.gradedValues(ofWorkflow: workflow.id)
        let look = AcceptanceLook(missed: try missed())
        return try change(workflow.id, by: actor) { old in
            var new = look.acceptance(after: old, values: values, budgets: workflow.budgets)
            new.since = store.now()
            let passed = new.found.map { ReadableShare.percent($0.test.threshold) }
            return (
                new,
                Wording(
                    ja: "\(values.count)件の結果を調べました（\(new.looks)回目）。"
                        + (passed.isEmpty ? "基準は変わりません。" : "誤りの見込み \(passed.joined(separator: "、")) までを自動で確定します。"),
                    en: "looked at \(values.count) values (look \(new.looks)); "
                        + (passed.isEmpty
                            ? "nothing changed" : "a chance of error of up to \(passed.joined(separator: ", ")) passes")
                )
            )
        }
    }

    /// Lets what was stopped pass again.
    package func resume(_ workflow: Workflow, by actor: String?) throws -> Acceptance {
        try change(workflow.id, by: actor) { old in
            guard !old.stops.isEmpty else { return nil }
            var new = old
            new.stops = []
            new.since = store.now()
            return (new, Wording(ja: "自動確定を再開しました。", en: "values pass unseen again"))
        }
    }

    /// Stops what drifted: a form whose share of doubtful values grew beyond what its first days showed, a workflow whose sample
    /// shows more errors than it may have.
    ///
    /// - Returns: what was stopped now.
    @discardableResult
    package func watch(_ workflow: Workflow) throws -> [Acceptance.Stop] {
        var stops: [Acceptance.Stop] = []
        let since = try book.acceptance(ofWorkflow: workflow.id).since ?? .distantPast
        if let stop = try audit(workflow, since: since) { stops.append(stop) }
        stops += try drifted(workflow, since: store.acceptance(ofWorkflow: workflow.id)?.at ?? .distantPast)
        guard !stops.isEmpty else { return [] }
        _ = try change(workflow.id, by: nil) { old in
            let new = stops.filter { stop in !old.stops.contains { $0.form == stop.form } }
            guard !new.isEmpty else { return nil }
            var changed = old
            changed.stops += new
            return (changed, new[0].because)
        }
        return stops
    }

    private func audit(_ workflow: Workflow, since: Date) throws -> Acceptance.Stop? {
        let outcome = try store.sampleOutcome(ofWorkflow: workflow.id, since: since)
        let budget = workflow.policy(.none).budget
        guard outcome.looked > 0, budget > 0 else { return nil }
        let rates = AnytimeBound.rates(
            errors: outcome.wrong, trials: outcome.looked, confidence: 0.95, expected: budget)
        guard rates.lowerBound > budget else { return nil }
        return Acceptance.Stop(
            form: nil,
            because: Wording(
                ja: "抜取確認 \(outcome.looked)件のうち \(outcome.wrong)件が誤りで、許容を超えたため、自動確定を止めています。",
                en:
                    "nothing passes unseen: of \(outcome.looked) values of the sample \(outcome.wrong) were wrong, more than "
                    + "the budget allows"))
    }

    /// Values whose share of doubtful ones is taken for what is usual.
    private static let quietValues = 2_000

    private func drifted(_ workflow: Workflow, since: Date) throws -> [Acceptance.Stop] {
        let policy = workflow.policy(try book.acceptance(ofWorkflow: workflow.id))
        guard policy.trust == .shipped || !policy.acceptance.found.isEmpty else { return [] }
        let tallies = try store.decisionTallies(ofWorkflow: workflow.id, since: since)
        return Dictionary(grouping: tallies, by: \.form).sorted { $0.key < $1.key }.compactMap { form, days in
            var (first, detector): ((decided: Int, doubtful: Int), DriftDetector?) = ((0, 0), nil)
            for day in days {
                if first.decided < Self.quietValues {
                    first = (first.decided + day.decided, first.doubtful + day.doubtful)
                    continue
                }
                if detector == nil { detector = DriftDetector(afterFirst: first.decided, grown: first.doubtful) }
                detector?.add(values: day.decided, hits: day.doubtful)
                guard detector?.isAlarmed == true else { continue }
                let usual = ReadableShare.percent(Double(first.doubtful) / Double(first.decided))
                return Acceptance.Stop(
                    form: form,
                    because: Wording(
                        ja: "様式「\(form)」で、確かでない項目の割合がふだん（\(usual)）より大きく増えたため、自動確定を止めています。"
                            + "様式や読取装置の変更を確かめてください。",
                        en:
                            "nothing of the form '\(form)' passes unseen: far more of its values are in doubt than usual "
                            + "(\(usual)); see whether form or scanner changed"))
            }
            return nil
        }
    }

    private func change(
        _ workflow: String, by actor: String?, _ work: (Acceptance) throws -> (Acceptance, Wording)?
    ) throws -> Acceptance {
        while true {
            let old = try book.acceptance(ofWorkflow: workflow)
            guard let (new, reason) = try work(old) else { return old }
            if try book.write(new, after: old, ofWorkflow: workflow, by: actor, because: reason) {
                return try book.acceptance(ofWorkflow: workflow)
            }
        }
    }
}
