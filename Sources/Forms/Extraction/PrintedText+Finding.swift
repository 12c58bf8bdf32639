import FieldTypes
import Foundation
import Imaging
import Paperwork

extension PrintedText {
    /// The value beside or below a label, or what a pattern matches; nil where it is not on the page.
    ///
    /// - Parameter keepingGaps: whether a gap between two digits is kept as a blank.
    func find(_ finding: FieldDefinition.Finding, keepingGaps: Bool = false) -> Reading? {
        let lines = all.lines
        return switch finding {
        case .rightOf(let label): Self.reading(of: rightOf(label, in: lines) ?? [], keepingGaps: keepingGaps)
        case .below(let label): Self.reading(of: below(label, in: lines) ?? [], keepingGaps: keepingGaps)
        case .pattern(let pattern): match(pattern, in: lines)
        case .table(let heading, _): rows(under: heading, in: lines)
        }
    }

    private func rightOf(_ label: String, in lines: [[Glyph]]) -> [Glyph]? {
        for line in lines {
            guard let place = line.place(of: label) else { continue }
            return Array(line[place.upperBound...]).firstRun
        }
        return nil
    }

    /// The first writing below the label that starts within its width and 40 mm to the right.
    private func below(_ label: String, in lines: [[Glyph]]) -> [Glyph]? {
        for (index, line) in lines.enumerated() {
            guard let place = line.place(of: label), let last = line[place].last else { continue }
            let left = line[place.lowerBound].left
            let under = lines[(index + 1)...].lazy.map { candidate in
                candidate.filter { $0.right > left - 1 && $0.left < last.right + 40 }
            }
            return under.first { !$0.isEmpty }?.firstRun
        }
        return nil
    }

    private func match(_ pattern: String, in lines: [[Glyph]]) -> Reading? {
        guard let expression = try? Regex(pattern) else { return nil }
        for line in lines {
            guard let match = line.map(\.text).joined().firstMatch(of: expression) else { continue }
            let value = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
            return Self.reading(text: value.map(String.init) ?? "")
        }
        return nil
    }

    /// The lines under the heading, down to the first gap of three line heights, as a line per row and a tab between
    /// cells; a character belongs to the heading word whose middle is nearest.
    private func rows(under heading: [String], in lines: [[Glyph]]) -> Reading? {
        for (index, line) in lines.enumerated() {
            let places = heading.compactMap { line.place(of: $0) }
            guard places.count == heading.count, var bottom = line.first?.bottom else { continue }
            let middles = places.map { (line[$0.lowerBound].left + line[$0.upperBound - 1].right) / 2 }
            var rows: [String] = []
            for row in lines[(index + 1)...] {
                guard let first = row.first, first.top - bottom < 3 * first.height else { break }
                bottom = first.bottom
                var cells = [String](repeating: "", count: middles.count)
                for glyph in row {
                    let nearest = middles.indices.min {
                        abs(middles[$0] - glyph.middle.x) < abs(middles[$1] - glyph.middle.x)
                    }
                    if let nearest { cells[nearest] += glyph.text }
                }
                rows.append(cells.joined(separator: "\t"))
            }
            return Self.reading(text: rows.joined(separator: "\n"))
        }
        return nil
    }

    private static func reading(text: String) -> Reading {
        Reading(
            text: text, confidence: Confidence(score),
            lattice: Lattice(positions: text.map { [Lattice.Alternative(String($0), score)] }),
            recogniser: recogniser)
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
