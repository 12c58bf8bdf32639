import Foundation
import Imaging
import Paperwork

/// How one office's software and printer fill random forms: type, notation, and how far off it lands.
struct ZooSoftware: Sendable {
    var family: String
    var numberFamily: String
    /// For what the other two lack.
    var completeFamily: String
    /// Points.
    var size: Double
    var isBold: Bool
    /// Width as a multiple of the font's own.
    var stretch: Double
    /// Millimetres between characters.
    var spacing: Double
    /// A stroke is drawn through each zero, as system printers do.
    var slashesZeros: Bool
    /// Millimetres to the right and down.
    var offset: (x: Double, y: Double)
    /// Grey of the toner; 0 is black.
    var toner: Double

    static func drawn(_ split: ZooSplit, level: ScanLevel, using random: inout SeededRandom) -> ZooSoftware {
        let family = TypeFamily.drawn(.japanese, in: split, using: &random)?.name ?? "IPAexGothic"
        let latin = TypeFamily.drawn(.latin, in: split, using: &random)?.name ?? family
        let complete = TypeFamily.drawn(.japanese, in: split, complete: true, using: &random)?.name ?? family
        let misprint = level.misprint
        let usesLatin = random.chance(0.55)
        return ZooSoftware(
            family: family, numberFamily: usesLatin ? latin : family, completeFamily: complete,
            size: random.pick([6, 7, 8, 8, 9, 9, 10, 10, 10.5, 11, 12, 14]), isBold: random.chance(0.12),
            stretch: random.pick([1, 1, 1, 1, 0.9, 0.8, 0.7]),
            spacing: random.pick([0, 0, 0, 0, 0.2, 0.5, 1], weights: [1, 1, 1, 1, 1, 1, 1]),
            slashesZeros: random.chance(0.12),
            offset: (random.jitter(misprint), random.jitter(misprint * 0.5)),
            toner: random.pick([0, 0, 0, 0.1, 0.25, level == .hard ? 0.4 : 0.2]))
    }

    /// Writes the fields of one form.
    func fill(_ form: ZooForm, _ fields: [FilledField], on canvas: Canvas) {
        for (question, filled) in zip(form.questions, fields) where !question.isByHand && question.kind != .stamp {
            guard let field = form.design.field(filled.name) else { continue }
            switch (filled.entry, field.place) {
            case (.text(let text), .zone(let zone)):
                write(text, type: field.type, lines: field.lines, in: form.slots[field.name]?.first ?? zone, on: canvas)
            case (.cells(let texts), .zone):
                for (text, slot) in zip(texts, form.slots[field.name] ?? []) {
                    write(text, type: "number", lines: 1, in: slot, on: canvas)
                }
            case (.cells(let texts), .cells(let zones)):
                for (text, zone) in zip(texts, zones) where !text.isEmpty { centre(text, in: zone, on: canvas) }
            case (.cells(let texts), .table(_, _, let columns)):
                for (index, (text, slot)) in zip(texts, form.slots[field.name] ?? []).enumerated() {
                    write(text, type: columns[index % columns.count].type, lines: 1, in: slot, on: canvas)
                }
            case (.marks, .zone(let zone)): mark(zone, look: question.choice?.look, on: canvas)
            case (.marks(let names), .options(let options)):
                for option in options where names.contains(option.name) {
                    mark(option.zone, look: question.choice?.look, on: canvas)
                }
            default: continue
            }
        }
    }

    /// As programs mark: a ring around a word, a cross or a filled square in a box, a circle between brackets.
    private func mark(_ zone: Zone, look: ZooChoice.Look?, on canvas: Canvas) {
        let ink = Ink(gray: toner)
        switch look {
        case .ovals: canvas.ellipse(in: zone.grown(by: -0.2), thickness: nil, ink: ink)
        case .boxes where isBold: canvas.area(zone.grown(by: -zone.width * 0.12), ink: ink)
        case .boxes:
            let inner = zone.grown(by: -zone.width * 0.15)
            canvas.line(
                fromX: inner.left, y: inner.top, toX: inner.right, y: inner.bottom, thickness: 0.35, ink: ink)
            canvas.line(
                fromX: inner.right, y: inner.top, toX: inner.left, y: inner.bottom, thickness: 0.35, ink: ink)
        case .brackets:
            let side = min(zone.width, zone.height) * 0.8
            let place = Zone(
                left: zone.left + (zone.width - side) / 2, top: zone.top + (zone.height - side) / 2, width: side,
                height: side)
            canvas.ellipse(in: place, thickness: 0.3, ink: ink)
        default: canvas.ellipse(in: zone.grown(by: 0.2), thickness: 0.35, ink: ink)
        }
    }

    // MARK: Writing

    private func lettering(of text: String, type: String) -> Lettering {
        let isLatin = text.allSatisfy { $0.isASCII || "¥".contains($0) }
        let wanted = isLatin ? [numberFamily, family] : [family]
        let name = wanted.first { TypeFamily.holds(text, name: $0) } ?? completeFamily
        return Lettering(name, points: size, isBold: isBold, stretch: stretch)
    }

    /// One or more lines, small enough for their zone and within it.
    private func write(_ text: String, type: String, lines: Int, in zone: Zone, on canvas: Canvas) {
        let room = max(2, zone.width - 1.2)
        var shape = lettering(of: text, type: type)
        shape.points = min(shape.points, zone.height / Double(lines) * 0.8 / 25.4 * 72)
        let parts = lines > 1 ? broken(text, shape, room: room, lines: lines, on: canvas) : [text]
        let widest = parts.map { width(of: $0, shape, on: canvas) }.max() ?? 0
        var gap = spacing
        if widest > room {
            // First without the gaps between characters, then narrower, at last smaller.
            gap = 0
            let natural = parts.map { canvas.extents(of: $0, shape).advance }.max() ?? 0
            let factor = min(1, room / max(natural, 0.1))
            shape.stretch *= max(factor, 0.7)
            if factor < 0.7 { shape.points *= factor / 0.7 }
        }
        let pitch = min(shape.em * 1.4, zone.height / Double(parts.count))
        let top = zone.top + (zone.height - pitch * Double(parts.count)) / 2
        let isRight = type == "yen" || type == "number"
        for (index, part) in parts.enumerated() {
            let wide = width(of: part, shape, gap: gap, on: canvas)
            let slack = max(0, room - wide)
            let x = zone.left + 0.6 + (isRight ? slack * 0.9 : min(slack, 0.8))
            let down = (zone.height - pitch * Double(parts.count)) / 2
            let shiftX = max(-(x - zone.left), min(offset.x, zone.right - x - wide))
            let shiftY = max(-down, min(offset.y, down))
            let baseline = top + pitch * (Double(index) + 0.5) + shape.em * 0.36 + shiftY
            draw(part, x: x + shiftX, baseline: baseline, shape, gap: gap, on: canvas)
        }
    }

    private func centre(_ text: String, in zone: Zone, on canvas: Canvas) {
        var shape = lettering(of: text, type: "number")
        shape.points = min(shape.points, zone.height * 0.85 / 25.4 * 72, zone.width * 1.3 / 25.4 * 72)
        let extents = canvas.extents(of: text, shape)
        let slack = max(0, zone.width - extents.advance) / 2
        let x = zone.left + (zone.width - extents.advance) / 2 + max(-slack, min(slack, offset.x * 0.5))
        let down = max(0, zone.height - shape.em) / 2
        let baseline = zone.top + zone.height / 2 + shape.em * 0.36 + max(-down, min(down, offset.y * 0.7))
        draw(text, x: x, baseline: baseline, shape, gap: 0, on: canvas)
    }

    private func width(of text: String, _ shape: Lettering, gap: Double? = nil, on canvas: Canvas) -> Double {
        canvas.extents(of: text, shape).advance + (gap ?? spacing) * Double(max(0, text.count - 1))
    }

    /// Broken at its blank, or where the first line is full.
    private func broken(_ text: String, _ shape: Lettering, room: Double, lines: Int, on canvas: Canvas) -> [String] {
        guard width(of: text, shape, on: canvas) > room else { return [text] }
        if let blank = text.firstIndex(of: "　") {
            return [String(text[..<blank]), String(text[text.index(after: blank)...])]
        }
        let half = text.index(text.startIndex, offsetBy: (text.count + 1) / 2)
        return [String(text[..<half]), String(text[half...])]
    }

    private func draw(_ text: String, x: Double, baseline: Double, _ shape: Lettering, gap: Double, on canvas: Canvas) {
        let ink = Ink(gray: toner)
        var along = x
        for character in gap == 0 && !slashesZeros ? [text] : text.map(String.init) {
            canvas.text(character, x: along, baseline: baseline, shape, ink: ink)
            let extents = canvas.extents(of: character, shape)
            if slashesZeros, character == "0" {
                canvas.line(
                    fromX: along + extents.left + extents.width * 0.15,
                    y: baseline + extents.top + extents.height * 0.85,
                    toX: along + extents.left + extents.width * 0.85, y: baseline + extents.top + extents.height * 0.15,
                    thickness: shape.em * 0.05, ink: ink)
            }
            along += extents.advance + gap
        }
    }
}
