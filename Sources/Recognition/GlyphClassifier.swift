internal import FieldTypes
internal import Imaging

/// Finds the mean glyphs that a picture of one glyph looks like.
struct GlyphClassifier {
    let model: GlyphModel
    private var features = GlyphFeatures()
    private var candidates: [Repertoire: [Int32]] = [:]
    private var rarities: [Repertoire: [Float]] = [:]

    private static let lookalikes: Set<Character> = Set("lIOoJrx:'_&")

    /// How many mean glyphs are kept for each picture, and how much further than the nearest they may be.
    private static let kept = 48
    private static let reach: Float = 150

    init(model: GlyphModel) { self.model = model }

    /// The nearest mean glyphs of characters in `repertoire`, nearest first.
    mutating func matches(
        for glyph: GrayPixels, ink: Float, paper: Float, repertoire: Repertoire
    ) -> [GlyphSegment.Match] {
        let point = model.project(features.values(of: glyph, ink: ink, paper: paper))
        let means = means(for: repertoire)
        let weight = Self.weight(of: glyph)
        let distances = model.distances(of: point, to: means, reach: Self.reach / weight).map { $0 * weight }
        guard let least = distances.min() else { return [] }
        let rarity = rarity(in: repertoire)
        var near = zip(means, distances).filter { $0.1 < least + Self.reach }.map {
            GlyphSegment.Match(mean: $0.0, distance: $0.1 + rarity[Int(model.owner[Int($0.0)])])
        }
        near.sort { $0.distance < $1.distance }
        return Array(near.prefix(Self.kept))
    }

    /// How much a glyph's shape says: the smaller it is, the more of its picture is noise.
    private static func weight(of glyph: GrayPixels) -> Float {
        let side = min(1, Float(max(glyph.width, glyph.height)) / 20)
        return side * side.squareRoot()
    }

    /// What the letters cost that pass for other signs, by character, where Japanese is to be expected.
    private mutating func rarity(in repertoire: Repertoire) -> [Float] {
        if let known = rarities[repertoire] { return known }
        let rarity: [Float] = model.characters.map {
            repertoire.contains(.kanji) && Self.lookalikes.contains($0) ? 20 : 0
        }
        rarities[repertoire] = rarity
        return rarity
    }

    private mutating func means(for repertoire: Repertoire) -> [Int32] {
        if let known = candidates[repertoire] { return known }
        let allowed = model.characters.map { repertoire.allows($0) }
        let means = model.owner.indices.filter { allowed[Int(model.owner[$0])] }.map { Int32($0) }
        candidates[repertoire] = means
        return means
    }
}
