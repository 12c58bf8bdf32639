internal import Paperwork

/// What a repertoire makes of a network's probabilities.
struct HandAlternatives {
    /// For each class of the model, whether a field of this kind may hold it.
    private let isAllowed: [Bool]
    /// Characters that a field of this kind can't hold but that look like some that it can: they say nothing.
    private let isSilent: [Bool]
    /// Whether what stands beside a character says anything of it: of digits, signs and eras' letters it doesn't.
    let haveContext: Bool
    private let model: CharacterModel

    private static let most = 10
    /// A slash is what a leaning 1 looks like.
    private static let slash: Character = "/"

    init(model: CharacterModel, repertoire: Repertoire) {
        self.model = model
        haveContext = !repertoire.isDisjoint(with: [.latin, .katakana, .hiragana, .kanji])
        isAllowed = model.classes.map { kind in
            switch kind {
            case .character(let character): repertoire.allows(character)
            case .blank: true
            case .garbage: false
            }
        }
        isSilent = model.classes.map { $0 == .character(Self.slash) && !repertoire.allows(Self.slash) }
    }

    /// The ten likeliest, best first. What speaks for a class that says nothing is left out of their sum.
    func ranked(_ probabilities: [Float]) -> [Lattice.Alternative] {
        var heard: Float = 1e-6
        for index in probabilities.indices where !isSilent[index] { heard += probabilities[index] }
        var alternatives: [Lattice.Alternative] = []
        for index in probabilities.indices where isAllowed[index] {
            let score = Double(min(0.9999, probabilities[index] / heard))
            alternatives.append(Lattice.Alternative(model.classes[index].text, score))
        }
        return Array(alternatives.sorted { $0.score > $1.score }.prefix(Self.most))
    }

    /// How likely it is that this is no character that can stand here.
    func strangeness(_ probabilities: [Float]) -> Double {
        var strangeness: Float = 0
        for index in probabilities.indices where !isAllowed[index] && !isSilent[index] {
            strangeness += probabilities[index]
        }
        return Double(strangeness)
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
