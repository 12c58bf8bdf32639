internal import Foundation

/// The weights of a dense layer as a model's file holds them: for each output whole numbers from -127 to 127 and what they
/// are multiplied by.
struct DenseWeights {
    let scales: [Float]
    /// Output by output.
    let whole: [Int8]

    private static let greatest: Float = 127

    /// - Parameter rows: the weights of each output.
    init(rows: [[Float]]) {
        scales = rows.map { row in row.reduce(0) { max($0, abs($1)) } / Self.greatest }
        whole = zip(rows, scales).flatMap { row, scale in
            row.map { scale > 0 ? Int8(($0 / scale).rounded()) : 0 }
        }
    }

    /// Nil where the file ends before.
    init?(from reader: inout LittleEndianReader, inputs: Int, outputs: Int) {
        guard let scales = reader.floats(outputs), let whole = reader.signedBytes(outputs * inputs) else { return nil }
        self.scales = scales
        self.whole = whole
    }

    static func bytes(inputs: Int, outputs: Int) -> Int { outputs * (4 + inputs) }

    var rows: [[Float]] {
        let inputs = whole.count / max(1, scales.count)
        return scales.indices.map { output in
            whole[output * inputs..<(output + 1) * inputs].map { Float($0) * scales[output] }
        }
    }

    var data: Data {
        var data = Data()
        for scale in scales { withUnsafeBytes(of: scale.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
        data.append(contentsOf: whole.map { UInt8(bitPattern: $0) })
        return data
    }
}
