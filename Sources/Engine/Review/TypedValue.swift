internal import FieldTypes
internal import Forms
internal import Foundation
internal import Paperwork
internal import Workflows

/// What a person types, brought to the normal form of a field's type as a reading would be.
struct TypedValue {
    let definition: FieldDefinition
    let type: any FieldType

    /// - Parameter workflow: the version that the document runs under; a field that its form lacks, as one that a register
    ///   fills, is plain text.
    init(_ field: Field, form: String, in workflow: Workflow) {
        let declared = workflow.forms.first { $0.id == form }?.fields.first { $0.name == field.name }
        definition =
            declared
            ?? FieldDefinition(
                name: field.name, label: workflow.label(ofField: field.name), type: field.type, place: .cells([]),
                isOptional: field.isOptional, isSensitive: field.isSensitive)
        type = FieldTypes.named(field.type) ?? FieldTypes.plain
    }

    /// The one value that `text` means; `.none` where it is blank.
    func candidate(_ text: String, in document: Document) -> Candidate {
        if type.medium == .presence { return presence(text) }
        let era: FieldValue? = if case .field(let name) = definition.era { document.field(name)?.value } else { nil }
        let reading = Reading(text: text, confidence: .certain, recogniser: "person")
        var candidate =
            type.candidates(from: [reading], in: FieldContext(definition: definition, era: era)).first
            ?? Candidate(text: "", value: .none, score: 1)
        candidate.score = 1
        return candidate
    }

    /// A mark is there or not: whatever else is typed is nothing that a person means by that.
    private func presence(_ text: String) -> Candidate {
        let words = { (flag: Bool) in Language.allCases.map { type.printed(.flag(flag), language: $0) } }
        let blank = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if (["1", "１", "true"] + words(true)).contains(blank) {
            return Candidate(text: "1", value: .flag(true), score: 1)
        }
        let isAbsent = (["0", "０", "false", ""] + words(false)).contains(blank)
        let problem = Problem(
            field: definition.name, rule: "options",
            message: Wording(ja: "あり は 1、なし は 0 と入力してください。", en: "type 1 where it is marked, 0 where it is not"))
        return Candidate(
            text: "0", value: .flag(false), score: 1, proof: isAbsent ? .none : .fails(problem))
    }

    /// What a person types to mean `value`: what stands in the field when they begin.
    func typed(_ field: Field) -> String {
        switch field.value {
        case .none: ""
        case .flag(let flag): flag ? "1" : "0"
        case .list(let items): items.joined(separator: ";")
        case .integer(let number): String(number)
        case .text(let text): type.comparison == .date && !field.text.isEmpty ? field.text : text
        case .rows(let rows):
            rows.map { row in columns.map { row[$0.name]?.plainText ?? "" }.joined(separator: "\t") }
                .joined(separator: "\n")
        }
    }

    /// Of a table, in the form's order.
    var columns: [FieldDefinition.Column] { definition.tableColumns ?? [] }

    /// Of a choice, a circled field or a mark grid, in the form's order.
    var options: [String] {
        if case .options(let options) = definition.place { options.map(\.name) } else { [] }
    }

    /// Of a comb; none elsewhere.
    var cells: [Zone] { if case .cells(let cells) = definition.place { cells } else { [] } }

    /// Where it is on the form, in millimetres; nil where it is found by its surroundings, or on no page.
    var zone: Zone? {
        switch definition.place {
        case .zone(let zone), .table(let zone, _, _): zone
        case .cells(let cells): Zone.around(cells)
        case .options(let options): Zone.around(options.map(\.zone))?.grown(by: Self.roundMarks)
        case .find: nil
        }
    }
}

extension TypedValue {
    /// Millimetres that a circle around an option may leave its zone by.
    private static let roundMarks = 2.5
}

extension Zone {
    /// The smallest rectangle that holds them; nil where there are none.
    static func around(_ zones: [Zone]) -> Zone? {
        guard let first = zones.first else { return nil }
        let left = zones.map(\.left).min() ?? 0
        let top = zones.map(\.top).min() ?? 0
        return Zone(
            page: first.page, left: left, top: top, width: (zones.map(\.right).max() ?? 0) - left,
            height: (zones.map(\.bottom).max() ?? 0) - top)
    }
}
