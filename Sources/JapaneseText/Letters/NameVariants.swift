/// Variant shapes of one character in names (異体字), brought to one key.
package enum NameVariants {
    /// A key under which variants of one name are equal: 髙 as 高, 﨑 as 崎, 邉 and 邊 as 辺, 齋 as 斎; variation selectors,
    /// compatibility ideographs and blanks dropped, widths folded. For comparing only.
    ///
    /// 斉 and 斎 are different characters (齊 and 齋 in full) although people mix them up: they keep different keys, one
    /// edit apart. The variants come from the MJ縮退マップ (IPA, CC BY-SA 2.1 JP), the ordinance on names' characters
    /// (戸籍法施行規則別表第二) and the 常用漢字表, as `Scripts/derive-name-variants` joins them.
    package static func folded(_ text: String) -> String {
        var key: [Unicode.Scalar] = []
        for scalar in Width.narrow(text).unicodeScalars where !isVariationSelector(scalar) && scalar != " " {
            key.append(heads[scalar] ?? scalar)
        }
        return String(key)
    }

    /// The selectors that choose a glyph of the character before them (異体字セレクタ).
    package static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }

    /// Variant → the character that it folds to.
    private static let heads: [Unicode.Scalar: Unicode.Scalar] = Resources.lines("name-variants.txt").reduce(into: [:])
    {
        heads, line in
        guard let head = line.unicodeScalars.first else { return }
        for variant in line.unicodeScalars.dropFirst() { heads[variant] = head }
    }
}
