import Arithmetic
import Paperwork
import Testing

/// A layer's arithmetic for each kind of processor, and both ways to convolve, against sums written out.
@Suite struct LayerArithmeticTests {
    /// What the processor at hand can run.
    private static let versions = LayerArithmetic.allCases.filter(\.isPossible)

    private typealias Eight = SIMD8<Float>

    /// A picture, its kernels and biases, drawn by chance.
    private struct Layer {
        let side = 6
        let channels = 8
        let outputs = 24
        var framed: [Float] = []
        var kernels: [[Float]] = []
        var bias: [Float] = []

        /// - Parameter isWhole: whether its numbers are small and whole.
        init(isWhole: Bool = false) {
            var random = SeededRandom(seed: 7)
            func next() -> Float {
                isWhole ? Float(Int.random(in: -8...8, using: &random)) : .random(in: -0.5...0.5, using: &random)
            }
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
            let transformed = kernels.map { LayerArithmetic.transformed(kernel: $0) }
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

        var workspace: [Float] {
            let room = LayerArithmetic.workspace(side: side, channels: channels, outputs: outputs)
            return [Float](repeating: 0, count: room)
        }

        func convolve(
            _ weights: [Eight], frame: Int, into result: inout [Float],
            _ body: (LayerArithmetic.Convolution) -> Void
        ) {
            // Arrays of vectors begin at any multiple of 16 bytes: here at no multiple of more.
            let place = UnsafeMutableRawPointer.allocate(byteCount: 32 * weights.count + 16, alignment: 32)
            defer { place.deallocate() }
            let moved = (place + 16).initializeMemory(as: Eight.self, from: weights, count: weights.count)
            framed.withUnsafeBufferPointer { framed in
                biases.withUnsafeBufferPointer { bias in
                    result.withUnsafeMutableBufferPointer { result in
                        body(
                            LayerArithmetic.Convolution(
                                of: framed.baseAddress!, pictures: 1, side: side, channels: channels, weights: moved,
                                bias: bias.baseAddress!, outputs: outputs, frame: frame, into: result.baseAddress!))
                    }
                }
            }
        }

        static func eights(_ numbers: [Float], pairs: Int) -> [Eight] {
            let filled = numbers + [Float](repeating: 0, count: 16 * pairs - numbers.count)
            return stride(from: 0, to: filled.count, by: 8).map { Eight(filled[$0..<$0 + 8]) }
        }
    }

    private static func areClose(_ one: [Float], _ other: [Float]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) < 1e-4 }
    }

    @Test(arguments: versions)
    func convolvesPixelByPixel(by version: LayerArithmetic) {
        let layer = Layer()
        var result = [Float](repeating: -1, count: layer.pooled.count)
        layer.convolve(layer.direct, frame: 0, into: &result) { version.convolve($0) }
        #expect(Self.areClose(result, layer.pooled))
    }

    @Test(arguments: versions, [false, true])
    func convolvesTileByTile(by version: LayerArithmetic, isPooled: Bool) {
        let layer = Layer()
        let expected = isPooled ? layer.pooled : layer.whole
        var result = [Float](repeating: -1, count: expected.count)
        var workspace = layer.workspace
        layer.convolve(layer.tiled, frame: 0, into: &result) {
            version.convolveTiles($0, isPooled: isPooled, workspace: &workspace)
        }
        #expect(Self.areClose(result, expected))
    }

    /// Numbers that floating point holds exactly: no way to add them up may give another sum.
    @Test(arguments: versions, [false, true])
    func everyWayGivesTheSameSumsOfWholeNumbers(by version: LayerArithmetic, isTiled: Bool) {
        let layer = Layer(isWhole: true)
        var result = [Float](repeating: -1, count: layer.pooled.count)
        var workspace = layer.workspace
        layer.convolve(isTiled ? layer.tiled : layer.direct, frame: 0, into: &result) {
            if isTiled {
                version.convolveTiles($0, isPooled: true, workspace: &workspace)
            } else {
                version.convolve($0)
            }
        }
        #expect(result == layer.pooled)
    }

    /// The frame around each picture of the result is left as it was.
    @Test(arguments: versions, [false, true])
    func leavesTheFrameFree(by version: LayerArithmetic, isTiled: Bool) {
        let layer = Layer()
        let (half, whole) = (layer.side / 2, layer.side / 2 + 2)
        var result = [Float](repeating: -1, count: whole * whole * layer.outputs)
        var workspace = layer.workspace
        layer.convolve(isTiled ? layer.tiled : layer.direct, frame: 1, into: &result) {
            if isTiled {
                version.convolveTiles($0, isPooled: true, workspace: &workspace)
            } else {
                version.convolve($0)
            }
        }
        for place in 0..<whole * whole {
            let isInside = (1...half).contains(place % whole) && (1...half).contains(place / whole)
            let pixel = result[place * layer.outputs..<(place + 1) * layer.outputs]
            #expect(pixel.allSatisfy { isInside ? $0 >= 0 : $0 == -1 })
        }
    }

    /// Six rows: four at once and two alone; 24 outputs: a pair and a half.
    @Test(arguments: versions)
    func multipliesDenseLayers(by version: LayerArithmetic) {
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
        var result = [Float](repeating: -1, count: rows * outputs)
        weights.withUnsafeBufferPointer { weights in
            scales.withUnsafeBufferPointer { scales in
                bias.withUnsafeBufferPointer { bias in
                    let layer = LayerArithmetic.Dense(
                        inputs: inputs, outputs: outputs, weights: weights.baseAddress!, scales: scales.baseAddress!,
                        bias: bias.baseAddress!, floor: 0)
                    version.multiply(vectors, rows: rows, by: layer, into: &result)
                }
            }
        }
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
