/// A telephone number in Japan, by the numbering plan (電気通信番号計画, 令和元年総務省告示第6号).
package struct PhoneNumber: Sendable, Hashable {
    package enum Fault: Error, Sendable, Hashable {
        case unreadable
        /// Every number begins with 0 and another digit than 0.
        case noLeadingZero
        /// Ten digits for fixed lines, eleven for mobile and IP telephones.
        case wrongLength(Int, expected: Int)
    }

    /// Half-width, no hyphens, as in `0992241111`.
    package let digits: String

    /// Reads 099-224-1111, 099(224)1111, +81 99 224 1111.
    package init(_ text: String) throws(Fault) {
        var narrow = Width.narrow(text).filter { $0 != " " }
        for prefix in ["TEL", "Tel", "tel", "電話", ":"] where narrow.hasPrefix(prefix) {
            narrow.removeFirst(prefix.count)
        }
        if narrow.hasPrefix("+81") { narrow = "0" + narrow.dropFirst(3).drop { "-(0)".contains($0) } }
        guard let digits = Digits.plain(narrow) else { throw .unreadable }
        guard digits.hasPrefix("0"), !digits.hasPrefix("00") else { throw .noLeadingZero }
        let expected = Self.expectedLength(digits)
        guard digits.count == expected else { throw .wrongLength(digits.count, expected: expected) }
        self.digits = digits
    }

    /// With hyphens where the plan alone says where they go (mobile, IP, free dial, 03 and 06); fixed lines' area codes
    /// differ in length from place to place and stay unparted.
    package var printed: String {
        let parts: [Int]
        if digits.count == 11 {
            parts = digits.hasPrefix("0800") ? [4, 3, 4] : [3, 4, 4]
        } else if ["0120", "0570", "0990", "0180"].contains(where: digits.hasPrefix) {
            parts = [4, 3, 3]
        } else if digits.hasPrefix("03") || digits.hasPrefix("06") {
            parts = [2, 4, 4]
        } else {
            return digits
        }
        var rest = Substring(digits)
        return parts.map { count in
            defer { rest.removeFirst(count) }
            return String(rest.prefix(count))
        }
        .joined(separator: "-")
    }

    private static func expectedLength(_ digits: String) -> Int {
        ["020", "050", "060", "070", "080", "090"].contains(where: digits.hasPrefix) ? 11 : 10
    }
}
