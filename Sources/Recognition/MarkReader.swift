internal import Foundation

/// Says how likely a zone is marked, from the ink that it has more than the blank form.
package struct MarkReader: Sendable {
    package init() {}

    /// The chance, between 0 and 1, that a person marked the zone.
    ///
    /// A logistic regression on the added ink's amount, extent, darkness and place, one per shape; its weights are
    /// fitted on 700 drawn zones of each shape (ticks, crosses, fillings, circles, pencil; blanks, specks, erased marks
    /// and neighbours' strokes), scanned with the blur, noise and misplacement of office scans.
    package func probability(of crop: MarkCrop) -> Double {
        let weights = Self.weights(for: crop.shape)
        let features = MarkFeatures(crop).values
        let sum = zip(weights.dropFirst(), features).reduce(weights[0]) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-sum))
    }

    /// The constant, then one weight for each of `MarkFeatures.values`.
    private static func weights(for shape: MarkCrop.Shape) -> [Double] {
        switch shape {
        case .checkbox: [5.01, 2.90, 2.78, 0.49, -0.22, 0.15, -1.04]
        case .circled: [3.61, 1.46, 2.18, -1.26, -0.06, 0.61, -2.82]
        case .gridCell: [3.37, 0.73, 2.31, -0.71, 0.05, -0.42, -5.05]
        case .presence: [-1.98, 0.17, 2.48, -0.54, -0.31, 0.90, -2.38]
        }
    }
}
