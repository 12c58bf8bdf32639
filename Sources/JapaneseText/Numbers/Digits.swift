/// Codes that are written in digits.
enum Digits {
    /// The digits' values; nil where `text` holds anything else.
    static func values(_ text: String) -> [Int]? {
        let values = text.utf8.map { Int($0) - 48 }
        return values.allSatisfy((0...9).contains) ? values : nil
    }

    /// Half-width digits, without the blanks, hyphens, points and brackets between them; nil where anything else is
    /// written.
    static func plain(_ text: String) -> String? {
        let plain = Width.narrow(text).filter { !" -.・()".contains($0) }
        return values(plain) == nil || plain.isEmpty ? nil : plain
    }
}
