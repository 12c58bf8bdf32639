internal import FieldTypes
internal import Foundation
internal import Imaging
internal import Paperwork

/// Reads a line of print glyph by glyph: cuts it where it may be cut, and takes the cuts whose glyphs fit best.
struct GlyphLineReader {
    /// One character that was read.
    struct Symbol {
        /// In pixels of the line.
        var bounds: PixelRect
        var alternatives: [Lattice.Alternative]
        /// How badly the best alternative fits; about 70 for glyphs of a known typeface.
        var cost: Float
    }

    /// What each further glyph costs: of two ways to cut that fit alike, the one with fewer glyphs is taken.
    private static let cut: Float = 26

    private let model: GlyphModel
    private var classifier: GlyphClassifier

    init(model: GlyphModel) {
        self.model = model
        classifier = GlyphClassifier(model: model)
    }

    /// The symbols of a line of dark print on white, left to right.
    mutating func read(_ line: GrayPixels, repertoire: Repertoire) -> [Symbol] {
        let ink = Ink(in: line)
        let levels = InkLevels(of: line, ink: ink)
        let pieces = LinePieces(ink: ink)
        var segments: [[GlyphSegment]] = []
        for start in pieces.pieces.indices {
            segments.append(
                pieces.runs(from: start).map { bounds in
                    segment(bounds, of: line, levels: levels, repertoire: repertoire)
                })
        }
        return symbols(along: segments, lineHeight: Float(line.height))
    }

    /// The symbols of glyphs that are already apart, as in the boxes of a comb.
    mutating func read(_ glyphs: [PixelRect], of picture: GrayPixels, repertoire: Repertoire) -> [Symbol] {
        let levels = InkLevels(of: picture, ink: Ink(in: picture))
        let segments = glyphs.map { [segment($0, of: picture, levels: levels, repertoire: repertoire)] }
        return symbols(along: segments, lineHeight: Float(glyphs.map(\.height).max() ?? 1))
    }

    private mutating func segment(
        _ bounds: PixelRect, of line: GrayPixels, levels: InkLevels, repertoire: Repertoire
    ) -> GlyphSegment {
        let matches = classifier.matches(
            for: line.cut(bounds), ink: levels.ink, paper: levels.paper, repertoire: repertoire)
        return GlyphSegment(bounds: bounds, matches: matches)
    }

    /// Takes the best path by shape, learns the line's grid from it, and takes the best path again on that grid.
    private func symbols(along segments: [[GlyphSegment]], lineHeight: Float) -> [Symbol] {
        var path = bestPath(along: segments, grid: nil, em: lineHeight)
        var grid: EmGrid?
        for _ in 0..<2 {
            let places = path.compactMap { segment in
                segment.characters(in: grid, model: model).first.map { (segment.bounds, model.geometry[Int($0.mean)]) }
            }
            grid = EmGrid(fitting: places)
            path = bestPath(along: segments, grid: grid, em: grid?.em ?? lineHeight)
        }
        let ranked = path.map { $0.characters(in: grid, model: model) }
        let choices = ranked.map { glyph in
            glyph.filter { $0.cost < (glyph.first?.cost ?? 0) + 90 }.prefix(16).map { ($0.character, $0.cost) }
        }
        return zip(path, ScriptContext.weighed(choices)).enumerated().map { index, glyph in
            Symbol(
                bounds: glyph.0.bounds, alternatives: GlyphScores.alternatives(glyph.1),
                cost: ranked[index].first?.cost ?? .infinity)
        }
    }

    /// The segments that together cover the line at the least cost, each segment's cost weighed by its width.
    private func bestPath(along segments: [[GlyphSegment]], grid: EmGrid?, em: Float) -> [GlyphSegment] {
        var best: [(cost: Float, from: Int, run: Int)] = Array(repeating: (.infinity, 0, 0), count: segments.count + 1)
        best[0] = (0, 0, 0)
        for start in segments.indices where best[start].cost < .infinity {
            for (run, segment) in segments[start].enumerated() {
                let end = start + run + 1
                guard end <= segments.count else { break }
                let width = min(1.2, max(0.3, Float(segment.bounds.width) / em))
                let cost = best[start].cost + Self.cut + width * min(1000, segment.cost(in: grid, model: model))
                if cost < best[end].cost { best[end] = (cost, start, run) }
            }
        }
        var path: [GlyphSegment] = []
        var end = segments.count
        while end > 0, best[end].cost < .infinity {
            path.append(segments[best[end].from][best[end].run])
            end = best[end].from
        }
        return path.reversed()
    }
}

/// Turns costs into scores.
enum GlyphScores {
    /// How much cost makes an alternative e times less likely.
    private static let temperature: Float = 9
    private static let kept = 10

    /// The alternatives of one glyph, least cost first; scores add up to 1 at most.
    static func alternatives(_ ranked: [(character: Character, cost: Float)]) -> [Lattice.Alternative] {
        guard let least = ranked.first?.cost else { return [] }
        let weights = ranked.map { Foundation.exp(-($0.cost - least) / temperature) }
        let sum = weights.reduce(0, +)
        return zip(ranked, weights).prefix(kept).map {
            Lattice.Alternative(String($0.0.character), Double($0.1 / sum))
        }
    }
}

/// The levels of grey of a line's ink and paper.
struct InkLevels {
    var ink: Float
    var paper: Float

    init(of pixels: GrayPixels, ink: Ink) {
        var histogram = [Int](repeating: 0, count: 256)
        var inked = 0
        for (byte, isInk) in zip(pixels.bytes, ink.isInk) {
            histogram[Int(byte)] += 1
            if isInk { inked += 1 }
        }
        self.ink = Float(Self.level(at: max(1, inked / 12), in: histogram))
        paper = Float(Self.level(at: (inked + pixels.bytes.count) / 2 + 1, in: histogram))
        if paper <= self.ink { paper = self.ink + 1 }
    }

    /// The level up to which `count` pixels lie.
    private static func level(at count: Int, in histogram: [Int]) -> Int {
        var sum = 0
        for (level, pixels) in histogram.enumerated() {
            sum += pixels
            if sum >= count { return level }
        }
        return 255
    }
}
