import FieldTypes
package import Forms
import Foundation
import JapaneseText
import Paperwork

/// Writes form templates as `TemplateReader` reads them.
package enum TemplateWriter {
    /// The template file's text. The blank form is named by its file name: the template is to lie beside it.
    ///
    /// Millimetres are written to three decimals.
    ///
    /// - parameter remarks: By a field's name, what stands above it as comments, one line each.
    package static func yaml(for template: FormTemplate, remarks: [String: [String]] = [:]) -> String {
        let head = """
            form: \(scalar(template.id))
            version: \(scalar(template.version))
            \(layout(of: template))
            fields:

            """
        return head
            + template.fields.map { field in
                (remarks[field.name] ?? []).map {
                    "  # \($0.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
                }.joined()
                    + Self.field(field)
            }.joined()
    }

    private static func layout(of template: FormTemplate) -> String {
        guard let blank = template.blank else {
            return
                (["layout: free"] + clues("known-by", template.knownBy) + clues("first-page", template.firstPage)
                + (template.issuer.map { ["issuer: \(scalar($0))"] } ?? []))
                .joined(separator: "\n")
        }
        return """
            paper: \(Paper.text(template.paper))
            blank: \(scalar(blank.lastPathComponent))
            pages: \(template.pages)
            """
    }

    private static func clues(_ key: String, _ clues: [PaperClue]) -> [String] {
        guard !clues.isEmpty else { return [] }
        return ["\(key):"]
            + clues.map { clue in
                switch clue {
                case .words(let words) where words.count == 1: "  - \(scalar(words[0]))"
                case .words(let words): "  - \(list(words))"
                case .pattern(let pattern): "  - {pattern: \(scalar(pattern))}"
                case .number(let number): "  - {number: \(scalar(number))}"
                }
            }
    }

    private static func list(_ words: [String]) -> String { "[\(words.map(scalar).joined(separator: ", "))]" }

    /// One wording by itself, several as a list.
    private static func words(_ words: [String]) -> String { words.count == 1 ? scalar(words[0]) : list(words) }

    private static func field(_ field: FieldDefinition) -> String {
        var lines = ["name: \(scalar(field.name))"]
        if field.label != field.name { lines.append("label: \(scalar(field.label))") }
        lines += place(field.place)
        lines.append("type: \(field.type)")
        switch field.era {
        case .printed(let era): lines.append("era: \(scalar(era.rawValue))")
        case .field(let name): lines.append("era: \(scalar(name))")
        case nil: break
        }
        if let order = field.order { lines.append("order: \(order.rawValue)") }
        if let letters = field.letters { lines.append("letters: \(letters.rawValue)") }
        if field.writing != .either { lines.append("writing: \(field.writing.rawValue)") }
        if field.lines > 1 { lines.append("lines: \(field.lines)") }
        if field.isOptional { lines.append("optional: true") }
        if field.isSensitive { lines.append("sensitive: true") }
        return "  - " + lines.joined(separator: "\n    ") + "\n"
    }

    private static func place(_ place: FieldDefinition.Place) -> [String] {
        switch place {
        case .zone(let zone): ["zone: \(rectangle(zone))"] + page(zone)
        case .cells(let zones): cells(zones)
        case .options(let options):
            ["options:"] + options.map { "  \(scalar($0.name)): \(rectangle($0.zone))" } + page(options.first?.zone)
        case .table(let zone, let rows, let columns):
            ["zone: \(rectangle(zone))", "rows: \(rows)", "columns:"] + columns.map { "  - \(column($0))" } + page(zone)
        case .find(let ways) where ways.count == 1: ["find: {\(find(ways[0]))}"]
        case .find(let ways): ["find:"] + ways.map { "  - {\(find($0))}" }
        }
    }

    private static func cells(_ zones: [Zone]) -> [String] {
        if let whole = Zone.enclosing(zones), isComb(zones, of: whole) {
            return ["zone: \(rectangle(whole))", "cells: \(zones.count)"] + page(whole)
        }
        return ["cells: [\(zones.map(rectangle).joined(separator: ", "))]"] + page(zones.first)
    }

    /// Equal boxes side by side, to half a thousandth of a millimetre.
    private static func isComb(_ zones: [Zone], of whole: Zone) -> Bool {
        zip(zones, PlaceReader.equalCells(of: whole, count: zones.count)).allSatisfy { cell, equal in
            [cell.left - equal.left, cell.top - equal.top, cell.width - equal.width, cell.height - equal.height]
                .allSatisfy { abs($0) < 0.0005 }
        }
    }

    private static func find(_ finding: FieldDefinition.Finding) -> String {
        let way: [String] =
            switch finding.way {
            case .rightOf(let labels): ["right-of: \(words(labels))"]
            case .below(let labels): ["below: \(words(labels))"]
            case .near(let labels): ["near: \(words(labels))"]
            case .heading(let labels): ["heading: \(words(labels))"]
            case .between(let first, let second): ["between: \(list([first, second]))"]
            case .pattern(let pattern): ["pattern: \(scalar(pattern))"]
            case .anywhere: []
            case .table(let table): ["table: {\(self.table(table))}"]
            }
        return
            (way + (finding.choice.map { ["take: \($0.rawValue)"] } ?? [])
            + (finding.line.map { ["line: \($0)"] } ?? [])
            + (finding.except.isEmpty ? [] : ["except: \(words(finding.except))"])).joined(separator: ", ")
    }

    private static func table(_ table: FieldDefinition.Finding.Table) -> String {
        let columns = table.columns.map { "{name: \(scalar($0.name)), type: \($0.type)\(era($0))}" }
        return "heading: \(list(table.heading)), columns: [\(columns.joined(separator: ", "))]"
            + (table.end.isEmpty ? "" : ", until: \(words(table.end))")
    }

    private static func column(_ column: FieldDefinition.Column) -> String {
        "{name: \(scalar(column.name)), type: \(column.type), width: \(ReadableNumber.text(column.width))\(era(column))}"
    }

    private static func era(_ column: FieldDefinition.Column) -> String {
        column.era.map { ", era: \($0.rawValue)" } ?? ""
    }

    private static func page(_ zone: Zone?) -> [String] {
        zone.map { $0.page > 1 ? ["page: \($0.page)"] : [] } ?? []
    }

    static func rectangle(_ zone: Zone) -> String {
        let numbers = [zone.left, zone.top, zone.width, zone.height].map(ReadableNumber.text)
        return "[\(numbers.joined(separator: ", "))]"
    }

    /// Plain where YAML reads it back as the same text, else in double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.allSatisfy { $0.isLetter || $0.isNumber || "_.- ".contains($0) }
            && text.first.map { $0.isLetter || $0.isNumber } == true && text.last != " " && text != "null"
        guard !isPlain else { return text }
        return text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(scalar)
            }
        } + "\""
    }
}
