import FieldTypes
import Forms
import Foundation
import Paperwork

/// Reads `find:`, the place of a field on a paper without a fixed layout.
struct FindingReader {
    let file: DefinitionFile
    let isTable: Bool

    func finding(_ node: DefinitionNode) -> FieldDefinition.Finding? {
        guard let section = Section(node, TemplateKeys.find, name: "find", in: file) else { return nil }
        let given = TemplateKeys.find.all.filter { section[$0] != nil }
        guard given.count == 1, let key = given.first else {
            if given.isEmpty, node.entries?.isEmpty == false { return nil }
            file.report(
                ja: "「find」には \(TemplateKeys.find.all.joined(separator: "、")) のうち1つを書きます",
                en: "'find' takes one of \(TemplateKeys.find.all.joined(separator: ", "))", at: node)
            return nil
        }
        guard (key == "table") == isTable else {
            file.report(
                ja: isTable ? "表には「find: {table: …}」を書きます" : "「table」は型が table の項目だけに書けます",
                en: isTable ? "a table is found by 'table'" : "'table' belongs to fields of type table only", at: node)
            return nil
        }
        switch key {
        case "right-of": return section.text(key).map { .rightOf(label: $0) }
        case "below": return section.text(key).map { .below(label: $0) }
        case "pattern": return section[key].flatMap(pattern)
        default: return section.section(key, TemplateKeys.findTable).flatMap(table)
        }
    }

    private func pattern(_ node: DefinitionNode) -> FieldDefinition.Finding? {
        guard let text = file.text(node, "pattern") else { return nil }
        guard (try? NSRegularExpression(pattern: text)) != nil else {
            file.report(
                ja: "「pattern」は正規表現として正しくありません", en: "'pattern' is not a regular expression", at: node)
            return nil
        }
        return .pattern(text)
    }

    private func table(_ section: Section) -> FieldDefinition.Finding? {
        let heading = section.texts("heading").map(\.text)
        let columns = section["columns"].map {
            ColumnReader(file: file).columns($0, keys: TemplateKeys.foundColumn)
        }
        guard let columns, !heading.isEmpty, !columns.isEmpty else { return nil }
        if heading.count != columns.count {
            file.report(
                ja: "見出しが\(heading.count)個、列が\(columns.count)個です。同じ数にしてください",
                en: "\(heading.count.counted("word")) in the heading but \(columns.count.counted("column")): "
                    + "write as many of both",
                at: section.node)
        }
        return .table(heading: heading, columns: columns)
    }
}
