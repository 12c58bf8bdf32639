import Foundation
import Paperwork

extension FormDesign {
    /// The form's template file, as `forms/<id>.yml` holds it.
    package var template: String {
        var lines = [
            "# \(title). Written by `sample-forms forms`, with the blank form beside it.",
            "form: \(id)",
            "version: \(version)",
            "paper: \(paper.name)",
            "blank: \(id)-blank.pdf",
            "pages: \(pages.count)",
            "fields:",
        ]
        for field in fields { lines += field.templateLines }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension DesignedField {
    fileprivate var templateLines: [String] {
        var written = ["  - name: \(name)"]
        func add(_ line: String) { written.append("    " + line) }
        add("label: \(label)")
        if let page = zones.first?.page, page > 1 { add("page: \(page)") }
        switch place {
        case .zone(let zone): add("zone: \(zone.yaml)")
        case .cells(let cells):
            if let comb = equalComb(cells) {
                add("zone: \(comb.yaml)")
                add("cells: \(cells.count)")
            } else {
                add("cells: [\(cells.map(\.yaml).joined(separator: ", "))]")
            }
        case .table(let zone, let rows, let columns):
            add("zone: \(zone.yaml)")
            add("rows: \(rows)")
            let written = columns.map { "{name: \($0.name), type: \($0.type), width: \(Zone.yaml($0.width))}" }
            add("columns: [\(written.joined(separator: ", "))]")
        case .options(let options):
            let isShort = options.count <= 2
            if isShort {
                add("options: {\(options.map { "\($0.name): \($0.zone.yaml)" }.joined(separator: ", "))}")
            } else {
                add("options:")
                for option in options { add("  \(option.name): \(option.zone.yaml)") }
            }
        }
        add("type: \(type)")
        if let era { add("era: \(era)") }
        if let letters { add("letters: \(letters)") }
        if let writing { add("writing: \(writing)") }
        if lines > 1 { add("lines: \(lines)") }
        if isOptional { add("optional: true") }
        if isSensitive { add("sensitive: true") }
        return written
    }

    /// The rectangle that `cells` divide equally; nil where they do not.
    private func equalComb(_ cells: [Zone]) -> Zone? {
        guard cells.count > 1, let whole = Zone.enclosing(cells) else { return nil }
        let even = Sheet.row(whole, cells: cells.count)
        let isEven = zip(cells, even).allSatisfy { abs($0.left - $1.left) < 0.01 && abs($0.width - $1.width) < 0.01 }
        return isEven ? whole : nil
    }
}

extension Zone {
    fileprivate var yaml: String {
        "[\([left, top, width, height].map(Self.yaml).joined(separator: ", "))]"
    }

    fileprivate static func yaml(_ millimetres: Double) -> String {
        let text = String(format: "%.2f", millimetres)
        return text.hasSuffix("0") ? String(text.dropLast()) : text
    }
}
