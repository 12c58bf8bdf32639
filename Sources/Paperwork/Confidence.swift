/// The chance that a value is right, between 0 and 1.
///
/// A recogniser's own confidence is raw: it orders readings but is no probability. `Evidence` turns it into a
/// calibrated one.
package struct Confidence: Hashable, Comparable, Sendable {
    /// Between 0 and 1; other numbers are brought to the nearer end, and not-a-number is 0.
    package let value: Double

    package init(_ value: Double) {
        self.value = value.isNaN ? 0 : min(1, max(0, value))
    }

    package static let none = Confidence(0)
    package static let certain = Confidence(1)

    package static func < (left: Confidence, right: Confidence) -> Bool { left.value < right.value }
}

extension Confidence: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Double.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode((value * 1_000_000).rounded() / 1_000_000)
    }
}
