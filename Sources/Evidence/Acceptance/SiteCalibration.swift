import Foundation
package import Paperwork

/// What a site's own values say of chances of error: for each form and field, and, where these have too few, for their kind.
///
/// A field leans on its kind (field type, reader and what proves it), a kind on all values of the workflow, and these on what
/// ships with Tema: each level starts from the one above it and leaves it as its own values demand.
package struct SiteCalibration: Hashable, Sendable, Codable {
    private var workflow = Self.usual
    private var kinds: [String: BetaCalibration] = [:]
    private var fields: [String: BetaCalibration] = [:]

    /// By how much less often than what ships with Tema says values of a workflow are wrong, in log-odds, and how far
    /// workflows stray from that: on 20 forms drawn by chance that nothing had seen, 25 values were wrong of 38 expected among
    /// those with a chance under a tenth, and the forms differed as by 0.9 (Benchmarks/acceptance.md).
    private static let usual = BetaCalibration(slope: 1, shift: -0.85, values: 0, errors: 0)
    private static let workflowHold = BetaCalibration.Hold(slope: 0.1, shift: 0.8)
    /// How far kinds stray from their workflow, and fields from their kind: assumed.
    private static let kindHold = BetaCalibration.Hold(slope: 0.1, shift: 0.3)
    private static let fieldHold = BetaCalibration.Hold(slope: 0.1, shift: 0.4)

    /// By how much the log-odds of a value that passes may exceed those of the budget, where they are an upper bound: on the same
    /// forms, values that passed at 0.1 % had 0.04 % on average, because most are surer than the least sure that pass. It is
    /// what makes a value on the first day as sure as what ships with Tema says.
    private static func slack(at error: Double) -> Double {
        var first = usual
        first.spread = workflowHold.spread + kindHold.spread + fieldHold.spread
        return first.upperLogit(error) - BetaCalibration.logit(error)
    }

    /// What is known on the first day.
    package static let none = SiteCalibration()

    package init() {
        workflow.spread = Self.workflowHold.spread
    }

    /// - Parameter values: of one workflow.
    package init(fittedTo values: some Sequence<GradedValue>) {
        self.init(fittedTo: Tallies(values))
    }

    /// What became of a workflow's values, all together, by kind and by field.
    package struct Tallies: Sendable {
        fileprivate var workflow = GradeTally()
        fileprivate var kinds: [String: GradeTally] = [:]
        fileprivate var fields: [String: (kind: String, tally: GradeTally)] = [:]

        package init() {}

        package init(_ values: some Sequence<GradedValue>) {
            for value in values { add(value) }
        }

        package mutating func add(_ value: GradedValue) {
            workflow.add(value)
            let kind = SiteCalibration.kind(value)
            kinds[kind, default: GradeTally()].add(value)
            fields[SiteCalibration.place(value), default: (kind, GradeTally())].tally.add(value)
        }

        /// Values.
        package var count: Int { workflow.values }
    }

    package init(fittedTo tallies: Tallies) {
        workflow = .fitted(to: tallies.workflow, around: Self.usual, hold: Self.workflowHold)
        for (kind, tally) in tallies.kinds {
            kinds[kind] = .fitted(to: tally, around: workflow, hold: Self.kindHold)
        }
        for (field, (kind, tally)) in tallies.fields {
            fields[field] = .fitted(to: tally, around: kinds[kind] ?? workflow, hold: Self.fieldHold)
        }
    }

    /// Values that it was fitted to.
    package var values: Int { workflow.values }

    /// The corrected chance of error, between 0 and 1.
    package func error(of value: GradedValue) -> Double { place(of: value).corrected(value.error) }

    /// A chance of error that is to be within the budget, as long as no test has shown what may pass: an upper bound of the
    /// corrected one, as far as the workflow's values tell, less what the values that pass are surer than the least sure of
    /// them. On the first day it is what ships with Tema says.
    package func cautiousError(of value: GradedValue) -> Double {
        1 / (1 + exp(Self.slack(at: value.error) - place(of: value).upperLogit(value.error)))
    }

    private func place(of value: GradedValue) -> BetaCalibration {
        if let field = fields[Self.place(value)] { return field }
        var parent = kinds[Self.kind(value)] ?? workflow
        let isOfKnownKind = kinds[Self.kind(value)] != nil
        let strayed = isOfKnownKind ? Self.fieldHold.spread : Self.kindHold.spread + Self.fieldHold.spread
        parent.spread = (parent.spread ?? Self.workflowHold.spread) + strayed
        return parent
    }

    fileprivate static func kind(_ value: GradedValue) -> String {
        "\(Calibration.group(of: value.type)) \(value.reader) \(value.ground.rawValue)"
    }

    fileprivate static func place(_ value: GradedValue) -> String {
        "\(value.form) \(value.field) \(value.ground.rawValue)"
    }
}
