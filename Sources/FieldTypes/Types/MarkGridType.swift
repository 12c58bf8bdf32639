package import Paperwork

/// Any number of options are marked. A reading's text is their names joined with `;`; a lattice has a position per option.
package struct MarkGridType: FieldType {
    package let name = "mark-grid"
    package let medium = FieldMedium.severalOptions

    package init() {}

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        let options = MarkedOptions.names(in: context.definition)
        return Candidates.from(readings) { text in
            guard let marked = MarkedOptions.marked(in: text, of: options) else {
                return .failing(
                    text, context, rule: "options", ja: "選択肢にない答えです。選択肢を確認してください。",
                    en: "it is none of the options. Check the marks.")
            }
            return NormalForm(value: .list(marked))
        }
        .map(Self.emptyList)
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        guard case .list(let marked) = value else { return value.plainText }
        return marked.joined(separator: language == .ja ? "、" : ", ")
    }

    /// Nothing marked is an answer of its own: the empty list.
    private static func emptyList(_ candidate: Candidate) -> Candidate {
        var candidate = candidate
        if candidate.value == .none { candidate.value = .list([]) }
        return candidate
    }
}
