internal import Foundation
package import Paperwork

/// A place for writing on a drawn blank form: the truth that a first template is measured against.
package struct BlankField: Sendable, Hashable {
    /// Where it is, in millimetres from the page's top left corner.
    package enum Place: Sendable, Hashable {
        case zone(Zone)
        /// One rectangle per character, or per part of a date or time.
        case cells([Zone])
        /// The printed words or boxes of which some are marked.
        case options([BlankOption])
        case table(Zone, rows: Int, columns: [BlankColumn])
    }

    /// The words that are printed for it.
    package var label: String
    /// Names of the field types that are right for it.
    package var types: [String]
    package var place: Place
    /// Neither missed nor false, as a seal behind a name.
    package var isOptional = false
}

/// One of the words or boxes of a question.
package struct BlankOption: Sendable, Hashable {
    package var name: String
    package var zone: Zone
}

/// A column of a table.
package struct BlankColumn: Sendable, Hashable {
    package var label: String
    package var types: [String]
    /// Millimetres.
    package var width: Double
}

extension BlankField: Encodable {
    private enum Key: String, CodingKey { case label, types, place, zones, names, rows, columns, optional }
    private enum ColumnKey: String, CodingKey { case label, types, width }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(label, forKey: .label)
        try box.encode(types, forKey: .types)
        try box.encode(isOptional, forKey: .optional)
        switch place {
        case .zone(let zone): try encode("zone", [zone], in: &box)
        case .cells(let zones): try encode("cells", zones, in: &box)
        case .options(let options):
            try encode("options", options.map(\.zone), in: &box)
            try box.encode(options.map(\.name), forKey: .names)
        case .table(let zone, let rows, let columns):
            try encode("table", [zone], in: &box)
            try box.encode(rows, forKey: .rows)
            var list = box.nestedUnkeyedContainer(forKey: .columns)
            for column in columns {
                var item = list.nestedContainer(keyedBy: ColumnKey.self)
                try item.encode(column.label, forKey: .label)
                try item.encode(column.types, forKey: .types)
                try item.encode(column.width, forKey: .width)
            }
        }
    }

    private func encode(
        _ place: String, _ zones: [Zone], in box: inout KeyedEncodingContainer<Key>
    ) throws {
        try box.encode(place, forKey: .place)
        try box.encode(zones.map { [$0.left, $0.top, $0.width, $0.height] }, forKey: .zones)
    }
}
