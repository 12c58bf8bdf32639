internal import Arithmetic

/// A layer's weights, sorted as `LayerArithmetic` reads them: in pairs of eight outputs, input by input.
struct WeightPairs: Sendable {
    let outputs: Int
    let values: [SIMD8<Float>]
    let bias: [SIMD8<Float>]

    /// - Parameters:
    ///   - inputs: runs of inputs that stand one after the other, each with all outputs.
    ///   - weight: of an output and an input of a run.
    init(bias: [Float], runs: Int = 1, inputs: Int, weight: (_ run: Int, _ output: Int, _ input: Int) -> Float) {
        outputs = bias.count
        self.bias = Self.eights(bias)
        let pairs = self.bias.count / 2
        var values = [SIMD8<Float>](repeating: .zero, count: runs * 2 * pairs * inputs)
        for run in 0..<runs {
            for output in 0..<bias.count {
                let first = (run * pairs + output / 16) * inputs
                for input in 0..<inputs {
                    values[2 * (first + input) + output % 16 / 8][output % 8] = weight(run, output, input)
                }
            }
        }
        self.values = values
    }

    /// A number for each output in vectors of eight, filled up to whole pairs with zeros.
    static func eights(_ numbers: [Float]) -> [SIMD8<Float>] {
        let width = LayerArithmetic.width
        var eights = [SIMD8<Float>](repeating: .zero, count: (numbers.count + width - 1) / width * 2)
        for (output, number) in numbers.enumerated() { eights[output / 8][output % 8] = number }
        return eights
    }

    func withPointers(_ body: (UnsafePointer<SIMD8<Float>>, UnsafePointer<SIMD8<Float>>) -> Void) {
        values.withUnsafeBufferPointer { values in
            bias.withUnsafeBufferPointer { bias in
                guard let values = values.baseAddress, let bias = bias.baseAddress else { return }
                body(values, bias)
            }
        }
    }
}
