import Arithmetic
import ArithmeticAVX2
import Foundation
import Paperwork
import Testing

/// Both compilations of a layer's arithmetic, and both ways to convolve, against sums written out.
@Suite struct LayerArithmeticTests {
    /// Whether the compilation for AVX2 is meant: that one only where the processor can run it.
    private static let compilations: [Bool] = {
        let description = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        return description.contains(" avx2 ") && description.contains(" fma ") ? [false, true] : [false]
    }()

    private typealias Eight = SIMD8<Float>

    /// A picture, its kernels and biases, drawn by chance.
    private struct Layer {
        let side = 6
        let channels = 8
        let outputs = 24
        var framed: [Float] = []
        var kernels: [[Float]] = []
        var bias: [Float] = []

        init() {
            var random = SeededRandom(seed: 7)
            func next() -> Float { .random(in: -0.5...0.5, using: &random) }
            for y in 0..<side + 2 {
                for x in 0..<side + 2 {
                    let isFrame = x == 0 || y == 0 || x == side + 1 || y == side + 1
                    framed += (0..<channels).map { _ in isFrame ? 0 : next() }
                }
            }
            kernels = (0..<outputs * channels).map { _ in (0..<9).map { _ in next() } }
            bias = (0..<outputs).map { _ in next() }
        }

        /// The convolution cut off below zero, sum by sum.
        var whole: [Float] {
            places(side).flatMap { x, y in (0..<outputs).map { max(0, sum($0, x: x, y: y)) } }
        }

        /// The greatest of each 2 × 2 pixels of that.
        var pooled: [Float] {
            places(side / 2).flatMap { x, y in
                (0..<outputs).map { output in
                    (0..<4).reduce(0) { max($0, sum(output, x: 2 * x + $1 % 2, y: 2 * y + $1 / 2)) }
                }
            }
        }

        private func places(_ side: Int) -> [(x: Int, y: Int)] {
            (0..<side * side).map { ($0 % side, $0 / side) }
        }

        private func sum(_ output: Int, x: Int, y: Int) -> Float {
            var sum = bias[output]
            for channel in 0..<channels {
                for tap in 0..<9 {
                    let place = ((y + tap / 3) * (side + 2) + x + tap % 3) * channels + channel
                    sum += kernels[output * channels + channel][tap] * framed[place]
                }
            }
            return sum
        }

        var biases: [Eight] { Self.eights(bias, pairs: 2) }

        var direct: [Eight] {
            weights(runs: 1, inputs: 9 * channels) { _, output, input in
                kernels[output * channels + input % channels][input / channels]
            }
        }

        var tiled: [Eight] {
            let transformed = kernels.map { Arithmetic.LayerArithmetic.transformed(kernel: $0) }
            return weights(runs: 16, inputs: channels) { point, output, input in
                transformed[output * channels + input][point]
            }
        }

        private func weights(runs: Int, inputs: Int, _ weight: (Int, Int, Int) -> Float) -> [Eight] {
            var weights: [Eight] = []
            for run in 0..<runs {
                for pair in 0..<2 {
                    for input in 0..<inputs {
                        let own = (16 * pair..<16 * pair + 16).map { $0 < outputs ? weight(run, $0, input) : Float(0) }
                        weights += Self.eights(own, pairs: 1)
                    }
                }
            }
            return weights
        }

        static func eights(_ numbers: [Float], pairs: Int) -> [Eight] {
            let filled = numbers + [Float](repeating: 0, count: 16 * pairs - numbers.count)
            return stride(from: 0, to: filled.count, by: 8).map { Eight(filled[$0..<$0 + 8]) }
        }
    }

    private static func areClose(_ one: [Float], _ other: [Float]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < 1e-4 }
    }

    @Test(arguments: compilations)
    func convolvesPixelByPixel(byAVX2: Bool) {
        let layer = Layer()
        var result = [Float](repeating: -1, count: layer.pooled.count)
        let convolve =
            byAVX2 ? ArithmeticAVX2.LayerArithmetic.convolve : Arithmetic.LayerArithmetic.convolve
        convolve(layer.framed, 1, layer.side, layer.channels, layer.direct, layer.biases, layer.outputs, 0, &result)
        #expect(Self.areClose(result, layer.pooled))
    }

    @Test(arguments: compilations, [false, true])
    func convolvesTileByTile(byAVX2: Bool, isPooled: Bool) {
        let layer = Layer()
        let expected = isPooled ? layer.pooled : layer.whole
        var result = [Float](repeating: -1, count: expected.count)
        let room = Arithmetic.LayerArithmetic.workspace(
            side: layer.side, channels: layer.channels, outputs: layer.outputs)
        var workspace = [Float](repeating: 0, count: room)
        let convolveTiles =
            byAVX2 ? ArithmeticAVX2.LayerArithmetic.convolveTiles : Arithmetic.LayerArithmetic.convolveTiles
        convolveTiles(
            layer.framed, 1, layer.side, layer.channels, layer.tiled, layer.biases, layer.outputs, isPooled, 0,
            &workspace, &result)
        #expect(Self.areClose(result, expected))
    }

    /// Six rows: four at once and two alone; 24 outputs: a pair and a half.
    @Test(arguments: compilations)
    func multipliesDenseLayers(byAVX2: Bool) {
        let (rows, inputs, outputs) = (6, 10, 24)
        let vectors = (0..<rows * inputs).map { Float($0 * 7 % 13) - 6 }
        let whole = { (output: Int, input: Int) in Int8((output * 31 + input * 17) % 255 - 127) }
        var weights: [SIMD16<Int8>] = []
        for pair in 0..<2 {
            for input in 0..<inputs {
                var own = SIMD16<Int8>.zero
                for lane in 0..<16 where 16 * pair + lane < outputs { own[lane] = whole(16 * pair + lane, input) }
                weights.append(own)
            }
        }
        let scales = Layer.eights((0..<outputs).map { 0.001 * Float($0 + 1) }, pairs: 2)
        let bias = Layer.eights((0..<outputs).map { Float($0) / 4 - 3 }, pairs: 2)
        var workspace = [Eight](repeating: .zero, count: 2 * inputs)
        var result = [Float](repeating: -1, count: rows * outputs)
        let dense = byAVX2 ? ArithmeticAVX2.LayerArithmetic.dense : Arithmetic.LayerArithmetic.dense
        dense(vectors, rows, inputs, weights, scales, bias, outputs, 0, &workspace, &result)
        var expected: [Float] = []
        for row in 0..<rows {
            for output in 0..<outputs {
                var sum: Float = 0
                for input in 0..<inputs { sum += Float(whole(output, input)) * vectors[row * inputs + input] }
                expected.append(max(0, sum * 0.001 * Float(output + 1) + Float(output) / 4 - 3))
            }
        }
        #expect(Self.areClose(result, expected))
    }
}
