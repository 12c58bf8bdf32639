/// Characters that look like a dash: hyphens, minus signs, rules and the long-vowel mark.
enum Dashes {
    static let longVowel: Unicode.Scalar = "ー"

    static func isDash(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0xAD, 0x2010...0x2015, 0x2043, 0x207B, 0x208B, 0x2212, 0x2500, 0x2501, 0x2796, 0x30FC, 0xFE58,
            0xFE63,
            0xFF0D, 0xFF70:
            true
        default: false
        }
    }

    /// Each dash brought to `ー` or `-` by what stands before and after it.
    static func settled(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains(where: isDash) else { return scalars }
        var settled = scalars
        for index in scalars.indices where isDash(scalars[index]) {
            let isAfterKana = index > 0 && Kana.isKana(settled[index - 1])
            let next = scalars[(index + 1)...].first { !isDash($0) }
            let goesOn = next.map(Kana.isKana) ?? true
            settled[index] = isAfterKana && (goesOn || scalars[index] == longVowel) ? longVowel : "-"
        }
        return settled
    }
}
