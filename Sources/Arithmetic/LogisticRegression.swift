internal import CArithmetic

/// How likely classes are by the weighted sums of their inputs (multinomial logistic regression).
package enum LogisticRegression {
    /// Adds the derivative of the mean negative log-likelihood of the wanted classes by each weight.
    ///
    /// - Parameters:
    ///   - rows: `count` times `inputs` numbers.
    ///   - wanted: the class of each row.
    ///   - weights: `classes` times `inputs` numbers.
    ///   - temperature: what the sums are divided by.
    ///   - slope: as many numbers as there are weights.
    package static func addSlope(
        of weights: UnsafePointer<Float>, classes: Int, inputs: Int, rows: UnsafePointer<Float>,
        wanted: UnsafePointer<Int>, count: Int, temperature: Float, to slope: UnsafeMutablePointer<Float>
    ) {
        let regression = tema_regression(
            weights: weights, classes: classes, inputs: inputs, rows: rows, wanted: wanted, count: count,
            temperature: temperature)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: classes) { chances in
            withUnsafePointer(to: regression) { tema_add_slope($0, chances.baseAddress, slope) }
        }
    }
}
