import FieldTypes
import Forms
import Foundation
import Paperwork

/// Reads `find:`, the place of a field on a paper without a fixed layout: one way, or a list of ways in order of preference.
struct FindingReader {
    let file: DefinitionFile
    let isTable: Bool

    /// Keys of which a way has one.
    private static let ways = ["right-of", "below", "near", "between", "heading", "pattern", "table"]

    func findings(_ node: DefinitionNode) -> [FieldDefinition.Finding]? {
        guard let items = node.items else { return finding(node).map { [$0] } }
        if items.isEmpty {
            file.report(ja: "「find」に探し方が1つもありません", en: "'find' needs at least one way", at: node)
        }
        let findings = items.compactMap(finding)
        return findings.isEmpty ? nil : findings
    }

    private func finding(_ node: DefinitionNode) -> FieldDefinition.Finding? {
        guard let section = Section(node, TemplateKeys.find, name: "find", in: file) else { return nil }
        let given = Self.ways.filter { section[$0] != nil }
        let choice = section.choice("take", of: FieldDefinition.Finding.Choice.self)
        let line = section.whole("line", in: 1...200)
        let isAnywhere = given.isEmpty && (choice != nil || line != nil)
        guard given.count == 1 || isAnywhere else {
            if given.isEmpty, node.entries?.isEmpty == false { return nil }
            let keys = Self.ways + ["take", "line"]
            file.report(
                ja: "「find」には \(keys.joined(separator: "、")) のうち1つを書きます",
                en: "'find' takes one of \(keys.joined(separator: ", "))", at: node)
            return nil
        }
        guard (given.first == "table") == isTable else {
            file.report(
                ja: isTable ? "表には「find: {table: …}」を書きます" : "「table」は型が table の項目だけに書けます",
                en: isTable ? "a table is found by 'table'" : "'table' belongs to fields of type table only", at: node)
            return nil
        }
        let except = section["except"].map { words($0, "except") } ?? []
        let way: FieldDefinition.Finding.Way? = given.first.map { self.way($0, section) } ?? .anywhere
        return way.map { FieldDefinition.Finding($0, choice: choice, except: except, line: line) }
    }

    private func way(_ key: String, _ section: Section) -> FieldDefinition.Finding.Way? {
        guard let node = section[key] else { return nil }
        switch key {
        case "pattern": return pattern(node)
        case "table": return section.section(key, TemplateKeys.findTable).flatMap(table)
        case "between":
            let ends = file.texts(node, key).map(\.text)
            guard ends.count == 2 else {
                file.report(
                    ja: "「between」には [前の見出し, 後の見出し] を書きます", en: "'between' takes [label before, label behind]",
                    at: node)
                return nil
            }
            return .between(ends[0], ends[1])
        default:
            let labels = words(node, key)
            guard !labels.isEmpty else { return nil }
            switch key {
            case "right-of": return .rightOf(labels)
            case "below": return .below(labels)
            case "near": return .near(labels)
            default: return .heading(labels)
            }
        }
    }

    /// One wording or a list of them.
    private func words(_ node: DefinitionNode, _ key: String) -> [String] {
        node.items == nil ? file.text(node, key).map { [$0] } ?? [] : file.texts(node, key).map(\.text)
    }

    private func pattern(_ node: DefinitionNode) -> FieldDefinition.Finding.Way? {
        guard let text = file.text(node, "pattern") else { return nil }
        guard (try? NSRegularExpression(pattern: text)) != nil, (try? Regex(text)) != nil else {
            file.report(
                ja: "「pattern」は正規表現として正しくありません", en: "'pattern' is not a regular expression", at: node)
            return nil
        }
        return .pattern(text)
    }

    private func table(_ section: Section) -> FieldDefinition.Finding.Way? {
        let heading = section.texts("heading").map(\.text)
        let columns = section["columns"].map {
            ColumnReader(file: file).columns($0, keys: TemplateKeys.foundColumn)
        }
        let end = section["until"].map { words($0, "until") } ?? []
        guard let columns, !heading.isEmpty, !columns.isEmpty else { return nil }
        if heading.count != columns.count {
            file.report(
                ja: "見出しが\(heading.count)個、列が\(columns.count)個です。同じ数にしてください",
                en: "\(heading.count.counted("word")) in the heading but \(columns.count.counted("column")): "
                    + "write as many of both",
                at: section.node)
        }
        return .table(.init(heading: heading, columns: columns, end: end))
    }
}
