import FieldTypes
import Imaging
import Paperwork
import Recognition

/// Reads the fields of one page.
struct PageReader {
    private let cutter: ZoneCutter
    private let text: PrintedText?
    private let covered: CoveredWriting?
    private let written: [WrittenZone: [Reading]]
    private let marks: MarkReading

    /// - Parameters:
    ///   - text: a born-digital page's own text.
    ///   - covered: what lies over the page; nil where nothing does.
    ///   - definitions: the fields that `field(_:era:)` will be asked for.
    init(
        cutter: ZoneCutter, text: PrintedText?, covered: CoveredWriting? = nil, recognisers: Recognisers,
        fields definitions: [FieldDefinition]
    ) throws(Trouble) {
        self.cutter = cutter
        self.text = text
        self.covered = covered
        written = try Self.readings(
            in: definitions.flatMap(\.writtenZones), cutter: cutter, text: text, recognisers: recognisers)
        marks = try MarkReading(of: definitions.flatMap(\.markZones), cutter: cutter)
    }

    /// Whether the scan is black and white alone.
    var isBitonal: Bool { cutter.isBitonal }

    /// - Parameter era: the value of the field that names the date's era.
    func field(_ definition: FieldDefinition, era: FieldValue?) throws(Trouble) -> Field {
        let type = FieldTypes.named(definition.type) ?? FieldTypes.plain
        if case .table(let zone, let rows, let columns) = definition.place {
            return try table(definition, zone: zone, rows: rows, columns: columns)
        }
        if case .find = definition.place { return found(definition, era: era) }
        let readings = doubted(readings(of: definition, type: type), in: definition.zone)
        let context = FieldContext(definition: definition, era: era)
        return Self.field(
            definition, readings: readings, candidates: type.candidates(from: readings, in: context),
            zone: definition.zone)
    }

    /// The readings of a zone, in doubt where something was laid over what is written there.
    private func doubted(_ readings: [Reading], in zone: Zone?) -> [Reading] {
        guard let zone, let doubt = covered?.doubt(in: zone), !readings.isEmpty else { return readings }
        var readings = readings
        readings[0].doubt = readings[0].doubt ?? doubt
        return readings
    }

    private func readings(of definition: FieldDefinition, type: any FieldType) -> [Reading] {
        switch (type.medium, definition.place) {
        case (.presence, .zone(let zone)):
            return [type.isPrintedBox ? marks.tick(in: zone) : marks.presence(in: zone)]
        case (.oneOption, .options(let options)):
            return [marks.oneOption(of: options)]
        case (.severalOptions, .options(let options)):
            return [marks.severalOptions(of: options)]
        case (.barcode, .zone(let zone)):
            return [barcode(in: zone)]
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
        var inked: [(zone: WrittenZone, task: ReadingTask, doubt: EmptinessDoubt?)] = []
        for zone in zones {
            if let stamped = stamped(in: zone, cutter: cutter) {
                written[zone] = stamped.readings(
                    try recognisers.read(stamped.tasks), hasEra: zone.hasEra)
                continue
            }
            let (crop, doubt) = cutter.look(at: zone.zone, cells: zone.cells)
            if crop.hasInk {
                let isTurned =
                    doubt == nil && zone.cells.isEmpty
                    && WritingDirection(crop.bitmap.grayPixels(), dpi: crop.dpi).isUnlike(lines: zone.request.lines)
                inked.append((zone, ReadingTask(crop: crop, request: zone.request), isTurned ? .otherLines : doubt))
            } else {
                let unseen: EmptinessDoubt? = text?.reading(in: zone.zone) == nil ? nil : .unseenText
                written[zone] = [.nothing(inBoxes: zone.cells.count, doubt: doubt ?? unseen)]
            }
        }
        let read = try recognisers.read(inked.map(\.task))
        let turned = try UpsideDown.places(among: zip(inked.map(\.task), read).map { ($0, $1) }, recognisers)
        for place in turned { inked[place].doubt = inked[place].doubt ?? .upsideDown }
        for (entry, seen) in zip(inked, read) {
            let zone = entry.zone
            let printed = text?.reading(in: zone.zone, keepingGaps: zone.request.keepsGaps)
            var all = printed?.doubt == nil ? (printed.map { [$0] } ?? []) + seen : seen
            if let doubt = printed?.doubt {
                // What is seen counts, and a person looks at it.
                if all.isEmpty { all = [.unreadable] }
                all[0].doubt = all[0].doubt ?? doubt
            }
            written[zone] = Self.credible(all, doubt: entry.doubt)
        }
        return written
    }

    /// The date stamp in a zone for a date; nil where there is none.
    private static func stamped(in zone: WrittenZone, cutter: ZoneCutter) -> StampedDate? {
        guard zone.cells.isEmpty, FieldTypes.named(zone.request.fieldType)?.comparison == .date else { return nil }
        let bands = cutter.stampedBands(in: zone.zone)
        return bands.isEmpty ? nil : StampedDate(bands, request: zone.request)
    }

    /// What was read where there is ink: that nothing is written there can't be, whoever says so.
    private static func credible(_ readings: [Reading], doubt: EmptinessDoubt?) -> [Reading] {
        guard let first = readings.first else { return [.unreadable] }
        let isBlank = first.text.allSatisfy(\.isWhitespace)
        return [first.doubted(isBlank ? .unreadable : doubt)] + readings.dropFirst()
    }

    /// A value that is looked for. Where its label is there and nothing stands beside it in the page's text, there must be
    /// no ink beside it either; where it certainly is not there, a value that may be missing is empty.
    private func found(_ definition: FieldDefinition, era: FieldValue?) -> Field {
        guard let text else {
            return Self.field(definition, readings: [.unsearchable], candidates: [], zone: nil)
        }
        let finder = FieldFinder(text.all)
        if let found = finder.field(definition, era: era) {
            var field = Self.field(
                definition, readings: found.readings, candidates: found.candidates, zone: found.zone)
            field.found = found.found
            return field
        }
        let reading: Reading
        if let label = finder.label(of: definition), let place = label.zone {
            reading = nothing(beside: place)
        } else {
            let isEmpty = definition.isOptional && AbsentLabel(text: text, cutter: cutter).isCertain(definition)
            reading = .nothing(doubt: isEmpty ? nil : .notFound(definition.label))
        }
        return Self.field(definition, readings: [reading], candidates: [], zone: nil)
    }

    /// Millimetres to the right of a label in which a value would stand.
    private static let reach = 60.0

    private func nothing(beside label: Zone) -> Reading {
        let beside = Zone(
            page: label.page, left: label.right + 1, top: label.top - 1, width: Self.reach, height: label.height + 2
        ).within(cutter.blank.paper)
        guard beside.width > ZoneCutter.smallest else { return .nothing() }
        let (crop, doubt) = cutter.look(at: beside)
        // Papers without a fixed layout need not have the blank's print about the place.
        return crop.hasInk ? .unreadable : .nothing(doubt: doubt?.isOfPlace == true ? nil : doubt)
    }

    /// A value whose parts have a rectangle each, such as a date's, put together with their units: 年月日.
    /// Once as each part's best reader saw it, and once for every other that saw all of them.
    private static func joined(_ parts: [[Reading]], units: [String]) -> [Reading] {
        let best = parts.compactMap(\.first)
        guard best.count == parts.count else { return [] }
        let first = Reading.joined(best, units: units)
        let families = Set(parts.joined().map(\.family)).subtracting([first.family]).sorted()
        let others = families.compactMap { family -> Reading? in
            let own = parts.compactMap { part in
                part.first { $0.family == family } ?? part.first.flatMap { $0.text.isEmpty ? $0 : nil }
            }
            return own.count < parts.count ? nil : Reading.joined(own, units: units)
        }
        return [first] + others
    }

    private func barcode(in zone: Zone) -> Reading {
        if let found = BarcodeReader().read(cutter.picture(of: zone).bitmap.grayPixels()).first {
            let positions = found.text.map { [Lattice.Alternative(String($0), 1)] }
            return Reading(
                text: found.text, confidence: .certain, lattice: Lattice(positions: positions),
                recogniser: "barcode/\(found.kind.rawValue)", doubt: found.doubt)
        }
        let (crop, doubt) = cutter.look(at: zone)
        return crop.hasInk ? .unreadable : .nothing(doubt: doubt)
    }

    private func table(
        _ definition: FieldDefinition, zone: Zone, rows: Int, columns: [FieldDefinition.Column]
    ) throws(Trouble) -> Field {
        var readings: [Reading] = []
        var doubted: [Reading] = []
        var cells: [[String: Candidate]] = []
        for row in definition.rowDefinitions(zone: zone, rows: rows, columns: columns) {
            var fields: [Field] = []
            for cell in row { fields.append(try field(cell, era: nil)) }
            guard fields.contains(where: { !$0.text.isEmpty || !$0.value.isEmpty && $0.value != .flag(false) }) else {
                // A row that can't be read is no empty one.
                doubted += fields.lazy.flatMap { $0.readings.prefix(1) }.filter { $0.doubt != nil }.prefix(1)
                continue
            }
            readings += fields.flatMap { $0.readings.prefix(1) }
            cells.append(
                fields.reduce(into: [:]) { cells, field in
                    cells[field.name] = field.candidates.first ?? Candidate(text: "", value: .none, score: 1)
                })
        }
        let candidate = TableType.candidate(rows: cells)
        // A row without values that may not be empty is no row, but the table must not pass without it.
        readings += doubted
        return Self.field(
            definition, readings: readings.isEmpty ? [.nothing()] : readings, candidates: [candidate], zone: zone)
    }

    private static func field(
        _ definition: FieldDefinition, readings: [Reading], candidates: [Candidate], zone: Zone?
    ) -> Field {
        let best = candidates.first ?? Candidate(text: "", value: .none, score: 0)
        var ordered = readings
        if let behind = readings.firstIndex(where: { $0.text == best.text }), behind > 0 {
            // First the reading that says what is taken; what speaks against the zone stays in front.
            ordered = [readings[behind]] + readings[..<behind] + readings[(behind + 1)...]
            ordered[0].doubt = ordered[0].doubt ?? readings[0].doubt
        }
        return Field(
            name: definition.name, type: definition.type, value: best.value, text: best.text, readings: ordered,
            candidates: candidates, proof: best.proof, zone: zone, isOptional: definition.isOptional,
            isSensitive: definition.isSensitive)
    }
}

extension Zone {
    /// The part of it that lies on the paper.
    fileprivate func within(_ paper: PaperSize) -> Zone {
        Zone(
            page: page, left: max(0, left), top: max(0, top), width: min(right, paper.width) - max(0, left),
            height: min(bottom, paper.height) - max(0, top))
    }
}

/// A part of a page to read writing in, and what to look for there.
struct WrittenZone: Hashable {
    var zone: Zone
    /// The boxes of a comb; none for a free zone.
    var cells: [Zone] = []
    var request: ReadingRequest
    /// Whether the template says of which era its year is.
    var hasEra = false
}

extension FieldDefinition {
    /// Where its writing stands: one zone, those of a date's parts, or a table's cells; none for marks and barcodes, and for
    /// what has to be found.
    var writtenZones: [WrittenZone] {
        let type = FieldTypes.named(type) ?? FieldTypes.plain
        switch (type.medium, place) {
        case (_, .table(let zone, let rows, let columns)):
            return rowDefinitions(zone: zone, rows: rows, columns: columns).joined().flatMap(\.writtenZones)
        case (.presence, .zone), (.barcode, .zone): return []
        case (_, .zone(let zone)): return [WrittenZone(zone: zone, request: request(type), hasEra: era != nil)]
        case (_, .cells(let cells)) where hasParts:
            return cells.map { WrittenZone(zone: $0, request: request(type)) }
        case (_, .cells(let cells)):
            return Zone.enclosing(cells).map { [WrittenZone(zone: $0, cells: cells, request: request(type))] } ?? []
        default: return []
        }
    }

    /// Where it is marked rather than written in, a table's cells too.
    var markZones: [Zone] {
        switch (FieldTypes.named(type)?.medium, place) {
        case (_, .table(let zone, let rows, let columns)):
            rowDefinitions(zone: zone, rows: rows, columns: columns).joined().flatMap(\.markZones)
        case (.presence, .zone(let zone)): [zone]
        case (.oneOption, .options(let options)), (.severalOptions, .options(let options)): options.map(\.zone)
        default: []
        }
    }

    func request(_ type: any FieldType) -> ReadingRequest {
        let hand: ReadingRequest.Hand =
            switch writing {
            case .print: .print
            case .hand: .hand
            case .either: .either
            }
        return ReadingRequest(repertoire: repertoire(of: type), hand: hand, lines: lines, fieldType: type.name)
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
                    writing: writing, isOptional: true, isSensitive: isSensitive,
                    era: column.era.map { .printed($0) })
            }
        }
    }
}
