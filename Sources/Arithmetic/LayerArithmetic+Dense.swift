extension LayerArithmetic {
    /// Every output from every input.
    ///
    /// Weights are whole numbers from -127 to 127: a layer of a million is read through for each few vectors, and takes a
    /// quarter of the memory so.
    ///
    /// - Parameters:
    ///   - vectors: `rows` times `inputs` numbers.
    ///   - weights: pair by pair, input by input, those of its sixteen outputs.
    ///   - scales: what each output's sum is multiplied by, filled up to whole pairs.
    ///   - floor: what is below it becomes it.
    ///   - workspace: room for sixteen times `inputs` numbers.
    ///   - result: room for `rows` times `outputs` numbers.
    package static func dense(
        _ vectors: UnsafePointer<Float>, rows: Int, inputs: Int, weights: UnsafePointer<SIMD16<Int8>>,
        scales: UnsafePointer<Eight>, bias: UnsafePointer<Eight>, outputs: Int, floor: Float,
        workspace: UnsafeMutablePointer<Eight>, into result: UnsafeMutablePointer<Float>
    ) {
        let layer = Dense(inputs: inputs, outputs: outputs, weights: weights, scales: scales, bias: bias, floor: floor)
        let fours = rows / 4 * 4
        if fours > 0 { layer.multiply(vectors, rows: fours, workspace: workspace, into: result) }
        for row in fours..<rows { layer.multiply(vectors + row * inputs, into: result + row * outputs) }
    }
}

/// A layer's weights, and what becomes of its sums.
private struct Dense {
    let inputs: Int
    let outputs: Int
    let weights: UnsafePointer<SIMD16<Int8>>
    let scales: UnsafePointer<SIMD8<Float>>
    let bias: UnsafePointer<SIMD8<Float>>
    let floor: Float

    private var pairs: Int { (outputs + LayerArithmetic.width - 1) / LayerArithmetic.width }

    private func target(_ pair: Int) -> OutputPair {
        OutputPair(
            scale: Sixteen(low: scales[2 * pair], high: scales[2 * pair + 1]),
            bias: Sixteen(low: bias[2 * pair], high: bias[2 * pair + 1]), floor: floor,
            lanes: min(LayerArithmetic.width, outputs - pair * LayerArithmetic.width))
    }

    /// Four rows at once, so that each weight is made a fraction once for all of them.
    func multiply(
        _ vectors: UnsafePointer<Float>, rows: Int, workspace: UnsafeMutablePointer<SIMD8<Float>>,
        into result: UnsafeMutablePointer<Float>
    ) {
        let zero: [SIMD8<Float>] = [.zero, .zero]
        zero.withUnsafeBufferPointer { zero in
            guard let zero = zero.baseAddress else { return }
            for pair in 0..<pairs {
                let target = target(pair)
                let own = weights + pair * inputs
                for input in 0..<inputs {
                    workspace[2 * input] = SIMD8(own[input].lowHalf)
                    workspace[2 * input + 1] = SIMD8(own[input].highHalf)
                }
                for row in stride(from: 0, to: rows, by: 4) {
                    let sums = LayerArithmetic.products(
                        vectors + row * inputs, segments: 1, length: inputs, stride: 0,
                        steps: (inputs, 2 * inputs, 3 * inputs), weights: workspace, bias: zero)
                    let place = result + row * outputs + pair * LayerArithmetic.width
                    target.store(sums.first, at: place)
                    target.store(sums.second, at: place + outputs)
                    target.store(sums.third, at: place + 2 * outputs)
                    target.store(sums.fourth, at: place + 3 * outputs)
                }
            }
        }
    }

    /// A single row: of its inputs, which are often zero, only the others count.
    func multiply(_ vector: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: inputs) { active in
            var count = 0
            for input in 0..<inputs where vector[input] != 0 {
                active[count] = input
                count += 1
            }
            for pair in 0..<pairs {
                let sums = sums(
                    of: vector, at: UnsafeBufferPointer(rebasing: active[..<count]), weights: weights + pair * inputs)
                target(pair).store(sums, at: result + pair * LayerArithmetic.width)
            }
        }
    }

    /// Four sums each of every fourth input, so that none waits for the one before it.
    @inline(__always)
    private func sums(
        of vector: UnsafePointer<Float>, at active: UnsafeBufferPointer<Int>, weights: UnsafePointer<SIMD16<Int8>>
    ) -> Sixteen {
        var (first, second) = (Sixteen(low: .zero, high: .zero), Sixteen(low: .zero, high: .zero))
        var (third, fourth) = (first, second)
        var place = 0
        while place + 4 <= active.count {
            first.add(weights[active[place]], times: vector[active[place]])
            second.add(weights[active[place + 1]], times: vector[active[place + 1]])
            third.add(weights[active[place + 2]], times: vector[active[place + 2]])
            fourth.add(weights[active[place + 3]], times: vector[active[place + 3]])
            place += 4
        }
        while place < active.count {
            first.add(weights[active[place]], times: vector[active[place]])
            place += 1
        }
        return Sixteen(
            low: (first.low + second.low) + (third.low + fourth.low),
            high: (first.high + second.high) + (third.high + fourth.high))
    }
}

extension Sixteen {
    @inline(__always)
    fileprivate mutating func add(_ weights: SIMD16<Int8>, times input: Float) {
        add(Sixteen(low: SIMD8(weights.lowHalf), high: SIMD8(weights.highHalf)), times: input)
    }
}

/// What becomes of the sums of sixteen outputs.
private struct OutputPair {
    let scale: Sixteen
    let bias: Sixteen
    let floor: Float
    /// How many of the sixteen there are.
    let lanes: Int

    @inline(__always)
    func store(_ sums: Sixteen, at place: UnsafeMutablePointer<Float>) {
        let least = SIMD8<Float>(repeating: floor)
        let low = (sums.low * scale.low + bias.low).greater(least)
        let high = (sums.high * scale.high + bias.high).greater(least)
        if lanes == LayerArithmetic.width {
            low.store(at: place)
            high.store(at: place + 8)
        } else {
            for lane in 0..<min(8, lanes) { place[lane] = low[lane] }
            for lane in 8..<max(8, lanes) { place[lane] = high[lane - 8] }
        }
    }
}
