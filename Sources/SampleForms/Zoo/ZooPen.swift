import Imaging
import Paperwork

/// One person's pen on a random form: what is written by hand, and what is marked.
struct ZooPen {
    let hand: Hand
    let marker: Marker
    /// How far its strokes may leave the zone up and down, millimetres: into what a neighbour wrote.
    let reach: Double

    init(_ split: ZooSplit, level: ScanLevel, using random: inout SeededRandom) {
        let families = TypeFamily.of(.hand, in: split).filter(\.isInstalled).map(\.name)
        hand = Hand.drawn(families: families.isEmpty ? ["Klee One"] : families, using: &random)
        marker = Marker.drawn(circling: false, using: &random)
        reach = level == .clean ? 0 : random.pick([0, 0, 0.6, 1.2])
    }

    /// Writes and marks the fields of one form that a pen fills in.
    func fill(_ form: ZooForm, _ fields: [FilledField], on canvas: Canvas, using random: inout SeededRandom) {
        for (question, filled) in zip(form.questions, fields) where question.isByHand {
            guard let field = form.design.field(filled.name) else { continue }
            switch (filled.entry, field.place) {
            case (.text(let text), .zone(let zone)):
                write(text, in: form.slots[field.name]?.first ?? zone, on: canvas, using: &random)
            case (.cells(let texts), .zone):
                for (text, slot) in zip(texts, form.slots[field.name] ?? []) {
                    write(text, in: slot, on: canvas, using: &random)
                }
            case (.cells(let texts), .cells(let zones)):
                for (text, zone) in zip(texts, zones) {
                    for digit in text { hand.writeDigit(digit, in: zone, on: canvas, using: &random) }
                }
            case (.marks, .zone(let zone)): marker.mark(zone, shape(for: question), on: canvas, using: &random)
            case (.marks(let names), .options(let options)):
                for option in options where names.contains(option.name) {
                    marker.mark(option.zone, shape(for: question), on: canvas, using: &random)
                }
                let others = options.filter { !names.contains($0.name) }
                if question.kind == .choice, random.chance(0.02), let wrong = others.first {
                    marker.erase(wrong.zone, on: canvas, using: &random)
                }
            default: continue
            }
        }
        if random.chance(0.2) { marker.stray(on: canvas, using: &random) }
    }

    private func shape(for question: ZooQuestion) -> Marker.Shape {
        switch question.choice?.look {
        case .boxes: marker.boxShape
        case .ovals: marker.boxShape == .circle ? .fill : marker.boxShape
        case .brackets: marker.boxShape == .tick ? .tick : .circle
        default: .circle
        }
    }

    /// Within the zone, less what a hand that comes near its end needs.
    private func write(_ text: String, in zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let room = Zone(
            left: zone.left, top: zone.top - reach * random.real(0...1), width: max(3, zone.width * 0.93 - 0.8),
            height: zone.height + reach)
        hand.write(text, in: room, on: canvas, using: &random)
    }
}
