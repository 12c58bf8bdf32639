package import Paperwork

extension MarkReader {
    private static let recogniser = "marks"
    /// What is less likely than this is no alternative.
    private static let negligible = 1e-6

    /// The reading of a question with one answer; text is the marked option, empty where none is.
    ///
    /// The lattice has one position: each option that may be marked with the chance that it alone is, and the empty text
    /// with the chance that none is. What is missing to 1 is the chance that several are marked, or that something else
    /// stands in one of them.
    ///
    /// - Parameter chances: Each option, from `chances(of:)`.
    package func oneOption(_ chances: [(String, MarkChances)]) -> Reading {
        let none = chances.reduce(1) { $0 * $1.1.unmarked }
        var alternatives = chances.indices.map { marked in
            let chance = chances.indices.reduce(1.0) { product, option in
                product * (option == marked ? chances[option].1.marked : chances[option].1.unmarked)
            }
            return Lattice.Alternative(chances[marked].0, chance)
        }
        alternatives.append(Lattice.Alternative("", none))
        alternatives.sort { $0.score > $1.score }
        let rest = max(0, 1 - alternatives.reduce(0) { $0 + $1.score })
        let best = alternatives.first?.score ?? 0
        let several = chances.count { $0.1.hasInk } > 1
        return Reading(
            text: alternatives.first?.text ?? "", confidence: Confidence(best),
            lattice: Lattice(positions: [Self.likely(alternatives)]), recogniser: Self.recogniser,
            doubt: several || rest > best
                ? (chances.contains { $0.1.isUnclear } ? Self.unclearMark : Self.severalMarked) : nil)
    }

    /// The reading of a question with any number of answers; text is the marked options joined with `;`.
    ///
    /// The lattice has one position per option, in their order: the option and the empty text with their chances.
    package func severalOptions(_ chances: [(String, MarkChances)]) -> Reading {
        let positions = chances.map { Self.yesOrNo($0.0, $0.1) }
        let marked = chances.filter { $0.1.hasInk }.map(\.0)
        return Reading(
            text: marked.joined(separator: ";"),
            confidence: Confidence(positions.reduce(1) { $0 * ($1.first?.score ?? 1) }),
            lattice: Lattice(positions: positions), recogniser: Self.recogniser,
            doubt: chances.contains { $0.1.isUnclear } ? Self.unclearMark : nil)
    }

    /// The reading of a checkbox; text is `1` where it is marked, else empty.
    package func tick(_ chances: MarkChances) -> Reading {
        let position = Self.yesOrNo("1", chances)
        return Reading(
            text: position.first?.text ?? "", confidence: Confidence(position.first?.score ?? 0),
            lattice: Lattice(positions: [position]), recogniser: Self.recogniser,
            doubt: chances.isUnclear ? Self.unclearMark : nil)
    }

    /// The reading of a place for a seal or a signature, where any ink of somebody's own will do; text is `1` where it is
    /// there, else empty.
    package func presence(_ chances: MarkChances) -> Reading {
        tick(MarkChances(marked: chances.marked + chances.unclear))
    }

    private static func yesOrNo(_ text: String, _ chances: MarkChances) -> [Lattice.Alternative] {
        let yes = Lattice.Alternative(text, chances.marked)
        let no = Lattice.Alternative("", chances.unmarked)
        return likely(chances.hasInk ? [yes, no] : [no, yes])
    }

    /// The first always stays.
    private static func likely(_ alternatives: [Lattice.Alternative]) -> [Lattice.Alternative] {
        alternatives.prefix(1) + alternatives.dropFirst().filter { $0.score > negligible }
    }

    private static let severalMarked = Wording(
        ja: "1つだけ選ぶところに、複数の印があるようです。原本で確認してください。",
        en: "Several options seem to be marked where one is asked for; look at the paper.")
    private static let unclearMark = Wording(
        ja: "消した印か、印かどうか分からない線があるようです。画像を見て確認してください。",
        en: "There seems to be a mark that was struck out, or a line that may be none; look at the picture.")
}
