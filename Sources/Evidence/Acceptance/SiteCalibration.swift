package import Paperwork

/// What a site's own values say of chances of error: for each form and field, and, where these have too few, for their kind.
///
/// A field leans on its kind (field type, reader and what proves it), a kind on all values of the workflow, and these on what
/// ships with Tema: each level starts from the one above it and leaves it as its own values demand.
package struct SiteCalibration: Hashable, Sendable, Codable {
    private var workflow = BetaCalibration.identity
    private var kinds: [String: BetaCalibration] = [:]
    private var fields: [String: BetaCalibration] = [:]

    /// Leaves chances as they are.
    package static let none = SiteCalibration()

    package init() {}

    /// - Parameter values: of one workflow. One whose truth becomes known in one of a hundred cases counts as a hundred.
    package init(fittedTo values: [GradedValue]) {
        workflow = Self.fit(values, around: .identity)
        for (kind, values) in Dictionary(grouping: values, by: Self.kind) {
            kinds[kind] = Self.fit(values, around: workflow)
        }
        for (field, values) in Dictionary(grouping: values, by: Self.place) {
            fields[field] = Self.fit(values, around: values.first.flatMap { kinds[Self.kind($0)] } ?? workflow)
        }
    }

    /// The corrected chance of error, between 0 and 1.
    package func error(of value: GradedValue) -> Double {
        (fields[Self.place(value)] ?? kinds[Self.kind(value)] ?? workflow).corrected(value.error)
    }

    private static func fit(_ values: [GradedValue], around parent: BetaCalibration) -> BetaCalibration {
        .fitted(
            to: values.map { ($0.error, $0.isWrong, $0.isSampled ? min(100, 1 / max($0.rate, 1e-6)) : 1) },
            around: parent)
    }

    private static func kind(_ value: GradedValue) -> String {
        "\(Calibration.group(of: value.type)) \(value.reader) \(value.ground.rawValue)"
    }

    private static func place(_ value: GradedValue) -> String {
        "\(value.form) \(value.field) \(value.ground.rawValue)"
    }
}
