internal import FieldTypes
internal import Paperwork

/// What a repertoire makes of a network's probabilities.
struct HandAlternatives {
    /// What a class of the model says of a field of this kind.
    private enum Say {
        /// That this class stands here: itself, or its twin of another script.
        case stands(Int)
        /// That a character is here that can't stand in such a field.
        case isForeign
        /// That no character is here.
        case isStrange
        /// Nothing: it looks like characters that can stand here.
        case nothing
    }

    /// For each class of the model.
    private let says: [Say]
    /// For each class the one that stands for all that are the same but for their size.
    private let families: [Int]
    /// Whether only digits, signs and a date's words can stand here. What stands beside them says nothing of them.
    let areFew: Bool
    /// The ways in which what can stand here is written.
    let formats: NumberFormats
    /// Whether two points above each other are a colon here; no network knows one.
    let haveColons: Bool
    /// Whether a gap between two digits parts numbers here.
    let keepGaps: Bool
    /// Whether digits can stand here, and whether dates can.
    let haveDigits: Bool
    let haveDates: Bool
    /// What the logarithms of a character's scores are divided by at last, so that they are as sure as they are right among
    /// what can stand here (Guo et al. 2017): a network's own temperature was fitted with all of its classes.
    let temperature: Double
    /// The characters, by their place among the model's classes, that can't stand here.
    let impossible: [Int]
    private let model: CharacterModel
    /// Where among the model's classes a character stands that another was written over; nil where it knows none.
    private let overwritten: Int?

    private static let most = 10
    /// Fitted on fonts that no training knows, drawn by `kanji.compose --part choose`; Benchmarks/handwriting.md has the table.
    private static let temperatures = (kana: 1.04, kanji: 0.65)
    /// How much rarer than among what the network learnt from a character is where it can't stand: a 7 in a field of katakana
    /// is a フ or a ワ.
    private static let foreignShare: Float = 0.02
    /// The same of what is no character: one cell in five that the digits' network learnt from was none.
    private static let strangeShare: Float = 0.3
    /// A slash is what a leaning 1 looks like.
    private static let slash = CharacterModel.Class.character("/")
    /// Kana, and what is written like it in another script.
    private static let twins = [
        "カ力", "エ工", "オ才", "ロ口", "ニ二", "ハ八", "タ夕", "ト卜", "チ千", "ミ三", "ヌ又", "メ〆", "ヘへ", "ベべ", "ペぺ",
        "リり", "ー一", "ー-",
    ]

    /// - Parameter fieldType: the name of the field's type.
    init(model: CharacterModel, repertoire: Repertoire, fieldType: String) {
        self.model = model
        overwritten = model.classes.firstIndex(of: .overwritten)
        haveDigits = repertoire.contains(.digits)
        haveDates = repertoire.contains(.dateWords)
        haveColons = repertoire.contains(.timeWords)
        areFew = repertoire.isNumeric
        temperature =
            areFew ? 1 : repertoire.contains(.kanji) ? Self.temperatures.kanji : Self.temperatures.kana
        let type = FieldTypes.named(fieldType) ?? FieldTypes.plain
        keepGaps = type.isPartedByGaps
        formats = .of(repertoire, type: type) ?? .of(.any)
        let isAllowed = model.classes.map { kind in
            switch kind {
            case .character(let character): repertoire.allows(character)
            case .blank: true
            case .garbage, .overwritten: false
            }
        }
        let places = model.places
        let twins = Self.twins(at: places)
        let says = model.classes.indices.map { index -> Say in
            if isAllowed[index] { return .stands(index) }
            if model.classes[index] == Self.slash { return .nothing }
            let own = twins[index, default: []].first { isAllowed[$0] }.map(Say.stands)
            return own ?? (model.classes[index].isStrange ? .isStrange : .isForeign)
        }
        self.says = says
        families = model.classes.indices.map { index in
            guard case .character(let character) = model.classes[index], let large = SmallKana.large(of: character)
            else { return index }
            return places[.character(large)] ?? index
        }
        impossible = says.indices.filter { index in
            if case .isForeign = says[index] { true } else { false }
        }
    }

    private static func twins(at places: [CharacterModel.Class: Int]) -> [Int: [Int]] {
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
    ///
    /// - Parameter isCutKnown: whether this surely is one place for a character; a part of one often looks like a
    ///   character that can't stand here.
    func weighed(_ probabilities: [Float], isCutKnown: Bool) -> (ranked: [Lattice.Alternative], strangeness: Double) {
        let strangeShare = isCutKnown && areFew ? Self.strangeShare : 1
        let tally = tally(probabilities, isCutKnown: isCutKnown, byFamily: false)
        let ranked = Self.greatest(tally.scores).map { index in
            Lattice.Alternative(
                model.classes[index].text,
                min(
                    HandCharacter.most, Double(tally.scores[index] / (tally.known + tally.strange * strangeShare))))
        }
        return (ranked, Double(tally.strange / (tally.known + tally.strange + tally.silent)))
    }

    /// Whether something that can stand here, or nothing, is at least so likely. A small kana and its large one count as one:
    /// not the network but their size tells them apart.
    func isSure(_ probabilities: [Float], least: Float) -> Bool {
        let tally = tally(probabilities, isCutKnown: true, byFamily: true)
        return (tally.scores.max() ?? 0) >= least * (tally.known + tally.strange)
    }

    /// What a network's probabilities come to in a field of this kind.
    private struct Tally {
        /// By class; below zero for what can't stand here.
        var scores: [Float]
        var known: Float = 1e-6
        var strange: Float = 0
        var silent: Float = 0
    }

    private func tally(_ probabilities: [Float], isCutKnown: Bool, byFamily: Bool) -> Tally {
        let foreignShare = isCutKnown && !areFew ? Self.foreignShare : 1
        var tally = Tally(scores: [Float](repeating: -1, count: probabilities.count))
        for (say, probability) in zip(says, probabilities) {
            switch say {
            case .stands(let index):
                let place = byFamily ? families[index] : index
                tally.scores[place] = max(0, tally.scores[place]) + probability
                tally.known += probability
            case .isForeign: tally.strange += probability * foreignShare
            case .isStrange: tally.strange += probability
            case .nothing: tally.silent += probability
            }
        }
        return tally
    }

    /// How likely it is that a character was written over here.
    func overwriting(_ probabilities: [Float]) -> Double {
        overwritten.map { Double(probabilities[$0]) } ?? 0
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
        case .blank, .garbage, .overwritten: ""
        }
    }
}
