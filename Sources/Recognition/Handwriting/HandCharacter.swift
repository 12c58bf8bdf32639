internal import Foundation
internal import Paperwork

/// What one place in a comb or a line may hold.
struct HandCharacter {
    /// Best first; "" for nothing.
    var alternatives: [Lattice.Alternative]
    /// How likely it is no character that can stand here, between 0 and 1.
    var strangeness: Double
    /// How much of that is that a character was written over.
    var overwriting = 0.0

    /// No score is surer than this.
    static let most = 0.9999
    private static let least = 1e-9

    static let empty = HandCharacter(alternatives: [Lattice.Alternative("", 0.999)], strangeness: 0)

    /// A place all dark, with no piece of ink of its own.
    static let dark = HandCharacter(alternatives: [Lattice.Alternative("", 0)], strangeness: 1)

    /// Two points above each other, where nothing else is written so.
    static let colon = HandCharacter(alternatives: [Lattice.Alternative(":", 0.99)], strangeness: 0)

    /// A gap that is likely so a blank.
    static func gap(_ chance: Double) -> HandCharacter {
        HandCharacter(alternatives: DigitGaps.alternatives(chance), strangeness: 0)
    }

    private init(alternatives: [Lattice.Alternative], strangeness: Double, overwriting: Double = 0) {
        self.alternatives = alternatives
        self.strangeness = strangeness
        self.overwriting = overwriting
    }

    /// - Parameter mayBeBlank: false for ink that is too large for dust.
    init(
        _ probabilities: [Float], alternatives: HandAlternatives, mayBeBlank: Bool = true, isCutKnown: Bool = true
    ) {
        let (ranked, strangeness) = alternatives.weighed(probabilities, isCutKnown: isCutKnown)
        self.init(
            alternatives: mayBeBlank ? ranked : ranked.filter { !$0.text.isEmpty }, strangeness: strangeness,
            overwriting: alternatives.overwriting(probabilities))
    }

    /// The same with the logarithms of its scores divided by `temperature`; what no alternative has counts as one of them.
    func tempered(by temperature: Double) -> HandCharacter {
        guard temperature != 1 else { return self }
        let rest = max(0, 1 - alternatives.reduce(0) { $0 + $1.score })
        let powers = (alternatives.map(\.score) + [rest]).map { pow($0, 1 / temperature) }
        let sum = max(Self.least, powers.reduce(0, +))
        var tempered = self
        for index in alternatives.indices { tempered.alternatives[index].score = min(Self.most, powers[index] / sum) }
        return tempered
    }

    /// The same where each small kana that `cannotStand` here is its large one.
    func enlarged(where cannotStand: (Character) -> Bool) -> HandCharacter {
        var enlarged = self
        for (place, alternative) in alternatives.enumerated() {
            guard let small = alternative.text.first, let large = SmallKana.large(of: small), cannotStand(small),
                let twin = alternatives.firstIndex(where: { $0.text == String(large) })
            else { continue }
            enlarged.alternatives[twin].score += alternative.score
            enlarged.alternatives[place].score = 0
        }
        enlarged.alternatives.sort { $0.score > $1.score }
        return enlarged
    }

    /// The same where it is so dark that ink can't be told from paper: a shadow, a blot, white writing on black.
    var inTheDark: HandCharacter {
        HandCharacter(
            alternatives: alternatives.map { Lattice.Alternative($0.text, $0.score * 0.1) }, strangeness: 1)
    }

    /// How likely the best alternative is.
    var score: Double { alternatives.first?.score ?? 0 }
    /// The best alternative that is a character.
    var bestCharacter: Character? { alternatives.lazy.compactMap(\.text.first).first }
    /// How likely that is.
    var characterScore: Double { alternatives.first { !$0.text.isEmpty }?.score ?? 0 }
    /// Whether it is likeliest a digit or a sign.
    var isOftenNarrow: Bool { alternatives.first?.text.allSatisfy(\.isASCII) ?? false }
    var isEmpty: Bool { alternatives.first?.text.isEmpty ?? true && strangeness < 0.5 }
}

extension Reading {
    /// - Parameter share: how likely it is that the line is cut right.
    init(_ characters: [HandCharacter], share: Double, doubt: Wording?, recogniser: String) {
        let lattice = Lattice(positions: characters.map(\.alternatives))
        let confidence = characters.reduce(share) { $0 * $1.score }
        let strange = characters.first { $0.strangeness > 0.5 }
        self.init(
            text: lattice.best, confidence: Confidence(confidence), lattice: lattice, recogniser: recogniser,
            doubt: doubt ?? strange?.doubt)
    }
}

extension HandCharacter {
    fileprivate var doubt: Wording {
        overwriting > strangeness / 2 ? Correction.overwritten.doubt : Self.strangeWriting
    }

    /// The network for kana and kanji doesn't tell what was written over from what is no character.
    private static let strangeWriting = Wording(
        ja: "ここに書ける文字に見えない書き込み、または書き直しがあります。画像を確かめてください。",
        en:
            "Something here looks like no character that can stand here, or was written over. Check it against the picture."
    )
}
