import Foundation

/// A reading whose truth is known, as `tema evaluate --readings` keeps it.
struct CalibrationSample: Encodable {
    var recogniser: String
    var kind: String
    /// The reading's own confidence, between 0 and 1.
    var raw: Double
    var isRight: Bool

    /// Adds samples to a file, one JSON object a line.
    static func append(_ samples: [CalibrationSample], to file: URL) throws {
        var lines = (try? Data(contentsOf: file)) ?? Data()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for sample in samples {
            lines += try encoder.encode(sample)
            lines.append(UInt8(ascii: "\n"))
        }
        try lines.write(to: file)
    }
}
