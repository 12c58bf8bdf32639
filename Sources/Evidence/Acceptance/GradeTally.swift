import Foundation
package import Paperwork

/// What became of values, counted by their chances of error: as exact for a calibration as the values themselves, and small
/// however many there are.
package struct GradeTally: Sendable {
    struct Point {
        /// The middle of the chances' log-odds.
        var logit: Double
        /// Values, and wrong ones among them; one whose truth becomes known in one of a hundred cases counts as a hundred.
        var weight: Double
        var wrong: Double
    }

    private(set) var values = 0
    private(set) var errors = 0
    private var cells: [Int: Point] = [:]

    /// The width of a cell in log-odds: within one, chances differ by at most a fortieth.
    private static let width = 0.05

    package init() {}

    package init(_ values: some Sequence<GradedValue>) {
        for value in values { add(value) }
    }

    package mutating func add(_ value: GradedValue) {
        values += 1
        errors += value.isWrong ? 1 : 0
        let weight = value.isSampled ? min(100, 1 / max(value.rate, 1e-6)) : 1
        let cell = Int((BetaCalibration.logit(value.error) / Self.width).rounded())
        var point = cells[cell] ?? Point(logit: Double(cell) * Self.width, weight: 0, wrong: 0)
        point.weight += weight
        point.wrong += value.isWrong ? weight : 0
        cells[cell] = point
    }

    /// By their chances.
    var points: [Point] { cells.sorted { $0.key < $1.key }.map(\.value) }
}
