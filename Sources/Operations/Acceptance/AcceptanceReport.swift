package import Engine
package import Evidence
package import Foundation
package import Paperwork
package import Storage
package import Workflows

/// What a workflow lets pass unseen, on what grounds, and what is lacking for more.
package struct AcceptanceReport: Sendable, Encodable {
    /// The values that are proved in one way.
    package struct Stratum: Sendable, Encodable {
        package var ground: Ground
        /// Values in the random sample whose truth is known, and wrong ones among them.
        package var values: Int
        package var errors: Int
        /// 95 % Clopper–Pearson upper bound of the share of wrong ones.
        package var bound: Double
        /// Values of the latest documents that were decided on, and those of them that pass.
        package var decided: Int
        package var passing: Int
        /// Further values without an error that would show that such values keep the budget; 0 where they do.
        package var more: Int
        /// The share of the latest documents that wait for nothing but such values.
        package var frees: Double
    }

    /// The sample of values that passed.
    package struct Sample: Sendable, Encodable {
        package var rate: Double
        package var looked: Int
        package var wrong: Int
        /// The shares of wrong values that can't be ruled out, at 95 %, however often one looks.
        package var low: Double
        package var high: Double
        package var waiting: Int
    }

    /// What the sample says of a month that is over.
    package struct Month: Sendable, Encodable {
        /// As in `2026-10`.
        package var month: String
        package var accepted: Int
        package var looked: Int
        package var wrong: Int
        /// The most wrong values that the month may hold, at 95 %.
        package var mostErrors: Int
    }

    /// What does not pass, and why.
    package struct Stop: Sendable, Encodable {
        /// The form's id; nil for the workflow as a whole.
        package var form: String?
        package var because: Wording
    }

    package var workflow: String
    package var budget: Double
    /// Nothing passes before the workflow's own values have shown that it may.
    package var trustsOwnOnly: Bool
    package var revision: Int
    package var looks: Int
    /// The greatest chance of error that passes; nil where the workflow's own values have not shown any yet.
    package var threshold: Double?
    /// Values whose truth is known, in the random sample; and how many the next test takes if none is wrong.
    package var values: Int
    package var fewestValues: Int
    /// Errors that people let pass when they settle values, by those that were planted.
    package var missed: Double
    package var stops: [Stop]
    package var strata: [Stratum]
    package var sample: Sample
    package var months: [Month]

    /// Documents that the shares are taken of.
    private static let latest = 500

    /// - Parameter work: what to do before.
    /// - throws: `Trouble` where there is no store, or it can't be read; what `work` throws.
    package init(
        of workflow: Workflow, at dataFolder: DataFolder, after work: (AcceptanceKeeper) throws -> Void = { _ in }
    ) throws {
        let store = try Store.existing(dataFolder)
        try work(AcceptanceKeeper(store))
        try self.init(of: workflow, in: store)
    }

    /// - throws: `Trouble` where the store can't be read.
    package init(of workflow: Workflow, in store: Store) throws {
        let acceptance = try AcceptanceBook(store).acceptance(ofWorkflow: workflow.id)
        let policy = workflow.policy(acceptance)
        let missed = try AcceptanceKeeper(store).missed()
        let known = try store.gradedValues(ofWorkflow: workflow.id).filter { $0.draw < $0.rate }
        let search = ThresholdSearch(
            budget: max(1e-6, policy.budget), level: AcceptanceLook.level(ofLook: acceptance.looks + 1), missed: missed)
        self.workflow = workflow.id
        budget = policy.budget
        trustsOwnOnly = policy.trust == .own
        revision = acceptance.revision
        looks = acceptance.looks
        threshold = acceptance.found.first { $0.budget == policy.budget }?.test.threshold
        values = known.count
        fewestValues = search.fewestValues
        self.missed = missed
        stops = acceptance.stops.map { Stop(form: $0.form, because: $0.because) }
        let documents = try store.latestDocuments(ofWorkflow: workflow.id, limit: Self.latest)
        strata = Ground.allCases.filter { $0 != .contradicted }.map { ground in
            Self.stratum(ground, known.filter { $0.ground == ground }, documents, search)
        }.filter { $0.values > 0 || $0.decided > 0 }
        let outcome = try store.sampleOutcome(ofWorkflow: workflow.id, since: acceptance.since ?? .distantPast)
        let rates = AnytimeBound.rates(
            errors: outcome.wrong, trials: outcome.looked, confidence: 0.95, expected: max(1e-6, policy.budget))
        let waiting = try store.waitingSamples(for: nil, workflows: [workflow.id], limit: 1000).count
        sample = Sample(
            rate: policy.sample, looked: outcome.looked, wrong: outcome.wrong, low: rates.lowerBound,
            high: rates.upperBound, waiting: waiting)
        months = try Self.months(of: workflow, in: store)
    }

    private static func stratum(
        _ ground: Ground, _ known: [GradedValue], _ documents: [Document], _ search: ThresholdSearch
    ) -> Stratum {
        let errors = known.count { $0.isWrong }
        let fields = documents.flatMap(\.fields).filter { $0.decision?.basis?.ground == ground }
        let freed = documents.count { document in
            let open = document.fields.filter(\.isOpen)
            return !open.isEmpty && document.openProblems.isEmpty
                && open.allSatisfy {
                    $0.decision?.basis?.ground == ground && ($0.decision?.basis?.error ?? 1) < Acceptance.hopeless
                }
        }
        let needed = BinomialTest.fewestTrials(errors: errors, rate: search.testedRate, level: search.level)
        return Stratum(
            ground: ground, values: known.count, errors: errors,
            bound: known.isEmpty
                ? 1 : ErrorBound.clopperPearsonUpper(errors: errors, trials: known.count, confidence: 0.95),
            decided: fields.count, passing: fields.count { $0.decision?.accepted == true },
            more: max(0, needed - known.count),
            frees: documents.isEmpty ? 0 : Double(freed) / Double(documents.count))
    }

    private static func months(of workflow: Workflow, in store: Store) throws -> [Month] {
        let current = store.day(of: store.now()).prefix(7)
        let outcomes = Dictionary(
            uniqueKeysWithValues: try store.sampleMonths(ofWorkflow: workflow.id).map { ($0.month, $0) })
        var accepted: [String: Int] = [:]
        for tally in try store.decisionTallies(ofWorkflow: workflow.id) where tally.day.prefix(7) < current {
            accepted[String(tally.day.prefix(7)), default: 0] += tally.decided - tally.doubtful
        }
        return accepted.sorted { $0.key < $1.key }.suffix(12).map { month, accepted in
            let (looked, wrong) = (outcomes[month]?.looked ?? 0, outcomes[month]?.wrong ?? 0)
            let population = max(accepted, looked)
            return Month(
                month: month, accepted: population, looked: looked, wrong: wrong,
                mostErrors: FinitePopulation.mostErrors(
                    errors: wrong, sample: looked, population: population, confidence: 0.95))
        }
    }
}
