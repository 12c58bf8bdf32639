internal import Arithmetic
internal import Foundation

/// A 3 × 3 convolution with zeros around the picture; what is below zero becomes zero.
struct Convolution: Sendable {
    /// Of the pictures that go in; the side is even.
    let shape: PictureShape
    /// Whether the greatest of each 2 × 2 pixels is kept, or all of them.
    private(set) var isPooled = true
    var outputs: Int { weights.outputs }
    /// Of the pictures that come out.
    var resultShape: PictureShape {
        PictureShape(side: isPooled ? shape.side / 2 : shape.side, channels: outputs)
    }

    /// Whether pictures are transformed tile by tile; with few channels that costs more than it saves.
    private let isTiled: Bool
    private let weights: WeightPairs

    /// - Parameter weights: output by output, input channel by input channel, three rows of three.
    init(_ weights: [Float], bias: [Float], from shape: PictureShape) {
        self.shape = shape
        let channels = shape.channels
        isTiled = channels % 8 == 0
        if isTiled {
            let kernels = (0..<bias.count * channels).map { index in
                LayerArithmetic.transformed(kernel: Array(weights[index * 9..<index * 9 + 9]))
            }
            self.weights = WeightPairs(
                bias: bias, runs: LayerArithmetic.points, inputs: channels
            ) { point, output, input in kernels[output * channels + input][point] }
        } else {
            self.weights = WeightPairs(bias: bias, inputs: 9 * channels) { _, output, input in
                weights[(output * channels + input % channels) * 9 + input / channels]
            }
        }
    }

    /// The same that keeps all pixels; nil where there are too few channels for that.
    var unpooled: Convolution? {
        guard isTiled else { return nil }
        var all = self
        all.isPooled = false
        return all
    }

    /// Numbers that the result of so many pictures has, each with a frame of `frame` pixels.
    func resultCount(pictures: Int, frame: Int) -> Int {
        let side = resultShape.side + 2 * frame
        return pictures * side * side * outputs
    }

    /// - Parameters:
    ///   - framed: pictures with a frame of zeros one pixel wide.
    ///   - result: gets pictures with a frame of zeros so many pixels wide.
    func convolve(_ framed: [Float], pictures: Int, frame: Int, into result: inout [Float], workspace: inout [Float]) {
        result.clear(count: resultCount(pictures: pictures, frame: frame))
        if isTiled {
            let needed = LayerArithmetic.workspace(
                side: shape.side, channels: shape.channels, outputs: outputs)
            if workspace.count < needed { workspace = [Float](repeating: 0, count: needed) }
        }
        framed.withUnsafeBufferPointer { framed in
            result.withUnsafeMutableBufferPointer { result in
                workspace.withUnsafeMutableBufferPointer { workspace in
                    guard let framed = framed.baseAddress, let result = result.baseAddress else { return }
                    weights.withPointers { values, bias in
                        compute(framed, pictures, values, bias, frame, workspace.baseAddress, result)
                    }
                }
            }
        }
    }

    private func compute(
        _ framed: UnsafePointer<Float>, _ pictures: Int, _ values: UnsafePointer<SIMD8<Float>>,
        _ bias: UnsafePointer<SIMD8<Float>>, _ frame: Int, _ workspace: UnsafeMutablePointer<Float>?,
        _ result: UnsafeMutablePointer<Float>
    ) {
        let convolution = LayerArithmetic.Convolution(
            of: framed, pictures: pictures, side: shape.side, channels: shape.channels, weights: values, bias: bias,
            outputs: outputs, frame: frame, into: result)
        if isTiled, let workspace {
            LayerArithmetic.best.convolveTiles(convolution, isPooled: isPooled, workspace: workspace)
        } else {
            LayerArithmetic.best.convolve(convolution)
        }
    }
}

extension [Float] {
    /// Makes it so many zeros; its memory stays where it is of that size.
    mutating func clear(count: Int) {
        guard self.count == count else {
            self = [Float](repeating: 0, count: count)
            return
        }
        withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { memset(start, 0, bytes.count) }
        }
    }
}
