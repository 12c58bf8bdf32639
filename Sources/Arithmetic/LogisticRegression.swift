// Compiled for every processor only: it is used once in a while.
#if !AVX2
    internal import Foundation

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
            withUnsafeTemporaryAllocation(of: Float.self, capacity: classes) { chances in
                for index in 0..<count {
                    let row = rows + index * inputs
                    softmax(of: row, weights: weights, inputs: inputs, temperature: temperature, into: chances)
                    for kind in 0..<classes {
                        let excess = (chances[kind] - (kind == wanted[index] ? 1 : 0)) / Float(count)
                        let target = slope + kind * inputs
                        for input in 0..<inputs { target[input] += excess * row[input] }
                    }
                }
            }
        }

        private static func softmax(
            of row: UnsafePointer<Float>, weights: UnsafePointer<Float>, inputs: Int, temperature: Float,
            into chances: UnsafeMutableBufferPointer<Float>
        ) {
            var greatest = -Float.infinity
            for kind in chances.indices {
                var sum: Float = 0
                for input in 0..<inputs { sum += weights[kind * inputs + input] * row[input] }
                chances[kind] = sum / temperature
                greatest = max(greatest, chances[kind])
            }
            var all: Float = 0
            for kind in chances.indices {
                chances[kind] = exp(chances[kind] - greatest)
                all += chances[kind]
            }
            for kind in chances.indices { chances[kind] /= all }
        }
    }
#endif
