package import FieldTypes
internal import Foundation
internal import Imaging
package import Paperwork

/// A part of writing whose text is known, as a network sees it: what the network is trained on.
package struct HandSample: Sendable {
    /// `side` × `side` pixels, row by row; 1 for ink and 0 for paper.
    package var cell: [Float]
    /// Nil for a part of writing that is no character: half of one, or two.
    package var character: Character?
}

/// Cuts writing whose text is known into single characters, by the same code that reads it.
package final class HandSampler {
    private let reader: HandReader

    /// A part of a line is no wrong cut where it is a character but for a speck, or most of one: of the rectangle around
    /// both, this share is the character's, and of the character's this share is the part's.
    private static let (withSpeck, most) = (0.9, 0.6)

    /// For the model of digits and signs.
    ///
    /// - Throws: `Trouble` of kind `installation` where the model is missing.
    package init() throws(Trouble) {
        reader = HandReader(try ModelPair.digits(), spacing: .digits)
    }

    /// What stands in the boxes of a comb, or on a line along with the ways to cut it wrongly; none where the text doesn't
    /// fit the ink, or the ink holds a correction.
    ///
    /// - Parameter looks: how often each character is cut out, from 1: first as it is read, then a little shifted and
    ///   scaled by chance.
    package func samples(
        of crop: Crop, saying text: String, as repertoire: Repertoire, looks: Int, using random: inout SeededRandom
    ) -> [HandSample] {
        let picture = HandPicture(crop)
        guard Correction(picture, cells: crop.cells, dpi: crop.dpi) == nil else { return [] }
        let characters = Array(text)
        if !crop.cells.isEmpty {
            let comb = HandComb(picture, cells: crop.cells)
            let places = comb.cells.indices.compactMap(comb.place)
            guard places.count == characters.count else { return [] }
            return zip(places, characters).flatMap { place, character in
                cut(place, from: comb.map, saying: character, looks: looks, using: &random)
            }
        }
        let writing = LineWriting(
            picture, finder: LineFinder(dpi: crop.dpi, expected: 1), spacing: reader.spacing,
            alternatives: reader.alternatives(for: repertoire))
        guard writing.lines.count == 1, let line = writing.lines.first else { return [] }
        let steps = writing.stepsOfFirstLine(reader.probabilities(of: writing.spots))
        guard let path = alignment(of: characters, with: steps, line: line) else { return [] }
        var samples: [HandSample] = []
        for (segment, character) in zip(path, characters) {
            samples += cut(line.place(of: segment), from: line.map, saying: character, looks: looks, using: &random)
        }
        for segment in steps.joined().map(\.segment)
        where !path.contains(where: { isMuch($0.bounds, of: segment.bounds) }) {
            samples += cut(line.place(of: segment), from: line.map, saying: nil, looks: 1, using: &random)
        }
        return samples
    }

    /// Whether a part of the line is too much like a character that is there to be called none.
    private func isMuch(_ character: PixelRect, of part: PixelRect) -> Bool {
        func area(_ rect: PixelRect) -> Double { Double(rect.width * rect.height) }
        let both = area(character.union(part))
        return area(character) >= Self.withSpeck * both && area(part) >= Self.most * area(character)
    }

    private func cut(
        _ place: HandPlace, from map: InkMap, saying character: Character?, looks: Int, using random: inout SeededRandom
    ) -> [HandSample] {
        (0..<looks).map { look in
            let nudge =
                look == 0
                ? HandPlace.Nudge(x: 0, y: 0, scale: 1)
                : HandPlace.Nudge(
                    x: .random(in: -0.06...0.06, using: &random), y: .random(in: -0.06...0.06, using: &random),
                    scale: .random(in: 0.92...1.08, using: &random))
            return HandSample(
                cell: map.cell(of: place.nudged(nudge), side: reader.model.side, smallest: reader.model.smallest),
                character: character)
        }
    }

    /// The likeliest way to cut a line into those characters; nil where it can't be cut into so many.
    private func alignment(
        of characters: [Character], with steps: [[HandPath.Step]], line: HandLine
    ) -> [HandLine.Segment]? {
        let places = reader.model.places
        guard characters.allSatisfy({ places[.character($0)] != nil }) else { return nil }
        typealias Best = (score: Double, step: HandPath.Step?)
        // For each number of pieces and of characters so far.
        var best = [[Best]](
            repeating: [Best](repeating: (-.infinity, nil), count: characters.count + 1), count: steps.count + 1)
        best[0][0].score = 0
        for start in steps.indices {
            for step in steps[start] {
                let end = step.segment.pieces.upperBound
                for index in characters.indices where best[start][index].score > -.infinity {
                    let alternative = step.character.alternatives.first { $0.text == String(characters[index]) }
                    let score = best[start][index].score + HandPath.likelihood(alternative?.score ?? 0) - step.cost
                    if score > best[end][index + 1].score { best[end][index + 1] = (score, step) }
                }
            }
        }
        var path: [HandLine.Segment] = []
        var end = steps.count
        for count in stride(from: characters.count, to: 0, by: -1) {
            guard let step = best[end][count].step else { return nil }
            path.append(step.segment)
            end = step.segment.pieces.lowerBound
        }
        return end == 0 ? path.reversed() : nil
    }
}
