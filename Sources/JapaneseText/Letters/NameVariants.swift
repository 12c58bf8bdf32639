/// Variant shapes of one character in names (異体字), brought to one key.
package enum NameVariants {
    /// A key under which variants of one name are equal: 髙 as 高, 﨑 as 崎, 邉 and 邊 as 辺, 齋 as 斎; variation selectors,
    /// compatibility ideographs and blanks dropped. For comparing only.
    ///
    /// 斉 and 斎 are different characters (齊 and 齋 in full) although people mix them up: they keep different keys.
    package static func folded(_ text: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in Width.narrow(text).unicodeScalars where !isVariationSelector(scalar) && scalar != " " {
            key.append(scalar)
        }
        return String(key)
    }

    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }
}
