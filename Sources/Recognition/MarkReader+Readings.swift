package import Paperwork

extension MarkReader {
    private static let recogniser = "marks"
    /// What is less likely than this is no alternative.
    private static let negligible = 1e-6

    /// The reading of a question with one answer; text is the marked option, empty where none is.
    ///
    /// The lattice has one position: each option that may be marked with the chance that it alone is, and the empty text
    /// with the chance that none is. What is missing to 1 is the chance that several are marked.
    ///
    /// - Parameter probabilities: Each option with the chance that it is marked, from `probability(of:)`.
    package func oneOption(_ probabilities: [(String, Double)]) -> Reading {
        let none = probabilities.reduce(1) { $0 * (1 - $1.1) }
        var alternatives = probabilities.indices.map { marked in
            let chance = probabilities.indices.reduce(1.0) { product, option in
                product * (option == marked ? probabilities[option].1 : 1 - probabilities[option].1)
            }
            return Lattice.Alternative(probabilities[marked].0, chance)
        }
        alternatives.append(Lattice.Alternative("", none))
        alternatives.sort { $0.score > $1.score }
        let several = max(0, 1 - alternatives.reduce(0) { $0 + $1.score })
        let best = alternatives.first?.score ?? 0
        return Reading(
            text: alternatives.first?.text ?? "", confidence: Confidence(best),
            lattice: Lattice(positions: [Self.likely(alternatives)]), recogniser: Self.recogniser,
            doubt: several > best ? Self.severalMarked : nil)
    }

    /// The reading of a question with any number of answers; text is the marked options joined with `;`.
    ///
    /// The lattice has one position per option, in their order: the option and the empty text with their chances.
    package func severalOptions(_ probabilities: [(String, Double)]) -> Reading {
        let positions = probabilities.map { Self.yesOrNo($0.0, $0.1) }
        let marked = probabilities.filter { $0.1 > 0.5 }.map(\.0)
        return Reading(
            text: marked.joined(separator: ";"),
            confidence: Confidence(positions.reduce(1) { $0 * ($1.first?.score ?? 1) }),
            lattice: Lattice(positions: positions), recogniser: Self.recogniser)
    }

    /// The reading of a checkbox, seal or signature; text is `1` where it is there, else empty.
    package func presence(_ probability: Double) -> Reading {
        let position = Self.yesOrNo("1", probability)
        return Reading(
            text: position.first?.text ?? "", confidence: Confidence(position.first?.score ?? 0),
            lattice: Lattice(positions: [position]), recogniser: Self.recogniser)
    }

    private static func yesOrNo(_ text: String, _ probability: Double) -> [Lattice.Alternative] {
        let yes = Lattice.Alternative(text, probability)
        let no = Lattice.Alternative("", 1 - probability)
        return likely(probability > 0.5 ? [yes, no] : [no, yes])
    }

    /// The first always stays.
    private static func likely(_ alternatives: [Lattice.Alternative]) -> [Lattice.Alternative] {
        alternatives.prefix(1) + alternatives.dropFirst().filter { $0.score > negligible }
    }

    private static let severalMarked = Wording(
        ja: "1つだけ選ぶところに、複数の印があるようです。原本で確認してください。",
        en: "Several options seem to be marked where one is asked for; look at the paper.")
}
