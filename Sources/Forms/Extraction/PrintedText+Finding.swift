import Foundation
import Paperwork

extension PrintedText {
    /// The value beside or below a label, or what a pattern matches; nil where it is not on the page.
    func find(_ finding: FieldDefinition.Finding) -> Reading? {
        let lines = all.lines
        switch finding {
        case .rightOf(let label):
            for line in lines {
                guard let end = line.end(of: label) else { continue }
                return Self.reading(of: Array(line[end...]).firstRun)
            }
            return nil
        case .below(let label):
            for (index, line) in lines.enumerated() {
                guard let end = line.end(of: label) else { continue }
                let (left, right) = (line[end - 1 - (label.count - 1)].left, line[end - 1].right)
                let below = lines[(index + 1)...].lazy.map { candidate in
                    candidate.filter { $0.right > left - 1 && $0.left < right + 40 }
                }
                return below.first { !$0.isEmpty }.flatMap { Self.reading(of: $0.firstRun) }
            }
            return nil
        case .pattern(let pattern):
            guard let expression = try? Regex(pattern) else { return nil }
            for line in lines {
                guard let match = line.map(\.text).joined().firstMatch(of: expression) else { continue }
                let value = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
                let text = value.map(String.init) ?? ""
                return Reading(
                    text: text, confidence: .certain,
                    lattice: Lattice(positions: text.map { [Lattice.Alternative(String($0), 1)] }),
                    recogniser: Self.recogniser)
            }
            return nil
        case .table: return nil
        }
    }
}

extension Array where Element == PrintedText.Glyph {
    /// The index after the label's last character in a line; nil where the line has no such label.
    fileprivate func end(of label: String) -> Int? {
        let wanted = label.filter { !$0.isWhitespace }.map(String.init)
        guard !wanted.isEmpty, count >= wanted.count else { return nil }
        for start in 0...(count - wanted.count)
        where (0..<wanted.count).allSatisfy({ self[start + $0].text == wanted[$0] }) {
            return start + wanted.count
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
