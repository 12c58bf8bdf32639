internal import Foundation
internal import Imaging
internal import Paperwork

/// Weighs small kana against large ones by how large each is beside the others of its line or, where it stands alone in a
/// comb, beside its box.
enum HandKana {
    /// Between the size of small kana and that of large ones, beside the size that a quarter of the line surpasses.
    private static let border = 0.8
    /// Nats that speak for the large kana for each time that a character is larger than the border by that whole size;
    /// looked at on drawn forms that no measurement uses.
    private static let weight = 24.0

    /// How large a large kana is beside its box. The handwriting fonts Klee, Seto and YOz make it 0.76 to 0.91 of an em, and
    /// small ones 0.58 to 0.73; that people fill four fifths of a box is assumed.
    private static let usualShare = 0.66

    /// - Parameters:
    ///   - extents: the rectangle around each character's ink; nil for an empty place.
    ///   - boxHeight: that of the comb's boxes in pixels; nil where there are none.
    static func weighed(
        _ characters: [HandCharacter], extents: [PixelRect?], boxHeight: Int? = nil
    ) -> [HandCharacter] {
        let sizes = extents.map { extent in extent.map { Double(max($0.width, $0.height)) } }
        guard let usual = usual(sizes.compactMap(\.self), boxHeight: boxHeight) else { return characters }
        return zip(characters, sizes).map { character, size in
            guard let size else { return character }
            return weighed(character, excess: size / usual - border)
        }
    }

    /// The size that a quarter of the line's characters surpass.
    private static func usual(_ sizes: [Double], boxHeight: Int?) -> Double? {
        if sizes.count > 1 { return max(1, sizes.sorted()[sizes.count * 3 / 4]) }
        return boxHeight.map { usualShare * Double($0) }
    }

    /// Shares what a small kana and its large one have together out between the two.
    private static func weighed(_ character: HandCharacter, excess: Double) -> HandCharacter {
        var weighed = character
        let places = Dictionary(
            character.alternatives.enumerated().map { ($0.element.text, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for (small, alternative) in character.alternatives.enumerated() {
            guard let kana = alternative.text.first, let twin = SmallKana.large(of: kana),
                let large = places[String(twin)]
            else { continue }
            let both = alternative.score + character.alternatives[large].score
            let enlarged = character.alternatives[large].score * exp(weight * max(-0.3, min(0.3, excess)))
            guard both > 0, enlarged + alternative.score > 0 else { continue }
            weighed.alternatives[small].score = both * alternative.score / (enlarged + alternative.score)
            weighed.alternatives[large].score = both - weighed.alternatives[small].score
        }
        weighed.alternatives.sort { $0.score > $1.score }
        return weighed
    }
}
