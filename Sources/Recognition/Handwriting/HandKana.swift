internal import Foundation
internal import Imaging
internal import Paperwork

/// Weighs small kana against large ones by how large each is beside the others of its line.
enum HandKana {
    /// Between the size of small kana and that of large ones, beside the line's middling size.
    private static let border = 0.8
    /// Nats for each time that a character is larger than the border by a whole middling size; looked at on drawn forms
    /// that no measurement uses.
    private static let weight = 12.0

    /// - Parameter extents: the rectangle around each character's ink; nil for an empty place.
    static func weighed(_ characters: [HandCharacter], extents: [PixelRect?]) -> [HandCharacter] {
        let sizes = extents.map { extent in extent.map { Double(max($0.width, $0.height)) } }
        let sorted = sizes.compactMap(\.self).sorted()
        guard sorted.count > 1 else { return characters }
        let middling = max(1, sorted[sorted.count / 2])
        return zip(characters, sizes).map { character, size in
            guard let size else { return character }
            return weighed(character, excess: size / middling - border)
        }
    }

    private static func weighed(_ character: HandCharacter, excess: Double) -> HandCharacter {
        func factor(of text: String) -> Double {
            guard let kana = text.first else { return 1 }
            let sign: Double = SmallKana.isSmall(kana) ? -1 : SmallKana.hasSmall(kana) ? 1 : 0
            return exp(sign * weight * max(-0.3, min(0.3, excess)))
        }
        let scores = character.alternatives.map { $0.score * factor(of: $0.text) }
        let sum = scores.reduce(0, +)
        guard sum > 0 else { return character }
        let before = character.alternatives.reduce(0) { $0 + $1.score }
        var weighed = character
        weighed.alternatives = zip(character.alternatives, scores)
            .map { Lattice.Alternative($0.text, $1 / sum * before) }
            .sorted { $0.score > $1.score }
        return weighed
    }
}
