import FieldTypes
import Foundation
import Imaging
import Paperwork
import Recognition

extension PrintedText {
    /// What came of looking for a value.
    enum Search {
        case value(Reading)
        /// Its label is there, and the page's text has nothing where the value should stand: in that zone, where it is
        /// known.
        case nothing(Zone?)
        /// Its label, pattern or heading is not on the page.
        case absent(String)
    }

    /// Millimetres to the right of a label, or below it, in which a value would stand.
    private static let reach = (right: 60.0, down: 8.0)

    /// The value beside or below a label, or what a pattern matches.
    ///
    /// - Parameter keepingGaps: whether a gap between two digits is kept as a blank.
    func find(_ finding: FieldDefinition.Finding, keepingGaps: Bool = false) -> Search {
        let lines = all.lines
        return switch finding {
        case .rightOf(let label): rightOf(label, in: lines, keepingGaps: keepingGaps)
        case .below(let label): below(label, in: lines, keepingGaps: keepingGaps)
        case .pattern(let pattern): match(pattern, in: lines)
        case .table(let heading, _): rows(under: heading, in: lines)
        }
    }

    private func rightOf(_ label: String, in lines: [[Glyph]], keepingGaps: Bool) -> Search {
        for line in lines {
            guard let place = line.place(of: label), let last = line[place].last else { continue }
            if let reading = Self.reading(of: Array(line[place.upperBound...]).firstRun, keepingGaps: keepingGaps) {
                return .value(reading)
            }
            let right = line[place.upperBound...].last?.right ?? last.right
            return .nothing(
                Zone(left: right + 1, top: last.top - 1, width: Self.reach.right, height: last.height + 2))
        }
        return .absent(label)
    }

    /// The first writing below the label that starts within its width and 40 mm to the right.
    private func below(_ label: String, in lines: [[Glyph]], keepingGaps: Bool) -> Search {
        for (index, line) in lines.enumerated() {
            guard let place = line.place(of: label), let last = line[place].last else { continue }
            let left = line[place.lowerBound].left
            let under = lines[(index + 1)...].lazy.map { candidate in
                candidate.filter { $0.right > left - 1 && $0.left < last.right + 40 }
            }
            if let reading = under.first(where: { !$0.isEmpty }).flatMap({
                Self.reading(of: $0.firstRun, keepingGaps: keepingGaps)
            }) {
                return .value(reading)
            }
            return .nothing(
                Zone(left: left, top: last.bottom + 1, width: last.right - left, height: Self.reach.down))
        }
        return .absent(label)
    }

    private func match(_ pattern: String, in lines: [[Glyph]]) -> Search {
        guard let expression = try? Regex(pattern) else { return .absent(pattern) }
        for line in lines {
            guard let match = line.map(\.text).joined().firstMatch(of: expression) else { continue }
            let value = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
            let isSure = line.allSatisfy(\.isSure)
            guard isSure, value?.isEmpty != false else {
                return .value(
                    value.flatMap { Self.reading($0, in: line) }
                        ?? Self.reading(text: value.map(String.init) ?? "", isSure: isSure))
            }
            return .nothing(nil)
        }
        return .absent(pattern)
    }

    /// The lines under the heading, down to the first gap of three line heights, as a line per row and a tab between
    /// cells; a character belongs to the heading word whose middle is nearest.
    private func rows(under heading: [String], in lines: [[Glyph]]) -> Search {
        for (index, line) in lines.enumerated() {
            let places = heading.compactMap { line.place(of: $0) }
            guard places.count == heading.count, let first = line.first, var bottom = line.first?.bottom else {
                continue
            }
            let middles = places.map { (line[$0.lowerBound].left + line[$0.upperBound - 1].right) / 2 }
            var rows: [String] = []
            var isSure = true
            var read: [Glyph] = []
            for row in lines[(index + 1)...] {
                guard let first = row.first, first.top - bottom < 3 * first.height else { break }
                bottom = first.bottom
                isSure = isSure && row.allSatisfy(\.isSure)
                read += row
                var cells = [String](repeating: "", count: middles.count)
                for glyph in row where glyph.isSure {
                    let nearest = middles.indices.min {
                        abs(middles[$0] - glyph.middle.x) < abs(middles[$1] - glyph.middle.x)
                    }
                    if let nearest { cells[nearest] += glyph.text }
                }
                rows.append(cells.joined(separator: "\t"))
            }
            guard rows.isEmpty, isSure else {
                var reading = Self.reading(text: rows.joined(separator: "\n"), isSure: isSure)
                if let seen = Self.reading(of: read), seen.recogniser == PageTextReader.recogniser {
                    (reading.confidence, reading.recogniser) = (seen.confidence, seen.recogniser)
                }
                return .value(reading)
            }
            let right = line.last?.right ?? first.right
            return .nothing(
                Zone(left: first.left, top: bottom + 1, width: max(2, right - first.left), height: Self.reach.down))
        }
        return .absent(heading.joined(separator: " "))
    }

    /// A part of a line that was read on a scan; nil where the file says what stands there.
    private static func reading(_ part: Substring, in line: [Glyph]) -> Reading? {
        guard line.contains(where: { $0.alternatives != nil }) else { return nil }
        let before = part.base[..<part.startIndex].count
        var place = 0
        let glyphs = line.filter { glyph in
            defer { place += glyph.text.count }
            return place >= before && place < before + part.count
        }
        return reading(of: glyphs)
    }

    private static func reading(text: String, isSure: Bool) -> Reading {
        Reading(
            text: text, confidence: isSure ? Confidence(score) : .none,
            lattice: Lattice(positions: text.map { [Lattice.Alternative(String($0), score)] }),
            recogniser: recogniser, doubt: isSure ? nil : notSeen)
    }
}

extension Array where Element == PrintedText.Glyph {
    /// Where a label's characters stand in a line; nil where the line has no such label.
    fileprivate func place(of label: String) -> Range<Int>? {
        let wanted = label.filter { !$0.isWhitespace }.map(String.init)
        guard !wanted.isEmpty, count >= wanted.count else { return nil }
        for start in 0...(count - wanted.count)
        where (0..<wanted.count).allSatisfy({ self[start + $0].text == wanted[$0] }) {
            return start..<start + wanted.count
        }
        return nil
    }

    /// Up to the first gap wider than three characters; a colon after the label is no part of the value.
    fileprivate var firstRun: [PrintedText.Glyph] {
        var run: [PrintedText.Glyph] = []
        for glyph in drop(while: { [":", "：", "　"].contains($0.text) }) {
            if let last = run.last, glyph.left - last.right > 3 * last.height { break }
            run.append(glyph)
        }
        return run
    }
}
