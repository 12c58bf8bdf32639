internal import FieldTypes
package import Paperwork

/// What there is to draw over a form's page to show its zones.
package struct ZoneOverlay: Sendable, Hashable {
    /// What a rectangle stands for.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Something is written in it.
        case writing
        /// One box of a comb.
        case cell
        /// One of several options.
        case option
        /// A checkbox, a seal, a signature.
        case presence
        case barcode
        /// A whole table.
        case table
        /// One cell of a table.
        case tableCell
    }

    /// Millimetres.
    package var zone: Zone
    /// The field's name; with the option's or column's after a slash.
    package var name: String
    /// For people.
    package var label: String
    /// The field type's name.
    package var type: String
    package var kind: Kind

    package init(zone: Zone, name: String, label: String, type: String, kind: Kind) {
        self.zone = zone
        self.name = name
        self.label = label
        self.type = type
        self.kind = kind
    }
}

extension FormTemplate {
    /// All rectangles on that page, in the template's order; a comb's and a table's outline before its parts.
    package func overlays(page: Int) -> [ZoneOverlay] {
        fields.flatMap { overlays(of: $0) }.filter { $0.zone.page == page }
    }

    private func overlays(of field: FieldDefinition) -> [ZoneOverlay] {
        func overlay(_ zone: Zone, _ kind: ZoneOverlay.Kind, part: String? = nil) -> ZoneOverlay {
            ZoneOverlay(
                zone: zone, name: part.map { "\(field.name)/\($0)" } ?? field.name, label: part ?? field.label,
                type: field.type, kind: kind)
        }
        switch field.place {
        case .zone(let zone): return [overlay(zone, kind(of: field))]
        case .cells(let cells):
            return (field.zone.map { [overlay($0, .writing)] } ?? [])
                + cells.enumerated().map { overlay($1, .cell, part: String($0 + 1)) }
        case .options(let options): return options.map { overlay($0.zone, .option, part: $0.name) }
        case .table(let zone, let rows, let columns):
            let cells = field.rowDefinitions(zone: zone, rows: rows, columns: columns).flatMap(\.self)
            return [overlay(zone, .table)]
                + cells.compactMap { cell in cell.zone.map { overlay($0, .tableCell, part: cell.name) } }
        case .find: return []
        }
    }

    private func kind(of field: FieldDefinition) -> ZoneOverlay.Kind {
        switch FieldTypes.named(field.type)?.medium {
        case .presence: .presence
        case .barcode: .barcode
        default: .writing
        }
    }
}
