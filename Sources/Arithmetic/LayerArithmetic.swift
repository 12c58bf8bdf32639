internal import CArithmetic

/// What a network's layers compute, sixteen outputs at four places at once: a face for the C in `CArithmetic`, which is
/// compiled once for each kind of processor.
///
/// Weights are in pairs of eight outputs: input by input, the sixteen weights side by side. Outputs are filled up to
/// whole pairs with zeros. Pictures are row by row, the channels of a pixel side by side.
package enum LayerArithmetic: Sendable, CaseIterable {
    case everyProcessor
    /// Multiplies and adds in one instruction: those with AVX2 and FMA.
    case avx2

    /// What this machine's processor can do best.
    package static let best: LayerArithmetic = avx2.isPossible ? .avx2 : .everyProcessor

    /// Whether this machine's processor can do it.
    package var isPossible: Bool { tema_can_run(version) }

    private var version: tema_version { self == .avx2 ? tema_avx2 : tema_every_processor }

    /// Eight outputs side by side.
    package typealias Eight = SIMD8<Float>

    /// Outputs of one pair.
    package static let width = 16

    /// Pictures, and what a 3 × 3 convolution makes of them.
    package struct Convolution {
        private let values: tema_convolution

        /// - Parameters:
        ///   - framed: pictures with a frame of zeros one pixel wide, one after the other.
        ///   - side: pixels along each side of a picture without its frame, an even number.
        ///   - outputs: a multiple of eight.
        ///   - frame: pixels of the frame that is left free around each picture of the result.
        ///   - result: room for pictures of `side` pixels along each side, or half as many if pooled, and the frame.
        package init(
            of framed: UnsafePointer<Float>, pictures: Int, side: Int, channels: Int, weights: UnsafePointer<Eight>,
            bias: UnsafePointer<Eight>, outputs: Int, frame: Int, into result: UnsafeMutablePointer<Float>
        ) {
            values = tema_convolution(
                framed: framed, pictures: pictures, side: side, channels: channels, weights: weights, bias: bias,
                outputs: outputs, frame: frame, result: result)
        }

        fileprivate func with(_ body: (UnsafePointer<tema_convolution>) -> Void) {
            withUnsafePointer(to: values, body)
        }
    }

    /// Of each 2 × 2 pixels the greatest is kept; what is below zero becomes zero.
    package func convolve(_ convolution: Convolution) { convolution.with { tema_convolve(version, $0) } }

    /// The same as `convolve` for many channels, with less than half of the products: F(2 × 2, 3 × 3) of Lavin and Gray,
    /// "Fast Algorithms for Convolutional Neural Networks", CVPR 2016.
    ///
    /// - Parameters:
    ///   - convolution: its channels are a multiple of eight, its weights those of `transformed(kernel:)`, point by point.
    ///   - isPooled: whether the greatest of each 2 × 2 pixels is kept, or all of them.
    ///   - workspace: room for so many numbers as the function of that name tells.
    package func convolveTiles(
        _ convolution: Convolution, isPooled: Bool, workspace: UnsafeMutablePointer<Float>
    ) {
        convolution.with { tema_convolve_tiles(version, $0, isPooled, workspace) }
    }

    /// Points of a transformed tile.
    package static let points = Int(tema_tile_points)

    /// Numbers that `convolveTiles` needs room for beside its input and its result.
    package static func workspace(side: Int, channels: Int, outputs: Int) -> Int {
        tema_tiles_workspace(side, channels, outputs)
    }

    /// A 3 × 3 kernel at the sixteen points, row by row: G g Gᵀ.
    package static func transformed(kernel: [Float]) -> [Float] {
        precondition(kernel.count == 9, "a kernel has three rows of three")
        return [Float](unsafeUninitializedCapacity: points) { values, initialized in
            guard let start = values.baseAddress else { return }
            tema_transform_kernel(kernel, start)
            initialized = points
        }
    }

    /// A layer that makes every output of every input.
    ///
    /// Weights are whole numbers from -127 to 127: a layer of a million is read through for each few vectors, and takes a
    /// quarter of the memory so.
    package struct Dense {
        fileprivate let inputs: Int
        private let values: tema_dense_layer

        /// - Parameters:
        ///   - weights: pair by pair, input by input, those of its sixteen outputs.
        ///   - scales: what each output's sum is multiplied by, filled up to whole pairs.
        ///   - floor: what is below it becomes it.
        package init(
            inputs: Int, outputs: Int, weights: UnsafePointer<SIMD16<Int8>>, scales: UnsafePointer<Eight>,
            bias: UnsafePointer<Eight>, floor: Float
        ) {
            self.inputs = inputs
            values = tema_dense_layer(
                inputs: inputs, outputs: outputs, weights: weights, scales: scales, bias: bias, least: floor)
        }

        fileprivate func with(_ body: (UnsafePointer<tema_dense_layer>) -> Void) {
            withUnsafePointer(to: values, body)
        }
    }

    /// Every output from every input.
    ///
    /// - Parameters:
    ///   - vectors: `rows` times the layer's inputs.
    ///   - result: room for `rows` times its outputs.
    package func multiply(
        _ vectors: UnsafePointer<Float>, rows: Int, by layer: Dense, into result: UnsafeMutablePointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: Eight.self, capacity: 2 * layer.inputs) { workspace in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: layer.inputs) { active in
                layer.with {
                    tema_multiply(version, $0, vectors, rows, workspace.baseAddress, active.baseAddress, result)
                }
            }
        }
    }
}
