/// 濁点 and 半濁点 written as a character of their own, as half-width kana have them.
enum SoundMarks {
    /// Each kana joined with the mark that follows it, where such a kana exists.
    static func compose(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains(where: { isVoicing($0) || isPlosive($0) }) else { return scalars }
        var composed: [Unicode.Scalar] = []
        composed.reserveCapacity(scalars.count)
        for scalar in scalars {
            if let last = composed.last, let joined = join(last, scalar) {
                composed[composed.count - 1] = joined
            } else {
                composed.append(scalar)
            }
        }
        return composed
    }

    private static func join(_ kana: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
        if isVoicing(mark) { return voiced[kana] }
        if isPlosive(mark) { return plosive[kana] }
        return nil
    }

    private static func isVoicing(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{3099}" || scalar == "\u{309B}" || scalar == "\u{FF9E}"
    }

    private static func isPlosive(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{309A}" || scalar == "\u{309C}" || scalar == "\u{FF9F}"
    }

    private static let voiced = pairs(
        "ウカキクケコサシスセソタチツテトハヒフヘホワヽうかきくけこさしすせそたちつてとはひふへほゝ",
        "ヴガギグゲゴザジズゼゾダヂヅデドバビブベボヷヾゔがぎぐげござじずぜぞだぢづでどばびぶべぼゞ")
    private static let plosive = pairs("ハヒフヘホはひふへほ", "パピプペポぱぴぷぺぽ")

    private static func pairs(_ plain: String, _ marked: String) -> [Unicode.Scalar: Unicode.Scalar] {
        Dictionary(uniqueKeysWithValues: zip(plain.unicodeScalars, marked.unicodeScalars))
    }
}
