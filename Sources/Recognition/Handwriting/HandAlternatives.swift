internal import Paperwork

/// What a repertoire makes of a network's probabilities.
struct HandAlternatives {
    /// What a class of the model says of a field of this kind.
    private enum Say {
        /// That this class stands here: itself, or its twin of another script.
        case stands(Int)
        /// That something is here that can't stand in such a field.
        case isStrange
        /// Nothing: it looks like characters that can stand here.
        case nothing
    }

    /// For each class of the model.
    private let says: [Say]
    /// Whether only digits, signs and a date's words can stand here. What stands beside them says nothing of them.
    let areFew: Bool
    /// The ways in which what can stand here is written.
    let formats: NumberFormats
    /// Whether digits can stand here, and whether dates can.
    let haveDigits: Bool
    let haveDates: Bool
    /// The characters, by their place among the model's classes, that can't stand here.
    let impossible: [Int]
    private let model: CharacterModel

    private static let most = 10
    /// A slash is what a leaning 1 looks like.
    private static let slash = CharacterModel.Class.character("/")
    /// Kana, and what is written like it in another script.
    private static let twins = [
        "カ力", "エ工", "オ才", "ロ口", "ニ二", "ハ八", "タ夕", "ト卜", "チ千", "ミ三", "ヌ又", "メ〆", "ヘへ", "ベべ", "ペぺ",
        "リり", "ー一", "ー-",
    ]

    init(model: CharacterModel, repertoire: Repertoire) {
        self.model = model
        haveDigits = repertoire.contains(.digits)
        haveDates = repertoire.contains(.dateWords)
        areFew = repertoire.isDisjoint(with: [.latin, .katakana, .hiragana, .kanji])
        formats = areFew && repertoire.contains(.signs) ? .known : .any
        let isAllowed = model.classes.map { kind in
            switch kind {
            case .character(let character): repertoire.allows(character)
            case .blank: true
            case .garbage: false
            }
        }
        let twins = Self.twins(in: model)
        let says = model.classes.indices.map { index -> Say in
            if isAllowed[index] { return .stands(index) }
            if model.classes[index] == Self.slash { return .nothing }
            return twins[index, default: []].first { isAllowed[$0] }.map(Say.stands) ?? .isStrange
        }
        self.says = says
        impossible = says.indices.filter { index in
            if case .isStrange = says[index] { model.classes[index] != .garbage } else { false }
        }
    }

    private static func twins(in model: CharacterModel) -> [Int: [Int]] {
        let places = Dictionary(
            zip(model.classes, model.classes.indices), uniquingKeysWith: { first, _ in first })
        var twins: [Int: [Int]] = [:]
        for pair in Self.twins {
            let both = pair.compactMap { places[.character($0)] }
            guard both.count == 2 else { continue }
            twins[both[0], default: []].append(both[1])
            twins[both[1], default: []].append(both[0])
        }
        return twins
    }

    /// The ten likeliest, best first, and how likely it is that this is no character that can stand here. What says
    /// nothing is left out of the sum.
    func weighed(_ probabilities: [Float]) -> (ranked: [Lattice.Alternative], strangeness: Double) {
        var scores = [Float](repeating: -1, count: probabilities.count)
        var heard: Float = 1e-6
        var strangeness: Float = 0
        for (say, probability) in zip(says, probabilities) {
            switch say {
            case .stands(let index): scores[index] = max(0, scores[index]) + probability
            case .isStrange: strangeness += probability
            case .nothing: continue
            }
            heard += probability
        }
        let ranked = Self.greatest(scores).map { index in
            Lattice.Alternative(model.classes[index].text, Double(min(0.9999, scores[index] / heard)))
        }
        return (ranked, Double(strangeness))
    }

    /// Where the greatest scores are, greatest first; scores below zero are none.
    private static func greatest(_ scores: [Float]) -> [Int] {
        var found: [Int] = []
        for (index, score) in scores.enumerated() where score >= 0 {
            if found.count == most, score <= scores[found[most - 1]] { continue }
            found.insert(index, at: found.firstIndex { scores[$0] < score } ?? found.count)
            if found.count > most { found.removeLast() }
        }
        return found
    }
}

extension CharacterModel.Class {
    fileprivate var text: String {
        switch self {
        case .character(let character): String(character)
        case .blank, .garbage: ""
        }
    }
}
