package import FieldTypes
import Paperwork

/// Proposes fields for papers of one kind: the labels that recur on them, and the values beside those that vary.
package enum PaperSurvey {
    /// A template's fields and clues, as a few papers suggest them.
    package struct Proposal: Sendable {
        package var fields: [FieldDefinition]
        package var knownBy: [PaperClue]
    }

    /// Papers that are needed to tell a label from a value.
    package static let fewestPapers = 3

    /// - Parameter papers: the first pages of papers of one kind, from different senders if possible.
    package static func proposal(for papers: [PaperText]) -> Proposal {
        let pages = papers.map { ValueFinder($0.glyphs).lines }
        guard let first = pages.first else { return Proposal(fields: [], knownBy: []) }
        var fields: [FieldDefinition] = []
        var seen: Set<String> = []
        for label in first.flatMap(labels) where seen.insert(String(PaperLine.folded(label))).inserted {
            for way in [FieldDefinition.Finding(.rightOf([label])), .init(.below([label]))] {
                let values = pages.map { value(way, on: $0) }
                // What is the same on all papers is print; what is missing on one is no field of theirs.
                guard !values.contains(nil), Set(values).count > 1 else { continue }
                let type = type(of: values.compactMap { $0 })
                fields.append(
                    FieldDefinition(
                        name: "field_\(fields.count + 1)", label: label, type: type.name, place: .find([way]),
                        order: type.order))
                break
            }
        }
        return Proposal(fields: fields, knownBy: knownBy(pages).map { [.words([$0])] } ?? [])
    }

    /// The words before a colon, a digit or a wide gap: what may be a label.
    private static func labels(in line: PaperLine) -> [String] {
        var labels: [String] = []
        var run: [PrintedText.Glyph] = []
        func end() {
            let text = run.written
            if PaperLine.folded(text).count >= 2 { labels.append(text) }
            run = []
        }
        for glyph in line.glyphs {
            if let last = run.last, glyph.left - last.right > 1.5 * last.height { end() }
            if glyph.text.contains(where: { !$0.isLetter }) {
                end()
            } else {
                run.append(glyph)
            }
        }
        end()
        return labels
    }

    private static func value(_ way: FieldDefinition.Finding, on lines: [PaperLine]) -> String? {
        let anything = ValueFinder.Shape(fits: { !$0.isEmpty }, number: { _ in nil }, isText: true, isNumber: false)
        return ValueFinder(lines: lines).spots(way, way: 0, anything).first { $0.score > 0.8 }?.text
    }

    private static func type(of values: [String]) -> (name: String, order: FieldDefinition.DateOrder?) {
        for type in FieldTypes.telling {
            for order in type.name == "date" ? [nil, FieldDefinition.DateOrder.dmy] : [nil] {
                let definition = FieldDefinition(name: "f", type: type.name, place: .find([]), order: order)
                let shape = FieldFinder.shape(type, FieldContext(definition: definition))
                if values.allSatisfy({ shape.fits($0) }) { return (type.name, order) }
            }
        }
        return (FieldTypes.plain.name, nil)
    }

    /// The highest print that stands on all papers by itself, as a heading does.
    private static func knownBy(_ pages: [[PaperLine]]) -> String? {
        let headings = (pages.first ?? []).filter { line in
            line.glyphs.count >= 2 && line.glyphs.allSatisfy { $0.text.allSatisfy(\.isLetter) }
        }
        return headings.filter { heading in
            pages.allSatisfy { page in page.contains { !$0.labels([heading.text]).isEmpty } }
        }.max { $0.glyphs[0].height < $1.glyphs[0].height }?.text
    }
}
