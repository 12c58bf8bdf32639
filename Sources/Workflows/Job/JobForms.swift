import FieldTypes
import Forms
import Foundation
import Paperwork

/// The form templates that a job file lists.
struct JobForms {
    private(set) var sources: [(template: FormTemplate?, file: DefinitionFile)] = []

    var templates: [FormTemplate] { sources.compactMap(\.template) }

    /// Whether a form that can't be read in full may have a field of that name: the name stands somewhere in its text, or
    /// nothing is known of its text.
    func mayName(_ name: String) -> Bool {
        sources.isEmpty
            || sources.contains { template, file in
                (template == nil || !file.mistakes.isEmpty) && (file.text.isEmpty || file.text.contains(name))
            }
    }

    /// Every template and every field of them could be read: an unknown name is then a mistake of the job file.
    var areComplete: Bool { !sources.isEmpty && sources.allSatisfy { $0.template != nil && $0.file.mistakes.isEmpty } }

    mutating func read(_ node: DefinitionNode, in file: DefinitionFile) {
        let paths = file.texts(node, "forms")
        if node.items?.isEmpty == true {
            file.report(ja: "様式が1つもありません", en: "a workflow needs at least one form", at: node)
        }
        for path in paths {
            let url = file.file(at: path.text)
            if sources.contains(where: { $0.file.url == url }) {
                file.report(
                    ja: "「\(path.text)」が2回書かれています", en: "'\(path.text)' is listed twice", at: path.node)
                continue
            }
            let source = TemplateReader.parse(url)
            if source.file.bytes.isEmpty {
                let reason = source.file.mistakes.first?.message ?? Wording(ja: "何も書かれていません", en: "the file is empty")
                file.report(
                    ja: "様式「\(path.text)」を読めません: \(reason.ja)", en: "cannot read the form '\(path.text)': \(reason.en)",
                    at: path.node)
            } else {
                file.take(source.file)
            }
            if let id = source.template?.id, let other = sources.first(where: { $0.template?.id == id }) {
                file.report(
                    ja: "「\(path.text)」と「\(other.file.url.lastPathComponent)」の様式名がどちらも「\(id)」です",
                    en: "'\(path.text)' and '\(other.file.url.lastPathComponent)' are both the form '\(id)'",
                    at: path.node)
            }
            sources.append(source)
        }
        if areComplete { compareTypes(at: node, in: file) }
        for template in templates where template.isFree && template.knownBy.isEmpty && templates.count > 1 {
            file.report(
                ja: "様式「\(template.id)」には「known-by」（見分ける言葉）が要ります。様式がいくつもあるためです",
                en:
                    "the form '\(template.id)' needs 'known-by' (the words that tell it), since there are several forms",
                at: node)
        }
    }

    /// Rules see a field of several forms as the first form has it.
    private func compareTypes(at node: DefinitionNode, in file: DefinitionFile) {
        var first: [String: (type: String, form: String)] = [:]
        for template in templates {
            for field in template.fields {
                guard let known = first[field.name] else {
                    first[field.name] = (field.type, template.id)
                    continue
                }
                guard known.type != field.type else { continue }
                file.warn(
                    ja: "項目「\(field.name)」の型が様式「\(known.form)」では \(known.type)、「\(template.id)」では \(field.type) です。"
                        + "規則では \(known.type) として扱います",
                    en: "the field '\(field.name)' is of type \(known.type) in '\(known.form)' but \(field.type) in "
                        + "'\(template.id)': rules take it for \(known.type)", at: node)
            }
        }
    }
}
