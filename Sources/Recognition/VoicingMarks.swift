internal import Imaging
internal import Paperwork

/// Joins a kana and the voicing mark that half-width writing puts after it: カ and ゛ become ガ.
enum VoicingMarks {
    private static let plain = Array("カキクケコサシスセソタチツテトハヒフヘホウ")
    private static let voiced = Array("ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ")
    private static let plainBeforeRing = Array("ハヒフヘホ")
    private static let ringed = Array("パピプペポ")
    private static let marks: [Character: [String: String]] = [
        "゛": Dictionary(uniqueKeysWithValues: zip(plain.map(String.init), voiced.map(String.init))),
        "゜": Dictionary(uniqueKeysWithValues: zip(plainBeforeRing.map(String.init), ringed.map(String.init))),
    ]

    static func joined(_ symbols: [GlyphLineReader.Symbol]) -> [GlyphLineReader.Symbol] {
        var joined: [GlyphLineReader.Symbol] = []
        for symbol in symbols {
            guard isMark(symbol), let kana = joined.last, let together = join(kana, symbol) else {
                joined.append(symbol)
                continue
            }
            joined[joined.count - 1] = together
        }
        return joined
    }

    /// Whether it is a mark, or may well be one and otherwise a small sign, which doesn't stand behind such kana.
    private static func isMark(_ symbol: GlyphLineReader.Symbol) -> Bool {
        guard let best = symbol.alternatives.first?.text.first else { return false }
        guard marks[best] == nil else { return true }
        return smallSigns.contains(best)
            && symbol.alternatives.contains { $0.score > 0.1 && $0.text.first.map { marks[$0] != nil } == true }
    }

    private static let smallSigns = Set("・,.'-")

    /// Nil where the kana takes no such mark.
    private static func join(
        _ kana: GlyphLineReader.Symbol, _ mark: GlyphLineReader.Symbol
    ) -> GlyphLineReader.Symbol? {
        var scores: [String: Double] = [:]
        for base in kana.alternatives {
            for sign in mark.alternatives {
                guard let table = sign.text.first.flatMap({ marks[$0] }), let text = table[base.text] else { continue }
                scores[text, default: 0] += base.score * sign.score
            }
        }
        guard let best = scores.max(by: { $0.value < $1.value }) else { return nil }
        let alternatives = scores.map { Lattice.Alternative($0.key, $0.value) }
        let top = min(kana.bounds.y, mark.bounds.y)
        return GlyphLineReader.Symbol(
            bounds: PixelRect(
                x: kana.bounds.x, y: top, width: mark.bounds.maxX - kana.bounds.x,
                height: max(kana.bounds.maxY, mark.bounds.maxY) - top),
            alternatives: Lattice.Alternative.ranked(alternatives, first: best.key), cost: max(kana.cost, mark.cost))
    }
}
