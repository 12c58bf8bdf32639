import FieldTypes
import Forms
import Paperwork
import Rules

/// The names that rules, columns and reconciliation may speak of.
struct KnownFields {
    /// What every document has beside its fields.
    static let ofDocument = ["_document", "_batch", "_file", "_pages"]

    /// The fields of all forms, of several with one name the first.
    let definitions: [FieldDefinition]
    /// Those that a document may leave empty: optional ones, those that not every form has, and those that a register adds.
    private(set) var mayBeEmpty: Set<String>
    private let count: Int
    /// Every template could be read in full. Where not, names that are not known are not held against the job file.
    let areComplete: Bool
    private(set) var filled: [String] = []
    private let forms: JobForms

    init(forms: JobForms) {
        var seen: Set<String> = []
        let all = forms.templates.flatMap(\.fields)
        definitions = all.filter { seen.insert($0.name).inserted }
        areComplete = forms.areComplete
        count = forms.templates.count
        self.forms = forms
        let inForms = Dictionary(all.map { ($0.name, 1) }, uniquingKeysWith: +)
        mayBeEmpty = Set(
            all.filter { definition in
                HeldValue.isNothingWhereEmpty(definition) && definition.isOptional
                    || inForms[definition.name] != forms.templates.count
            }
            .map(\.name))
    }

    var names: [String] { definitions.map(\.name) + filled }

    var schema: RuleSchema { RuleSchema(fields: definitions, filled: filled) }

    func contains(_ name: String) -> Bool {
        names.contains { $0.lowercased() == name.lowercased() }
    }

    mutating func add(_ more: [String]) {
        let new = more.filter { !contains($0) }
        filled += new
        mayBeEmpty.formUnion(new)
    }

    /// `name` if a document has it, or a form that can't be read in full may give it; else a mistake.
    func known(_ name: String, at node: DefinitionNode, in file: DefinitionFile, also: [String] = []) -> String? {
        guard areComplete || !forms.mayName(name) else { return name }
        return file.known(name, Wording(ja: "項目", en: "field"), among: names + also, at: node)
    }
}
