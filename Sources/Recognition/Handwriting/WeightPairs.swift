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
        let width = Arithmetic.LayerArithmetic.width
        let pairs = (bias.count + width - 1) / width
        func eight(from first: Int, _ value: (Int) -> Float) -> SIMD8<Float> {
            var eight = SIMD8<Float>.zero
            for lane in 0..<8 where first + lane < bias.count { eight[lane] = value(first + lane) }
            return eight
        }
        var values: [SIMD8<Float>] = []
        values.reserveCapacity(runs * 2 * pairs * inputs)
        for run in 0..<runs {
            for pair in 0..<pairs {
                for input in 0..<inputs {
                    values.append(eight(from: pair * width) { weight(run, $0, input) })
                    values.append(eight(from: pair * width + 8) { weight(run, $0, input) })
                }
            }
        }
        self.values = values
        self.bias = (0..<2 * pairs).map { half in eight(from: half * 8) { bias[$0] } }
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
