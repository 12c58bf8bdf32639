internal import Foundation
internal import Paperwork

/// What printed glyphs look like: a projection of their features, and mean glyphs per character and typeface.
///
/// Read once per process from the package's resources. The file, little-endian: `TEMAGLY1`; four 32-bit numbers (features,
/// dimensions, means, bytes of text) and the means' scale as a float; per dimension the projection's scale and bias as
/// floats; the projection and the means as signed bytes; per mean its top, bottom and width in hundredths of an em
/// above the baseline; per mean its character's number; the characters, one a line. `Training/print/train.py` writes it.
struct GlyphModel: Sendable {
    /// Where a glyph stands, in em: the distance of its top and bottom above the baseline, and its width.
    struct Geometry {
        var top: Float
        var bottom: Float
        var width: Float
    }

    let dimensions: Int
    let characters: [Character]
    /// For each mean, which of `characters` it is.
    let owner: [UInt16]
    let geometry: [Geometry]
    /// Row by row, padded to whole vectors.
    let means: [Float]
    private let projection: [Float]
    private let bias: [Float]

    private static let installed: GlyphModel? = {
        guard let url = Bundle.module.url(forResource: "glyphs", withExtension: "model"),
            let data = try? Data(contentsOf: url)
        else { return nil }
        return GlyphModel(data)
    }()

    /// The model that Tema is installed with.
    ///
    /// - Throws: `Trouble` of kind `installation` where its file is missing or damaged.
    static func shared() throws(Trouble) -> GlyphModel {
        guard let installed else { throw damaged }
        return installed
    }

    private static let damaged = Trouble(
        .installation,
        Wording(
            ja: "活字認識のデータ（glyphs.model）が見つからないか、壊れています。",
            en: "The data for reading print (glyphs.model) is missing or damaged."),
        remedy: Wording(ja: "Tema を入れ直してください。", en: "Install Tema again."))

    /// Nil where `data` is no such file.
    init?(_ data: Data) {
        var reader = LittleEndianReader(data)
        guard reader.text(8) == "TEMAGLY1", let features = reader.number(), features == GlyphFeatures.count,
            let dimensions = reader.number(), let count = reader.number(), let textLength = reader.number(),
            let meanScale = reader.floats(1)?.first, let rowScales = reader.floats(dimensions),
            let bias = reader.floats(dimensions), let projection = reader.signedBytes(dimensions * features),
            let means = reader.signedBytes(count * dimensions), let places = reader.signedBytes(count * 3),
            let owner = reader.shortNumbers(count), let text = reader.text(textLength)
        else { return nil }
        self.dimensions = dimensions
        self.bias = bias
        self.owner = owner
        self.projection = projection.enumerated().map { Float($0.element) * rowScales[$0.offset / features] }
        self.means = means.map { Float($0) * meanScale }
        geometry = (0..<count).map { index in
            Geometry(
                top: Float(places[index * 3]) / 100, bottom: Float(places[index * 3 + 1]) / 100,
                width: Float(places[index * 3 + 2]) / 100)
        }
        characters = text.split(separator: "\n").compactMap(\.first)
        guard owner.allSatisfy({ Int($0) < characters.count }) else { return nil }
    }

    /// The place of a glyph with those features among the means.
    func project(_ features: [Float]) -> [Float] {
        var point = bias
        projection.withUnsafeBufferPointer { projection in
            features.withUnsafeBufferPointer { features in
                for row in 0..<dimensions {
                    var sum = SIMD16<Float>.zero
                    let start = row * GlyphFeatures.count
                    for block in stride(from: 0, to: GlyphFeatures.count, by: 16) {
                        sum += Self.vector(projection, start + block) * Self.vector(features, block)
                    }
                    point[row] += sum.sum()
                }
            }
        }
        return point
    }

    /// The square of the distance of `point` to each mean in `candidates`; infinite where the first dimensions, which
    /// tell most, already put it further than `reach` beyond the least distance met so far.
    func distances(of point: [Float], to candidates: [Int32], reach: Float) -> [Float] {
        let coarse = min(24, dimensions)
        var least = Float.infinity
        return point.withUnsafeBufferPointer { point in
            means.withUnsafeBufferPointer { means in
                candidates.map { mean in
                    let start = Int(mean) * dimensions
                    func distance(over blocks: Range<Int>) -> Float {
                        var sum = SIMD8<Float>.zero
                        for block in stride(from: blocks.lowerBound, to: blocks.upperBound, by: 8) {
                            let difference = Self.eight(means, start + block) - Self.eight(point, block)
                            sum += difference * difference
                        }
                        return sum.sum()
                    }
                    let first = distance(over: 0..<coarse)
                    guard first <= least + reach else { return .infinity }
                    let whole = first + distance(over: coarse..<dimensions)
                    least = min(least, whole)
                    return whole
                }
            }
        }
    }

    private static func vector(_ values: UnsafeBufferPointer<Float>, _ start: Int) -> SIMD16<Float> {
        UnsafeRawPointer(values.baseAddress! + start).loadUnaligned(as: SIMD16<Float>.self)
    }

    private static func eight(_ values: UnsafeBufferPointer<Float>, _ start: Int) -> SIMD8<Float> {
        UnsafeRawPointer(values.baseAddress! + start).loadUnaligned(as: SIMD8<Float>.self)
    }
}
