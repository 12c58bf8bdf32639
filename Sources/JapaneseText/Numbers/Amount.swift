/// An amount of yen as people write it.
package struct Amount: Sendable, Hashable {
    package var yen: Int
    /// False where commas stand at other places than every third digit from the right: a digit may be lost or doubled.
    package var isWellGrouped: Bool

    /// Reads ¥1,234 and 1,234円, 金壱万弐千円也, 12万3,456円, 3.5万円, △1,234 and ▲1,234 (negative), 1.234 and 12.345.678
    /// (points for commas), ¥1,234-; nil for anything else.
    package init?(_ text: String) {
        var rest = Substring(Width.narrow(text).filter { $0 != " " })
        let isNegative = Self.takeSign(from: &rest)
        guard let (value, isWellGrouped) = Self.value(of: rest) else { return nil }
        yen = isNegative ? -value : value
        self.isWellGrouped = isWellGrouped
    }

    /// As in `1,234` and `-1,234`.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return number < 0 ? "-" + grouped : grouped
    }

    private static func takeSign(from rest: inout Substring) -> Bool {
        var isNegative = false
        while let first = rest.first, "¥\\金△▲-+".contains(first) {
            if "△▲-".contains(first) { isNegative = true }
            rest.removeFirst()
        }
        while let last = rest.last, "円圓也-.".contains(last) { rest.removeLast() }
        return isNegative
    }

    private static func value(of numeral: Substring) -> (Int, isWellGrouped: Bool)? {
        guard let first = numeral.unicodeScalars.first, first.isDigit || KanjiNumber.isNumeral(first) else {
            return nil
        }
        let parts = numeral.split(separator: ",", omittingEmptySubsequences: false)
        let isWellGrouped = Self.isWellGrouped(parts)
        let plain = parts.joined()
        guard plain.contains(".") else { return KanjiNumber.value(of: plain).map { ($0, isWellGrouped) } }
        if let thousands = thousands(plain, hasCommas: parts.count > 1) { return (thousands, true) }
        return tenths(plain).map { ($0, isWellGrouped) }
    }

    /// Each part between commas is three digits, but for what comes before the first and what follows a unit.
    private static func isWellGrouped(_ parts: [Substring]) -> Bool {
        guard parts.count > 1 else { return true }
        let leading = parts[0].reversed().prefix { $0.isASCII && $0.isNumber }
        return (1...3).contains(leading.count)
            && parts.dropFirst().allSatisfy { part in
                part.prefix { $0.isASCII && $0.isNumber }.count == 3 && !part.dropFirst(3).contains { $0.isNumber }
            }
    }

    /// 1.234.567 with points for commas.
    private static func thousands(_ numeral: String, hasCommas: Bool) -> Int? {
        let parts = numeral.split(separator: ".", omittingEmptySubsequences: false)
        guard !hasCommas, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCII) }), parts[0].count <= 3,
            parts.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Int(parts.joined())
    }

    /// 3.5万: a fraction of a unit that comes to whole yen.
    private static func tenths(_ numeral: String) -> Int? {
        guard let unit = numeral.last, let size = KanjiNumber.value(of: "1\(unit)"), size >= 1000 else { return nil }
        let parts = numeral.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = Int(parts[0]), let fraction = Int(parts[1]), parts[1].count <= 6 else {
            return nil
        }
        let scale = (0..<parts[1].count).reduce(1) { scale, _ in scale * 10 }
        let (product, overflows) = (whole * scale + fraction).multipliedReportingOverflow(by: size)
        return overflows || !product.isMultiple(of: scale) ? nil : product / scale
    }
}
