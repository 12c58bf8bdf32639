internal import FieldTypes
internal import Foundation

/// Reads handwriting with a pair of networks, whose working memory it keeps: one thread at a time.
final class HandReader {
    let model: CharacterModel
    private var network: CharacterNetwork
    private var digits: DigitAdvice?
    /// The larger network, to ask where the other is unsure.
    private var careful: CharacterNetwork?

    private static let nudges = [
        HandPlace.Nudge(x: 0.03, y: 0.02, scale: 1), HandPlace.Nudge(x: -0.03, y: -0.02, scale: 1),
        HandPlace.Nudge(x: 0.02, y: -0.03, scale: 1.07), HandPlace.Nudge(x: -0.02, y: 0.03, scale: 0.95),
    ]

    /// How lines are cut for it.
    let spacing: HandSpacing
    private var alternatives: [Fields: HandAlternatives] = [:]
    /// Characters less likely than this are looked at again, a little shifted and scaled.
    private let sure: Float

    /// - Parameter digits: the model to ask which digit stands where `models` see one; nil where these are for digits.
    init(_ models: ModelPair, digits: CharacterModel? = nil, spacing: HandSpacing) {
        model = models.first
        careful = models.careful.map(CharacterNetwork.init)
        self.digits = digits.map { DigitAdvice($0, for: models.first) }
        self.spacing = spacing
        sure = models.sure
        network = CharacterNetwork(model: model)
    }

    /// Fields in which the same can stand.
    private struct Fields: Hashable {
        var repertoire: Repertoire
        var type: String
    }

    /// - Parameter fieldType: the name of the field's type.
    func alternatives(for repertoire: Repertoire, fieldType: String = FieldTypes.plain.name) -> HandAlternatives {
        let fields = Fields(repertoire: repertoire, type: fieldType)
        if let known = alternatives[fields] { return known }
        let made = HandAlternatives(model: model, repertoire: repertoire, fieldType: fieldType)
        alternatives[fields] = made
        return made
    }

    /// What is written in several crops: their cells go through the networks together.
    func read(_ writings: [any HandWriting]) -> [HandPassage] {
        var probabilities = probabilities(of: writings.flatMap(\.spots))[...]
        let drafts = writings.map { $0.draft(probabilities.removingFirst($0.spots.count)) }
        var found = lookedAtAgain(drafts.flatMap(\.looks))[...]
        return drafts.map { draft in
            let own = Array(found.removingFirst(draft.looks.count))
            return HandPassage(characters: draft.characters(own), share: draft.share)
        }
    }

    /// The probabilities of the model's classes for each spot.
    func probabilities(of spots: [HandSpot]) -> [[Float]] {
        advised(network.probabilities(of: spots.map { $0.cell(for: model) }), of: spots)
    }

    private func advised(_ probabilities: [[Float]], of spots: [HandSpot]) -> [[Float]] {
        digits?.weighed(probabilities, of: spots) ?? probabilities
    }

    /// The same probabilities; where they are unsure or there is no character, what both networks say together; and where that
    /// is unsure too, what both say after several looks.
    private func lookedAtAgain(_ looks: [HandLook]) -> [[Float]] {
        var found = looks.map(\.probabilities)
        var opinions = found.map { [$0] }
        var unsure = Array(looks.indices)

        func keepUnsure() {
            unsure.removeAll { looks[$0].spot.alternatives.isSure(found[$0], least: sure) }
        }

        /// Takes in what was said of each unsure look, in so many looks at it.
        func hear(_ said: [[Float]], looks: Int = 1) {
            for (look, opinion) in said.enumerated() { opinions[unsure[look / looks]].append(opinion) }
        }

        keepUnsure()
        hear(carefully(unsure.map { looks[$0].spot }))
        for index in unsure { found[index] = .pooled(opinions[index]) }
        keepUnsure()
        let nudged = unsure.flatMap { index in Self.nudges.map(looks[index].spot.nudged) }
        hear(probabilities(of: nudged), looks: Self.nudges.count)
        hear(carefully(nudged), looks: Self.nudges.count)
        for index in unsure { found[index] = .pooled(opinions[index]) }
        return found
    }

    /// What the larger network says of each spot; nothing where there is none.
    private func carefully(_ spots: [HandSpot]) -> [[Float]] {
        guard let model = careful?.model,
            let said = careful?.probabilities(of: spots.map({ $0.cell(for: model) }))
        else { return [] }
        return advised(said, of: spots)
    }
}

/// What is written in a crop.
struct HandPassage {
    let characters: [HandCharacter]
    /// How likely the crop is cut right into these, between 0 and 1.
    let share: Double
}

extension [Float] {
    /// What several say of the same: their probabilities' geometric mean, so that what one of them rules out is unlikely.
    static func pooled(_ opinions: [[Float]]) -> [Float] {
        var sums = [Float](repeating: 0, count: opinions.first?.count ?? 0)
        for opinion in opinions {
            for (index, probability) in opinion.enumerated() { sums[index] += log(Swift.max(1e-7, probability)) }
        }
        let means = sums.map { exp($0 / Float(opinions.count)) }
        let sum = means.reduce(0, +)
        return means.map { $0 / sum }
    }
}
