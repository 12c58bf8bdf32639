import FieldTypes
import Forms
import Paperwork

/// Zones of two fields may touch but not lie over each other.
enum ZoneOverlap {
    /// Millimetres by which two zones may reach into each other: a line's width.
    static let tolerance = 0.2

    static func overlap(_ one: Zone, _ other: Zone) -> Bool {
        one.page == other.page
            && min(one.right, other.right) - max(one.left, other.left) > tolerance
            && min(one.bottom, other.bottom) - max(one.top, other.top) > tolerance
    }

    static func check(_ fields: [FieldReader.Placed], in file: DefinitionFile) {
        let zones = fields.map { rectangles(of: $0.definition.place) }
        let bounds = zones.map(Zone.enclosing)
        for later in fields.indices {
            for earlier in 0..<later {
                guard let one = bounds[earlier], let other = bounds[later], overlap(one, other),
                    zones[earlier].contains(where: { zone in zones[later].contains { overlap(zone, $0) } })
                else { continue }
                let (name, first) = (fields[later].definition.name, fields[earlier].definition.name)
                file.report(
                    ja: "項目「\(name)」の読取枠が「\(first)」（\(fields[earlier].zoneNode.line)行目）と重なっています",
                    en: "the zone of '\(name)' overlaps that of '\(first)' (line \(fields[earlier].zoneNode.line))",
                    at: fields[later].zoneNode)
            }
        }
    }

    private static func rectangles(of place: FieldDefinition.Place) -> [Zone] {
        switch place {
        case .zone(let zone), .table(let zone, _, _): [zone]
        case .cells(let zones): zones
        case .options(let options): options.map(\.zone)
        case .find: []
        }
    }
}
