import FieldTypes
import Foundation
import JapaneseText
import Paperwork

/// Looks on a paper's text for the value of a field, by each of the ways that its template names.
struct ValueFinder {
    typealias Glyph = PrintedText.Glyph
    typealias Finding = FieldDefinition.Finding

    /// From top to bottom, page by page.
    let lines: [PaperLine]

    init(lines: [PaperLine]) { self.lines = lines }

    /// - Parameter glyphs: in any order, each with its page.
    init(_ glyphs: [Glyph]) {
        let pages = Dictionary(grouping: glyphs, by: \.page)
        lines = pages.keys.sorted().flatMap { (pages[$0] ?? []).lines.map(PaperLine.init) }
    }

    /// What fits a field's type.
    struct Shape {
        /// Whether a text is a value of the type.
        var fits: (String) -> Bool
        /// Its number, for the largest; nil where it has none.
        var number: (String) -> Double?
        /// Whether anything fits, so that what stands beside the label is the value as it is.
        var isText: Bool
        /// Whether of several in one line the last counts, as of amounts.
        var isNumber: Bool
    }

    /// The values that one way leads to, the best first.
    func spots(_ finding: Finding, way: Int, _ shape: Shape) -> [PaperSpot] {
        var spots: [PaperSpot] =
            switch finding.way {
            case .rightOf(let labels): beside(labels, finding, shape)
            case .below(let labels): under(labels, finding, shape)
            case .near(let labels):
                beside(labels, finding, shape) + under(labels, finding, shape).map { $0.scaled(0.85) }
                    + over(labels, finding, shape).map { $0.scaled(0.7) }
            case .between(let first, let second): between(first, second, finding, shape)
            case .heading(let labels): under(labels, finding, shape, isHeading: true)
            case .pattern(let pattern): matches(of: pattern, finding, shape)
            case .anywhere: anywhere(finding, shape)
            case .table: []
            }
        for index in spots.indices { spots[index].way = way }
        return ordered(spots, finding, shape)
    }

    /// By the first wording that is there, then by how sure the place is, then as the template chooses.
    private func ordered(_ spots: [PaperSpot], _ finding: Finding, _ shape: Shape) -> [PaperSpot] {
        let chosen: [PaperSpot] =
            switch finding.choice {
            case .first, nil: spots
            case .last: spots.reversed()
            case .largest where spots.contains { shape.number($0.text) != nil }:
                spots.sorted { shape.number($0.text) ?? -1 > shape.number($1.text) ?? -1 }
            case .largest: spots.sorted { $0.glyphs.zone?.height ?? 0 > $1.glyphs.zone?.height ?? 0 }
            }
        return chosen.enumerated().sorted { one, other in
            (one.element.wording, -one.element.score, one.offset)
                < (other.element.wording, -other.element.score, other.offset)
        }.map(\.element)
    }

    // MARK: Ways

    private func beside(_ labels: [String], _ finding: Finding, _ shape: Shape) -> [PaperSpot] {
        lines.indices.flatMap { index -> [PaperSpot] in
            let line = lines[index]
            return line.labels(labels, except: finding.except).compactMap { label in
                let rest = Array(line.glyphs[label.range.upperBound...])
                return spot(in: rest, finding, shape).map {
                    $0.labelled(line.glyphs[label.range], label)
                }
            }
        }
    }

    /// Heights of a line that the value may lie under its label.
    private static let reach = 4.0

    private func under(
        _ labels: [String], _ finding: Finding, _ shape: Shape, isHeading: Bool = false
    ) -> [PaperSpot] {
        lines.indices.flatMap { index -> [PaperSpot] in
            lines[index].labels(labels, except: finding.except).compactMap { label -> PaperSpot? in
                let words = Array(lines[index].glyphs[label.range])
                if isHeading, words.count < lines[index].glyphs.count { return nil }
                guard let place = words.zone else { return nil }
                var block: [[Glyph]] = []
                var bottom = place.bottom
                for line in lines[(index + 1)...] {
                    guard let first = line.glyphs.first, first.page == place.page,
                        first.top - bottom < Self.reach * place.height
                    else { break }
                    let own =
                        isHeading
                        ? line.glyphs
                        : line.glyphs.filter {
                            $0.right > place.left - place.height && $0.left < place.right + 10 * place.height
                        }
                    guard !own.isEmpty else { continue }
                    block.append(own)
                    bottom = own.zone?.bottom ?? bottom
                    guard finding.line.map({ block.count < $0 }) ?? !shape.isText, block.count < 12 else { break }
                }
                let wanted = finding.line.map { block.indices.contains($0 - 1) ? [block[$0 - 1]] : [] } ?? block
                return wanted.lazy.compactMap { spot(in: $0, finding, shape) }.first?
                    .labelled(words[...], label)
            }
        }
    }

    private func over(_ labels: [String], _ finding: Finding, _ shape: Shape) -> [PaperSpot] {
        lines.indices.dropFirst().flatMap { index -> [PaperSpot] in
            lines[index].labels(labels, except: finding.except).compactMap { label -> PaperSpot? in
                let words = Array(lines[index].glyphs[label.range])
                guard let place = words.zone, let above = lines[index - 1].glyphs.zone, above.page == place.page,
                    place.top - above.bottom < Self.reach / 2 * place.height
                else { return nil }
                let own = lines[index - 1].glyphs.filter {
                    $0.right > place.left - place.height && $0.left < place.right + 10 * place.height
                }
                return spot(in: own, finding, shape)?.labelled(words[...], label)
            }
        }
    }

    private func between(
        _ first: String, _ second: String, _ finding: Finding, _ shape: Shape
    ) -> [PaperSpot] {
        lines.indices.compactMap { index -> PaperSpot? in
            let line = lines[index]
            guard let start = line.labels([first], except: finding.except).first else { return nil }
            if let end = line.labels([second]).first(where: { $0.range.lowerBound >= start.range.upperBound }) {
                return spot(in: Array(line.glyphs[start.range.upperBound..<end.range.lowerBound]), finding, shape)?
                    .labelled(line.glyphs[start.range], start)
            }
            guard let next = lines.dropFirst(index + 1).first, let end = next.labels([second]).first else { return nil }
            let rest = line.glyphs[start.range.upperBound...] + next.glyphs[..<end.range.lowerBound]
            return spot(in: Array(rest), finding, shape)?.labelled(line.glyphs[start.range], start)
        }
    }

    private func matches(of pattern: String, _ finding: Finding, _ shape: Shape) -> [PaperSpot] {
        guard let expression = try? Regex(pattern) else { return [] }
        return lines.flatMap { line -> [PaperSpot] in
            [false, true].lazy.map { matches(of: expression, in: line, withBlanks: $0) }.first { !$0.isEmpty } ?? []
        }.filter { shape.isText || shape.fits($0.text) }
    }

    private func matches(of expression: Regex<AnyRegexOutput>, in line: PaperLine, withBlanks: Bool) -> [PaperSpot] {
        var places: [Int] = []
        var text = ""
        for (index, glyph) in line.glyphs.enumerated() {
            if withBlanks && glyph.startsWord || line.glyphs.isGap(before: index), !text.isEmpty {
                text += " "
                places.append(index)
            }
            text += glyph.text
            places += Array(repeating: index, count: glyph.text.count)
        }
        return text.matches(of: expression).compactMap { match in
            let value = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
            guard let value, !value.isEmpty else { return nil }
            let start = text.distance(from: text.startIndex, to: value.startIndex)
            let glyphs = Array(line.glyphs[places[start]...places[start + value.count - 1]])
            return PaperSpot(glyphs: glyphs, text: String(value), way: 0, score: 1)
        }
    }

    private func anywhere(_ finding: Finding, _ shape: Shape) -> [PaperSpot] {
        if let number = finding.line {
            guard lines.indices.contains(number - 1) else { return [] }
            return [spot(in: lines[number - 1].glyphs, finding, shape)].compactMap { $0 }
        }
        return lines.compactMap { spot(in: $0.glyphs, finding, shape) }.map { $0.scaled(0.8) }
    }

    // MARK: Values

    /// Signs between a label and its value.
    private static let leading: Set<String> = [":", "：", "　", "=", "|", "｜", "】", ")", "）", "]", ".", "…", "・", "-"]
    /// Heights of a character: a wider gap ends what is written beside a label.
    private static let gap = 3.0
    private static let mostWords = 7
    /// A value that would have to be cut out of a longer code is worth less than one that stands by itself.
    private static let partOfCode = 0.6

    /// The value in a run of characters; nil where nothing in it fits.
    private func spot(in run: [Glyph], _ finding: Finding, _ shape: Shape) -> PaperSpot? {
        if shape.isText {
            let value = Self.firstRun(run)
            guard !value.isEmpty, shape.fits(value.written) else { return nil }
            return PaperSpot(glyphs: value, text: value.written, way: 0, score: 1)
        }
        let run = Array(run.drop { Self.leading.contains($0.text) && $0.text != "-" && $0.text != "." })
        let words = run.words(isFine: !shape.isNumber)
        var fitting: [PaperSpot] = []
        var start = 0
        while start < words.count {
            let length = (1...max(1, min(Self.mostWords, words.count - start))).reversed().first { length in
                let range = words[start].lowerBound..<words[start + length - 1].upperBound
                return !range.dropFirst().contains { run.isGap(before: $0) } && shape.fits(Array(run[range]).written)
            }
            if let length {
                let range = words[start].lowerBound..<words[start + length - 1].upperBound
                let glyphs = Array(run[range])
                let score = run.isWhole(range) ? 1 : Self.partOfCode
                fitting.append(PaperSpot(glyphs: glyphs, text: glyphs.written, way: 0, score: score))
            }
            start += length ?? 1
        }
        let whole = fitting.filter { $0.score == 1 }
        let best = whole.isEmpty ? fitting : whole
        return shape.isNumber ? best.last : best.first
    }

    static func firstRun(_ glyphs: [Glyph]) -> [Glyph] {
        var run: [Glyph] = []
        for glyph in glyphs.drop(while: { leading.contains($0.text) }) {
            if let last = run.last, glyph.left - last.right > gap * last.height { break }
            run.append(glyph)
        }
        return run
    }
}

extension Array where Element == PrintedText.Glyph {
    /// Whether the range is no part of a longer code, such as HC03-7 or 100058042: neither a Latin letter nor a digit touches
    /// its beginning, and no digit its end.
    fileprivate func isWhole(_ range: Range<Int>) -> Bool {
        func touches(_ index: Int) -> Bool {
            index > 0 && index < count && !self[index].startsWord
                && self[index].left - self[index - 1].right <= 0.6 * self[index].height
        }
        func isOfCode(_ index: Int) -> Bool {
            self[index].text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        }
        if touches(range.lowerBound), isOfCode(range.lowerBound - 1) { return false }
        return !(touches(range.upperBound) && self[range.upperBound].isDigit && self[range.upperBound - 1].isDigit)
    }
}

extension PaperSpot {
    fileprivate func scaled(_ factor: Double) -> PaperSpot {
        var spot = self
        spot.score *= factor
        return spot
    }

    fileprivate func labelled(_ glyphs: ArraySlice<PrintedText.Glyph>, _ label: PaperLine.Label) -> PaperSpot {
        var spot = self
        spot.label = Array(glyphs)
        spot.wording = label.wording
        spot.score *= label.quality
        return spot
    }
}
