/// Lets the network for digits say which digit or sign stands where the network for kana and kanji sees one: it knows far
/// more hands.
struct DigitAdvice {
    /// Below this there is nothing to ask about.
    private static let least: Float = 0.05

    private let digits: CharacterModel
    private var network: CharacterNetwork
    /// For each class of the digits' model, the same class of the other model, to which what was written over is no character.
    private let places: [Int?]
    /// The digits, signs and eras' letters among the other model's classes.
    private let own: [Int]
    private let isOwn: [Bool]

    init(_ digits: CharacterModel, for model: CharacterModel) {
        self.digits = digits
        network = CharacterNetwork(model: digits)
        let all = model.places
        let places = digits.classes.map { all[$0] ?? ($0.isStrange ? all[.garbage] : nil) }
        self.places = places
        let own = zip(digits.classes, places).compactMap { kind, place in
            if case .character = kind { place } else { nil }
        }
        self.own = own
        isOwn = model.classes.indices.map(Set(own).contains)
    }

    /// What both networks say together, where digits can stand.
    ///
    /// - Parameter probabilities: what the network for kana and kanji says of each spot.
    mutating func weighed(_ probabilities: [[Float]], of spots: [HandSpot]) -> [[Float]] {
        let questions = zip(spots, probabilities).enumerated().compactMap { index, spot -> Question? in
            guard spot.0.alternatives.haveDigits else { return nil }
            let pooled = pooled(spot.0.alternatives)
            let share = pooled.reduce(0) { $0 + spot.1[$1] }
            return share > Self.least ? Question(index: index, pooled: pooled, share: share) : nil
        }
        let said = network.probabilities(of: questions.map { spots[$0.index].cell(for: digits) })
        var weighed = probabilities
        for (question, opinion) in zip(questions, said) {
            for place in question.pooled { weighed[question.index][place] = 0 }
            for (place, probability) in zip(places, opinion) {
                if let place { weighed[question.index][place] += question.share * probability }
            }
        }
        return weighed
    }

    /// Which of the digits' classes stands at a spot.
    private struct Question {
        var index: Int
        /// The classes that it decides between, and their probability together.
        var pooled: [Int]
        var share: Float
    }

    /// The classes of which the digits' network decides: digits, signs and eras' letters; where few characters can stand, what
    /// can't is taken for a badly seen digit too.
    private func pooled(_ alternatives: HandAlternatives) -> [Int] {
        alternatives.areFew ? own + alternatives.impossible.filter { !isOwn[$0] } : own
    }
}
