import FieldTypes
import Forms
import Paperwork

/// Reads the expected values of one document, each as its field's type has it.
struct ExpectedValueReader {
    let file: DefinitionFile
    let template: FormTemplate
    /// Fields that a register adds; their values are text.
    let filled: [String]

    func fields(_ node: DefinitionNode) -> [String: FieldValue] {
        guard let entries = node.entries else {
            file.report(ja: "「fields」には「項目: 値」を並べます", en: "'fields' takes field: value", at: node)
            return [:]
        }
        var values: [String: FieldValue] = [:]
        for entry in entries {
            let names = template.fields.map(\.name) + filled
            guard let name = file.text(entry.key, "fields"),
                file.known(name, Wording(ja: "項目", en: "field"), among: names, at: entry.key) != nil
            else { continue }
            let definition = template.fields.first { $0.name == name }
            values[name] = definition.map { value(entry.value, of: $0) } ?? text(entry.value, name)
        }
        return values
    }

    private func value(_ node: DefinitionNode, of definition: FieldDefinition) -> FieldValue {
        definition.tableColumns.map { rows(node, definition.name, $0) }
            ?? value(node, definition.name, type: definition.type)
    }

    private func value(_ node: DefinitionNode, _ name: String, type: String) -> FieldValue {
        switch FieldTypes.named(type)?.shape {
        case .flag:
            return .flag(node.isNothing ? false : file.flag(node, name) ?? false)
        case .list:
            return .list(node.isNothing ? [] : file.texts(node, name).map(\.text))
        case .wholeNumber, .number:
            let value = text(node, name)
            if case .text(let digits) = value, let number = Int(digits) { return .integer(number) }
            return value
        case .text, .rows, nil:
            return text(node, name)
        }
    }

    private func text(_ node: DefinitionNode, _ name: String) -> FieldValue {
        node.isNothing || node.text == "" ? .none : file.text(node, name).map { .text($0) } ?? .none
    }

    private func rows(_ node: DefinitionNode, _ name: String, _ columns: [FieldDefinition.Column]) -> FieldValue {
        guard !node.isNothing, let items = file.list(node, name) else { return .none }
        return .rows(items.map { row($0, name, columns) })
    }

    private func row(
        _ node: DefinitionNode, _ name: String, _ columns: [FieldDefinition.Column]
    ) -> [String: FieldValue] {
        guard let entries = node.entries else {
            file.report(ja: "「\(name)」の行には「列: 値」を書きます", en: "a row of '\(name)' takes column: value", at: node)
            return [:]
        }
        var row: [String: FieldValue] = [:]
        for entry in entries {
            guard let key = entry.key.text,
                file.known(key, Wording(ja: "列", en: "column"), among: columns.map(\.name), at: entry.key) != nil,
                let column = columns.first(where: { $0.name == key })
            else { continue }
            row[key] = value(entry.value, key, type: column.type)
        }
        return row
    }
}
