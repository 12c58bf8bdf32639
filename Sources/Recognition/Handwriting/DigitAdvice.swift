/// Lets the network for digits say which digit or sign stands where the network for kana and kanji sees one: it knows far
/// more hands.
struct DigitAdvice {
    /// Below this there is nothing to ask about.
    private static let least: Float = 0.05

    private let digits: CharacterModel
    private var network: CharacterNetwork
    /// For each class of the digits' model, the same class of the other model, to which what was written over is no character.
    private let places: [Int?]

    init(_ digits: CharacterModel, for model: CharacterModel) {
        self.digits = digits
        network = CharacterNetwork(model: digits)
        let all = model.places
        places = digits.classes.map { all[$0] ?? ($0.isStrange ? all[.garbage] : nil) }
    }

    /// What both networks say together.
    ///
    /// - Parameters:
    ///   - probabilities: what the network for kana and kanji says of each place.
    ///   - alternatives: where these allow few characters, what can't stand here is taken for a badly seen digit too.
    mutating func weighed(
        _ probabilities: [[Float]], of places: [HandPlace], in map: InkMap, alternatives: HandAlternatives
    ) -> [[Float]] {
        let pooled = pooled(alternatives)
        let shares = probabilities.map { found in pooled.reduce(0) { $0 + found[$1] } }
        let asked = shares.indices.filter { shares[$0] > Self.least }
        let said = network.probabilities(
            of: asked.map { map.cell(of: places[$0], side: digits.side, smallest: digits.smallest) })
        var weighed = probabilities
        for (index, opinion) in zip(asked, said) {
            for place in pooled { weighed[index][place] = 0 }
            for (place, probability) in zip(self.places, opinion) {
                if let place { weighed[index][place] += shares[index] * probability }
            }
        }
        return weighed
    }

    /// The classes of which the digits' network decides: digits, signs and eras' letters.
    private func pooled(_ alternatives: HandAlternatives) -> [Int] {
        let own = zip(digits.classes, places).compactMap { kind, place in
            if case .character = kind { place } else { nil }
        }
        guard alternatives.areFew else { return own }
        let known = Set(own)
        return own + alternatives.impossible.filter { !known.contains($0) }
    }
}
