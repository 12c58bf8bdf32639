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
            paper: \(Paper.text(template.paper))
            blank: \(scalar(template.blank.lastPathComponent))
            pages: \(template.pages)
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
        case .find(let finding): ["find: {\(find(finding))}"]
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
        switch finding {
        case .rightOf(let label): "right-of: \(scalar(label))"
        case .below(let label): "below: \(scalar(label))"
        case .pattern(let pattern): "pattern: \(scalar(pattern))"
        case .table(let heading, let columns):
            "table: {heading: [\(heading.map(scalar).joined(separator: ", "))], "
                + "columns: [\(columns.map { "{name: \(scalar($0.name)), type: \($0.type)\(era($0))}" }.joined(separator: ", "))]}"
        }
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
