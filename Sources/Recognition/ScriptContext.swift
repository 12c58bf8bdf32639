internal import Paperwork

/// Tells characters that look alike (1 and l, ー and 一, ロ and 口, ニ and 二, ト and 卜) by what stands beside them.
enum ScriptContext {
    /// A character that a glyph may be, with its cost.
    typealias Choice = (character: Character, cost: Float)

    /// What Japanese doesn't write.
    private static let impossible: Float = 60

    /// The choices of each glyph, their costs changed by the neighbours' script: for each choice the cost of the best
    /// line that holds it, less the cost of the best line of all.
    static func weighed(_ glyphs: [[Choice]]) -> [[Choice]] {
        guard glyphs.allSatisfy({ !$0.isEmpty }) else { return glyphs }
        let forward = accumulated(glyphs, start: start, change: change)
        let backward = Array(
            accumulated(Array(glyphs.reversed()), start: { _ in 0 }, change: { change($1, $0) }).reversed())
        let least = forward.last?.min() ?? 0
        return glyphs.indices.map { index in
            let own = glyphs[index].map(\.cost).min() ?? 0
            return glyphs[index].indices.map { choice in
                let through = forward[index][choice] + backward[index][choice] - glyphs[index][choice].cost
                return (glyphs[index][choice].character, own + through - least)
            }
            .sorted { $0.1 < $1.1 }
        }
    }

    /// For each choice of each glyph, the least cost of a line from the first glyph to it.
    private static func accumulated(
        _ glyphs: [[Choice]], start: (Character) -> Float, change: (Character, Character) -> Float
    ) -> [[Float]] {
        var sums: [[Float]] = []
        for (index, choices) in glyphs.enumerated() {
            sums.append(
                choices.map { choice in
                    guard index > 0 else { return choice.cost + start(choice.character) }
                    let before = glyphs[index - 1].indices.map { previous in
                        sums[index - 1][previous] + change(glyphs[index - 1][previous].character, choice.character)
                    }
                    return choice.cost + (before.min() ?? 0)
                })
        }
        return sums
    }

    /// How seldom a line starts with it.
    private static func start(_ character: Character) -> Float {
        character == "ー" || SmallKana.isSmall(character) ? impossible : Script(of: character) == .latin ? 10 : 0
    }

    /// How seldom `right` stands after `left`, on the scale of squared distances between shapes.
    private static func change(_ left: Character, _ right: Character) -> Float {
        if right == "ー" {
            let before = Script(of: left)
            return before == .katakana ? 0 : before == .hiragana ? 6 : 40
        }
        if SmallKana.cannotStand(right, after: left) { return impossible }
        if left == "ヶ" || right == "ヶ" || left == "ケ" || right == "ケ" { return 0 }
        let pair: Set<Script> = [Script(of: left), Script(of: right)]
        switch pair {
        case _ where pair.count == 1: return pair.contains(.latin) ? 4 : 0
        case [.digit, .latin]: return 40
        case [.digit, .kanji], [.kanji, .hiragana]: return 4
        case [.digit, .katakana], [.katakana, .kanji]: return 12
        case [.latin, .katakana], [.latin, .kanji], [.latin, .hiragana]: return 25
        case [.latin, .sign]: return 30
        case _ where pair.contains(.sign): return 2
        default: return 18
        }
    }
}
