package import Foundation
package import Paperwork

/// Goes on training the model for digits and signs with writing that people of the site have read.
///
/// Only the last layer learns: from what the layers before it make of the site's cells, by a logistic regression that is
/// held near the model that ships with Tema, so that what the site's cells don't show stays as it was. Some crops are held
/// back; the new model is worth having only if it reads more of these right.
package struct DigitTraining {
    /// How the two models read the crops that were held back.
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

    private let file: Data
    private let sampler: HandSampler
    private var learning: [HandSample] = []
    private var held: [HandSample] = []
    private var random = SeededRandom(seed: 1)

    /// - Throws: `Trouble` of kind `installation` where the model's file is missing or damaged.
    package init() throws(Trouble) {
        sampler = try HandSampler()
        file = try CharacterModel.digitsFile()
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

    /// The new model's file, and how it compares with the one that ships with Tema.
    package func trained() throws(Trouble) -> (outcome: Outcome, model: Data) {
        let shipped = try CharacterModel.digits()
        let teacher = LastLayerTeacher(model: shipped, file: file)
        let file = teacher.taught(learning)
        guard let model = CharacterModel(file, smallest: shipped.smallest) else {
            throw CharacterModel.damaged("digits.model")
        }
        let before = Self.judged(held, by: shipped)
        let after = Self.judged(held, by: model)
        let outcome = Outcome(
            learnt: learnt, heldBack: held.count, rightBefore: before.right, rightAfter: after.right,
            surelyWrongBefore: before.surelyWrong, surelyWrongAfter: after.surelyWrong)
        return (outcome, file)
    }

    private static func judged(_ samples: [HandSample], by model: CharacterModel) -> (right: Int, surelyWrong: Int) {
        var network = CharacterNetwork(model: model)
        var (right, surelyWrong) = (0, 0)
        for (sample, found) in zip(samples, network.probabilities(of: samples.map(\.cell))) {
            guard let best = found.indices.max(by: { found[$0] < found[$1] }) else { continue }
            let isRight = model.classes[best] == sample.kind
            if isRight { right += 1 }
            if !isRight, found[best] >= 0.99 { surelyWrong += 1 }
        }
        return (right, surelyWrong)
    }
}

extension HandSample {
    var kind: CharacterModel.Class { character.map(CharacterModel.Class.character) ?? .garbage }
}
