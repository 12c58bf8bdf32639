package import Paperwork

/// One of several options: marked (`choice`) or circled (`circled`). A reading's text is the option's name; several are
/// joined with `;`.
package struct OptionType: FieldType {
    package let name: String
    package let medium = FieldMedium.oneOption
    package let canNameEra = true

    package static let choice = OptionType(name: "choice")
    package static let circled = OptionType(name: "circled")

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        let options = MarkedOptions.names(in: context.definition)
        return Candidates.from(readings) { text in
            switch MarkedOptions.marked(in: text, of: options) {
            case .some(let marked) where marked.isEmpty: NormalForm(value: .none)
            case .some(let marked) where marked.count == 1: NormalForm(value: .text(marked[0]))
            case .some(let marked):
                .failing(
                    marked.joined(separator: ";"), context, rule: "one-option",
                    ja: "\(marked.count)つ選ばれています。1つだけ選ばれているか確認してください。",
                    en: "\(marked.count) options are marked. Check which one is meant.")
            case nil:
                .failing(
                    text, context, rule: "one-option", ja: "選択肢にない答えです。選択肢を確認してください。",
                    en: "it is none of the options. Check which one is meant.")
            }
        }
    }
}
