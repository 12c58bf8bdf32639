internal import Foundation
internal import Imaging
internal import Paperwork

/// Tells small kana from large ones by how large they are and how low they stand, beside the others of their line or, where
/// one stands alone in a comb, in its box.
enum HandKana {
    /// Halfway between a small kana and its large one: the greater of width and height, and how far its middle is below the
    /// line's; in ems. `Training/kanji/kana_sizes.py` prints it.
    private static let borders: [Character: (size: Double, drop: Double)] = [
        "ア": (0.721, 0.097), "イ": (0.754, 0.077), "ウ": (0.761, 0.072), "エ": (0.724, 0.090), "オ": (0.758, 0.071),
        "ツ": (0.699, 0.111), "ヤ": (0.754, 0.081), "ユ": (0.739, 0.103), "ヨ": (0.633, 0.096), "ワ": (0.675, 0.107),
        "カ": (0.751, 0.073), "ケ": (0.767, 0.076),
        "あ": (0.791, 0.064), "い": (0.702, 0.089), "う": (0.756, 0.076), "え": (0.742, 0.072), "お": (0.745, 0.069),
        "つ": (0.728, 0.107), "や": (0.772, 0.075), "ゆ": (0.776, 0.084), "よ": (0.746, 0.068), "わ": (0.760, 0.066),
    ]
    /// Nats for the large kana: for each em that it is larger and that it is lower than halfway, for each that the network
    /// gives it, and beside.
    private struct Weights {
        var perSize: Double
        var perDrop: Double
        var perNat = 0.3
        var beside: Double
    }

    /// Where others show how large the writing is: a logistic regression on 1,382 cells that `kanji.compose --part fit`
    /// drew of four fonts which no training and no measurement uses. `perNat` comes from another on the same cells.
    private static let amongOthers = Weights(perSize: 33, perDrop: -34, beside: -1.2)
    /// Where nothing shows it: a regression on the sizes and places alone of eight fonts' kana, drawn at 0.75 to 1.05 of
    /// their size.
    private static let alone = Weights(perSize: 14, perDrop: -26, beside: 0.9)
    private static let most = 6.0
    private static let least = 1e-6

    /// How much of a box's height an em is where a character stands alone, and how large and how low large ones are.
    private static let usualShare = 0.8
    private static let usualSize = 0.83
    private static let usualDrop = 0.035

    /// - Parameters:
    ///   - extents: the rectangle around each character's ink; nil for an empty place.
    ///   - boxes: those of a comb; none for a line without boxes.
    static func weighed(
        _ characters: [HandCharacter], extents: [PixelRect?], boxes: [PixelRect] = []
    ) -> [HandCharacter] {
        let known = extents.compactMap(\.self)
        guard let em = em(of: known, boxes: boxes) else { return characters }
        let middles = zip(extents.indices, extents).map { index, extent in
            extent.map { $0.middle - (boxes.isEmpty ? 0 : boxes[index].middle) }
        }
        let seen = middles.compactMap(\.self).sorted()
        // A line of three shows where its large characters stand; two stand around their middle.
        let line =
            seen.count > 2
            ? seen[seen.count / 2] - usualDrop * em : boxes.isEmpty ? seen.reduce(0, +) / Double(seen.count) : 0
        return zip(characters, zip(extents, middles)).map { character, place in
            guard let extent = place.0, let middle = place.1 else { return character }
            return weighed(
                character, size: extent.longer / em, drop: (middle - line) / em,
                by: known.count > 1 ? amongOthers : alone)
        }
    }

    /// In pixels: three in four characters are no larger than large kana are.
    private static func em(of extents: [PixelRect], boxes: [PixelRect]) -> Double? {
        if extents.count > 1 {
            return max(1, extents.map(\.longer).sorted()[extents.count * 3 / 4] / usualSize)
        }
        return boxes.first.map { usualShare * Double($0.height) }
    }

    /// Shares what a small kana and its large one have together out between the two.
    private static func weighed(
        _ character: HandCharacter, size: Double, drop: Double, by weights: Weights
    ) -> HandCharacter {
        var weighed = character
        let places = Dictionary(
            character.alternatives.enumerated().map { ($0.element.text, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for (small, alternative) in character.alternatives.enumerated() {
            guard let kana = alternative.text.first, let twin = SmallKana.large(of: kana),
                let large = places[String(twin)], let border = borders[twin]
            else { continue }
            let both = alternative.score + character.alternatives[large].score
            let seen = log(max(least, character.alternatives[large].score) / max(least, alternative.score))
            let nats =
                weights.perSize * (size - border.size) + weights.perDrop * (drop - border.drop)
                + weights.perNat * seen + weights.beside
            weighed.alternatives[large].score = both / (1 + exp(-max(-most, min(most, nats))))
            weighed.alternatives[small].score = both - weighed.alternatives[large].score
        }
        weighed.alternatives.sort { $0.score > $1.score }
        return weighed
    }
}

extension PixelRect {
    fileprivate var longer: Double { Double(max(width, height)) }
    fileprivate var middle: Double { Double(y) + Double(height) / 2 }
}
