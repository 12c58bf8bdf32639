package import FieldTypes
package import Foundation
package import Paperwork

/// Goes on training the models for digits and signs with writing that people of the site have read.
///
/// Only their last layers learn: from what the layers before them make of the site's cells, by a logistic regression that is
/// held near the models that ship with Tema, so that what the site's cells don't show stays as it was. Some crops are held
/// back; the new models are worth having only if they read more of these right.
package struct DigitTraining {
    /// How the old and the new models read the crops that were held back.
    package struct Outcome: Sendable, Hashable {
        /// Characters that were learnt from.
        package var learnt: Int
        /// Characters held back.
        package var heldBack: Int
        package var rightBefore: Int
        package var rightAfter: Int
        /// Wrong ones with a probability of at least 0.99.
        package var surelyWrongBefore: Int
        package var surelyWrongAfter: Int

        package var isBetter: Bool { rightAfter > rightBefore && surelyWrongAfter <= surelyWrongBefore }
    }

    /// Fewer characters say too little.
    package static let leastLearnt = 200
    package static let leastHeldBack = 50

    private let files = ModelPair.Files.digits
    private let sampler: HandSampler
    private var learning: [HandSample] = []
    private var held: [HandSample] = []
    private var random = SeededRandom(seed: 1)

    /// - Throws: `Trouble` of kind `installation` where a model's file is missing or damaged.
    package init() throws(Trouble) {
        sampler = try HandSampler()
    }

    /// Characters so far.
    package var learnt: Int { learning.count { $0.character != nil } }
    package var heldBack: Int { held.count }

    /// Takes in a crop that says `text`; does nothing where its ink can't be shared out among those characters.
    ///
    /// - Parameter isHeldBack: whether it is kept for the comparison. Crops of one page belong together.
    package mutating func add(_ crop: Crop, saying text: String, as repertoire: Repertoire, isHeldBack: Bool) {
        let samples = sampler.samples(
            of: crop, saying: text, as: repertoire, looks: isHeldBack ? 1 : 3, using: &random)
        if isHeldBack {
            held += samples.filter { $0.character != nil }
        } else {
            learning += samples
        }
    }

    /// The new models' files in the order in which to write them, the one last that makes `HandRecogniser` read with them;
    /// and how they compare with those that ship with Tema.
    package func trained() throws(Trouble) -> (outcome: Outcome, files: [(name: String, data: Data)]) {
        let shipped = try ModelPair.digits()
        let first = try taught(shipped.first, files.first)
        let careful = try shipped.careful.map { model throws(Trouble) in try taught(model, files.careful) }
        let before = judged(by: shipped)
        let after = judged(by: ModelPair(first: first.model, careful: careful?.model, files))
        let outcome = Outcome(
            learnt: learnt, heldBack: held.count, rightBefore: before.right, rightAfter: after.right,
            surelyWrongBefore: before.surelyWrong, surelyWrongAfter: after.surelyWrong)
        let made = [careful.map { (files.careful, $0.data) }, (files.first, first.data)]
        return (outcome, made.compactMap(\.self))
    }

    private func taught(
        _ shipped: CharacterModel, _ name: String
    ) throws(Trouble) -> (model: CharacterModel, data: Data) {
        guard let file = CharacterModel.file(name) else { throw CharacterModel.damaged(name) }
        let taught = LastLayerTeacher(model: shipped, file: file).taught(learning)
        guard let model = files.model(taught) else { throw CharacterModel.damaged(name) }
        return (model, taught)
    }

    private func judged(by models: ModelPair) -> (right: Int, surelyWrong: Int) {
        let cells = held.map(\.cell)
        var first = CharacterNetwork(model: models.first)
        var careful = models.careful.map(CharacterNetwork.init)
        let opinions = careful?.probabilities(of: cells)
        var (right, surelyWrong) = (0, 0)
        for (index, own) in first.probabilities(of: cells).enumerated() {
            var found = own
            if let opinions, !models.first.isCharacter(own, least: models.sure) {
                found = .pooled([own, opinions[index]])
            }
            guard let best = found.indices.max(by: { found[$0] < found[$1] }) else { continue }
            let isRight = models.first.classes[best] == held[index].kind
            if isRight { right += 1 }
            if !isRight, found[best] >= 0.99 { surelyWrong += 1 }
        }
        return (right, surelyWrong)
    }
}

extension HandSample {
    var kind: CharacterModel.Class { character.map(CharacterModel.Class.character) ?? .garbage }
}
