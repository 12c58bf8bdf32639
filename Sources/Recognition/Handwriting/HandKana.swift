internal import Foundation
internal import Imaging
internal import Paperwork

/// Tells small kana from large ones by how large they are and how low they stand, beside the others of their line or, where
/// one stands alone in a comb, in its box.
enum HandKana {
    /// Halfway between a small kana and its large one: the greater of width and height, and how far its middle is below the
    /// line's; in ems, the means of Klee One, Seto, two YOz fonts, Motoya Maruberi and Cedar, and Noto Sans.
    private static let borders: [Character: (size: Double, drop: Double)] = [
        "ア": (0.724, 0.097), "イ": (0.756, 0.077), "ウ": (0.763, 0.072), "エ": (0.728, 0.090), "オ": (0.760, 0.071),
        "ツ": (0.701, 0.111), "ヤ": (0.756, 0.081), "ユ": (0.742, 0.104), "ヨ": (0.636, 0.096), "ワ": (0.677, 0.106),
        "カ": (0.753, 0.071), "ケ": (0.769, 0.076),
        "あ": (0.795, 0.064), "い": (0.705, 0.090), "う": (0.758, 0.077), "え": (0.744, 0.073), "お": (0.746, 0.068),
        "つ": (0.730, 0.108), "や": (0.775, 0.075), "ゆ": (0.779, 0.085), "よ": (0.748, 0.067), "わ": (0.762, 0.065),
    ]
    /// Nats for the large kana: for each em that it is larger and that it is lower than halfway, for each that the network
    /// gives it, and beside.
    private struct Weights {
        var perSize: Double
        var perDrop: Double
        var perNat = 0.3
        var beside: Double
    }

    /// Where others show how large the writing is. Logistic regressions, this and the next, on cells that `kanji.compose --part
    /// fit` drew of four fonts which no training and no measurement uses.
    private static let amongOthers = Weights(perSize: 33, perDrop: -34, beside: -1.2)
    /// Where nothing shows it: the fonts' characters drawn at 0.75 to 1.05 of their size.
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
