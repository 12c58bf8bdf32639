import Forms
import Paperwork

/// The names that rules, columns and reconciliation may speak of.
struct KnownFields {
    /// What every document has beside its fields.
    static let ofDocument = ["_document", "_batch", "_file", "_pages"]

    let forms: JobForms
    private(set) var names: [String]

    init(forms: JobForms) {
        self.forms = forms
        var seen: Set<String> = []
        names = forms.templates.flatMap(\.fields).map(\.name).filter { seen.insert($0).inserted }
    }

    func contains(_ name: String) -> Bool { names.contains(name) }

    mutating func add(_ more: [String]) { names += more }

    /// `name` if a document has it. Where a template could not be read in full, its fields are not held against the job
    /// file.
    func known(_ name: String, at node: DefinitionNode, in file: DefinitionFile, also: [String] = []) -> String? {
        guard forms.areComplete else { return name }
        return file.known(name, Wording(ja: "項目", en: "field"), among: names + also, at: node)
    }
}
