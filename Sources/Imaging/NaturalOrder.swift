/// The order in which people number things: `page2` before `page10`, whatever the case of letters and the width of digits.
package enum NaturalOrder {
    /// Whether `first` stands before `second`. Total: names that differ in nothing but case, width or leading zeros are
    /// ordered by their scalars.
    package static func precedes(_ first: String, _ second: String) -> Bool {
        let (one, other) = (parts(first), parts(second))
        for (a, b) in zip(one, other) where a != b { return a < b }
        guard one.count == other.count else { return one.count < other.count }
        return first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
    }

    /// A run of digits, as its length and digits without leading zeros, or one other character.
    private enum Part: Comparable {
        case number(length: Int, digits: String)
        case character(UInt32)

        static func < (one: Part, other: Part) -> Bool {
            switch (one, other) {
            case (.number(let length, let digits), .number(let otherLength, let otherDigits)):
                (length, digits) < (otherLength, otherDigits)
            case (.character(let one), .character(let other)): one < other
            case (.number, .character): true
            case (.character, .number): false
            }
        }
    }

    private static func parts(_ name: String) -> [Part] {
        var parts: [Part] = []
        var digits: String?
        func endNumber() {
            guard let run = digits else { return }
            let significant = String(run.drop { $0 == "0" })
            parts.append(.number(length: significant.count, digits: significant))
            digits = nil
        }
        for scalar in name.lowercased().unicodeScalars {
            let folded = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            if (0x30...0x39).contains(folded) {
                digits = (digits ?? "") + String(folded - 0x30)
            } else {
                endNumber()
                parts.append(.character(folded))
            }
        }
        endNumber()
        return parts
    }
}
