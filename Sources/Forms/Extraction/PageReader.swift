import FieldTypes
import Imaging
import Paperwork
import Recognition

/// Reads the fields of one page.
struct PageReader {
    private let cutter: ZoneCutter
    private let text: PrintedText?
    private let written: [WrittenZone: [Reading]]

    /// - Parameters:
    ///   - text: a born-digital page's own text.
    ///   - definitions: the fields that `field(_:era:)` will be asked for.
    init(
        cutter: ZoneCutter, text: PrintedText?, recognisers: Recognisers, fields definitions: [FieldDefinition]
    ) throws(Trouble) {
        self.cutter = cutter
        self.text = text
        written = try Self.readings(
            in: definitions.flatMap(\.writtenZones), cutter: cutter, text: text, recognisers: recognisers)
    }

    /// - Parameter era: the value of the field that names the date's era.
    func field(_ definition: FieldDefinition, era: FieldValue?) throws(Trouble) -> Field {
        let type = FieldTypes.named(definition.type) ?? FieldTypes.plain
        if case .table(let zone, let rows, let columns) = definition.place {
            return try table(definition, zone: zone, rows: rows, columns: columns)
        }
        let readings = try readings(of: definition, type: type)
        let context = FieldContext(definition: definition, era: era)
        return Self.field(
            definition, readings: readings, candidates: type.candidates(from: readings, in: context),
            zone: definition.zone)
    }

    private func readings(of definition: FieldDefinition, type: any FieldType) throws(Trouble) -> [Reading] {
        switch (type.medium, definition.place) {
        case (.presence, .zone(let zone)):
            return [try MarkReading(cutter: cutter).presence(in: zone)]
        case (.oneOption, .options(let options)):
            return [try MarkReading(cutter: cutter).oneOption(of: options)]
        case (.severalOptions, .options(let options)):
            return [try MarkReading(cutter: cutter).severalOptions(of: options)]
        case (.barcode, .zone(let zone)):
            return [barcode(in: zone)]
        case (_, .find(let finding)):
            return [
                text.map { $0.find(finding, keepingGaps: type.isPartedByGaps) ?? .nothing() } ?? .unsearchable
            ]
        default:
            let parts = definition.writtenZones.map { written[$0] ?? [] }
            return definition.hasParts ? Self.joined(parts, units: type.units) : parts.first ?? []
        }
    }

    /// What stands in each zone; the recognisers read them all at once.
    private static func readings(
        in zones: [WrittenZone], cutter: ZoneCutter, text: PrintedText?, recognisers: Recognisers
    ) throws(Trouble) -> [WrittenZone: [Reading]] {
        var written: [WrittenZone: [Reading]] = [:]
        var inked: [(zone: WrittenZone, task: ReadingTask)] = []
        for zone in zones {
            let crop = cutter.writing(in: zone.zone, cells: zone.cells)
            if crop.hasInk {
                inked.append((zone, ReadingTask(crop: crop, request: zone.request)))
            } else {
                written[zone] = [.nothing(inBoxes: zone.cells.count)]
            }
        }
        for (zone, seen) in zip(inked.map(\.zone), try recognisers.read(inked.map(\.task))) {
            let printed = text?.reading(in: zone.zone, keepingGaps: zone.request.keepsGaps).map { [$0] } ?? []
            let all = printed + seen
            written[zone] = all.isEmpty ? [.unreadable] : all
        }
        return written
    }

    /// A value whose parts have a rectangle each, such as a date's, put together with their units: 年月日.
    private static func joined(_ parts: [[Reading]], units: [String]) -> [Reading] {
        let best = parts.compactMap(\.first)
        return best.count < parts.count ? [] : [Reading.joined(best, units: units)]
    }

    private func barcode(in zone: Zone) -> Reading {
        if let found = BarcodeReader().read(cutter.picture(of: zone).bitmap.grayPixels()).first {
            let positions = found.text.map { [Lattice.Alternative(String($0), 1)] }
            return Reading(
                text: found.text, confidence: .certain, lattice: Lattice(positions: positions),
                recogniser: "barcode/\(found.kind.rawValue)")
        }
        return cutter.writing(in: zone).hasInk ? .unreadable : .nothing()
    }

    private func table(
        _ definition: FieldDefinition, zone: Zone, rows: Int, columns: [FieldDefinition.Column]
    ) throws(Trouble) -> Field {
        var readings: [Reading] = []
        var cells: [[String: Candidate]] = []
        for row in definition.rowDefinitions(zone: zone, rows: rows, columns: columns) {
            var fields: [Field] = []
            for cell in row { fields.append(try field(cell, era: nil)) }
            guard fields.contains(where: { !$0.text.isEmpty || !$0.value.isEmpty && $0.value != .flag(false) }) else {
                continue
            }
            readings += fields.flatMap { $0.readings.prefix(1) }
            cells.append(
                fields.reduce(into: [:]) { cells, field in
                    cells[field.name] = field.candidates.first ?? Candidate(text: "", value: .none, score: 1)
                })
        }
        let candidate = TableType.candidate(rows: cells)
        return Self.field(
            definition, readings: readings.isEmpty ? [.nothing()] : readings, candidates: [candidate], zone: zone)
    }

    private static func field(
        _ definition: FieldDefinition, readings: [Reading], candidates: [Candidate], zone: Zone?
    ) -> Field {
        let best = candidates.first ?? Candidate(text: "", value: .none, score: 0)
        return Field(
            name: definition.name, type: definition.type, value: best.value, text: best.text, readings: readings,
            candidates: candidates, proof: best.proof, zone: zone, isOptional: definition.isOptional,
            isSensitive: definition.isSensitive)
    }
}

/// A part of a page to read writing in, and what to look for there.
struct WrittenZone: Hashable {
    var zone: Zone
    /// The boxes of a comb; none for a free zone.
    var cells: [Zone] = []
    var request: ReadingRequest
}

extension FieldDefinition {
    /// Where its writing stands: one zone, those of a date's parts, or a table's cells; none for marks and barcodes, and for
    /// what has to be found.
    fileprivate var writtenZones: [WrittenZone] {
        let type = FieldTypes.named(type) ?? FieldTypes.plain
        switch (type.medium, place) {
        case (_, .table(let zone, let rows, let columns)):
            return rowDefinitions(zone: zone, rows: rows, columns: columns).joined().flatMap(\.writtenZones)
        case (.presence, .zone), (.barcode, .zone): return []
        case (_, .zone(let zone)): return [WrittenZone(zone: zone, request: request(type))]
        case (_, .cells(let cells)) where hasParts:
            return cells.map { WrittenZone(zone: $0, request: request(type)) }
        case (_, .cells(let cells)):
            return Zone.enclosing(cells).map { [WrittenZone(zone: $0, cells: cells, request: request(type))] } ?? []
        default: return []
        }
    }

    func request(_ type: any FieldType) -> ReadingRequest {
        let hand: ReadingRequest.Hand =
            switch writing {
            case .print: .print
            case .hand: .hand
            case .either: .either
            }
        return ReadingRequest(repertoire: type.repertoire, hand: hand, lines: lines, fieldType: type.name)
    }

    /// Whether the cells are the rectangles of its parts, such as year, month and day, rather than boxes of one character.
    fileprivate var hasParts: Bool {
        guard case .cells(let cells) = place, let units = FieldTypes.named(type)?.units else { return false }
        return !units.isEmpty && cells.count == units.count
    }

    /// One definition per cell of a table, row by row; cells are as wide as the template says and equally high.
    func rowDefinitions(zone: Zone, rows: Int, columns: [Column]) -> [[FieldDefinition]] {
        let height = zone.height / Double(max(1, rows))
        return (0..<rows).map { row in
            var left = zone.left
            return columns.map { column in
                defer { left += column.width }
                return FieldDefinition(
                    name: column.name, type: column.type,
                    place: .zone(
                        Zone(
                            page: zone.page, left: left, top: zone.top + Double(row) * height, width: column.width,
                            height: height)),
                    writing: writing, isOptional: true, isSensitive: isSensitive)
            }
        }
    }
}
