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
        let zero: [Eight] = [.zero, .zero]
        zero.withUnsafeBufferPointer { zero in
            guard let zero = zero.baseAddress else { return }
            for pair in 0..<(outputs + width - 1) / width {
                let target = OutputPair(
                    scale: Sixteen(low: scales[2 * pair], high: scales[2 * pair + 1]),
                    bias: Sixteen(low: bias[2 * pair], high: bias[2 * pair + 1]), floor: floor,
                    lanes: min(width, outputs - pair * width))
                let own = weights + pair * inputs
                for input in 0..<inputs {
                    workspace[2 * input] = Eight(own[input].lowHalf)
                    workspace[2 * input + 1] = Eight(own[input].highHalf)
                }
                let fours = rows / 4 * 4
                for row in stride(from: 0, to: fours, by: 4) {
                    let sums = products(
                        vectors + row * inputs, segments: 1, length: inputs, stride: 0,
                        steps: (inputs, 2 * inputs, 3 * inputs), weights: workspace, bias: zero)
                    let place = result + row * outputs + pair * width
                    target.store(sums.first, at: place)
                    target.store(sums.second, at: place + outputs)
                    target.store(sums.third, at: place + 2 * outputs)
                    target.store(sums.fourth, at: place + 3 * outputs)
                }
                for row in fours..<rows {
                    let sums = products(vectors + row * inputs, length: inputs, weights: workspace)
                    target.store(sums, at: result + row * outputs + pair * width)
                }
            }
        }
    }

    /// The sixteen outputs of one place: four sums each of every fourth input, so that none waits for the one before it.
    @inline(__always)
    private static func products(
        _ input: UnsafePointer<Float>, length: Int, weights: UnsafePointer<Eight>
    ) -> Sixteen {
        var (first, second) = (Sixteen(low: .zero, high: .zero), Sixteen(low: .zero, high: .zero))
        var (third, fourth) = (first, second)
        var place = 0
        while place + 4 <= length {
            let weight = weights + 2 * place
            first.add(Sixteen(low: weight[0], high: weight[1]), times: input[place])
            second.add(Sixteen(low: weight[2], high: weight[3]), times: input[place + 1])
            third.add(Sixteen(low: weight[4], high: weight[5]), times: input[place + 2])
            fourth.add(Sixteen(low: weight[6], high: weight[7]), times: input[place + 3])
            place += 4
        }
        while place < length {
            first.add(Sixteen(low: weights[2 * place], high: weights[2 * place + 1]), times: input[place])
            place += 1
        }
        return Sixteen(
            low: (first.low + second.low) + (third.low + fourth.low),
            high: (first.high + second.high) + (third.high + fourth.high))
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
