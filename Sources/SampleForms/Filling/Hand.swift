import Foundation
import Imaging
import Paperwork

/// One person's handwriting: a handwriting-like font, and how unsteadily it is followed.
struct Hand: Sendable {
    var family: String
    var digitFamily: String
    /// Height of a character as a share of its line.
    var size: Double
    /// How far the top leans to the right, as a share of the height.
    var slant: Double
    /// Millimetres that the pen adds to each stroke.
    var weight: Double
    /// Grey of the ink; 0 is black.
    var ink: Double
    /// How unsteady the hand is, 0 (a font) to 1.
    var unsteadiness: Double
    /// By how much the baseline climbs per millimetre.
    var climb: Double
    /// Width of the space between characters as a share of their size.
    var spacing: Double
    var addressStyle: Address.Style

    static func drawn(
        families: [String] = ["Klee One", "SetoFont", "Yusei Magic", "Klee One", "SetoFont"],
        using random: inout SeededRandom
    ) -> Hand {
        let family = random.pick(families)
        return Hand(
            family: family, digitFamily: random.chance(0.6) ? family : random.pick(families),
            size: random.real(0.5...0.74), slant: random.real(-0.06...0.22),
            weight: family == "Yusei Magic" ? 0 : random.real(0.02...0.2),
            ink: random.pick([0, 0.05, 0.12, 0.25, 0.35]),
            unsteadiness: random.real(0.45...1), climb: random.jitter(0.018), spacing: random.real(-0.06...0.16),
            addressStyle: random.pick(Address.Style.allCases))
    }

    /// Writes the fields of one page of `design` that are characters.
    func fill(
        _ form: FilledForm, page: Int, of design: FormDesign, on canvas: Canvas, using random: inout SeededRandom
    ) {
        for filled in form.fields {
            guard let field = design.field(filled.name), field.zones.first?.page == page else { continue }
            switch (filled.entry, field.place) {
            case (.text(let text), .zone(let zone)): write(text, in: zone, on: canvas, using: &random)
            case (.cells(let texts), .cells(let zones)):
                for (text, zone) in zip(texts, zones) {
                    let boxes = field.type == "era-date" ? Sheet.row(zone, cells: 2) : [zone]
                    for (digit, box) in zip(text.reversed(), boxes.reversed()) {
                        writeDigit(digit, in: box, on: canvas, using: &random)
                    }
                }
            default: continue
            }
        }
    }

    func write(_ text: String, in zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let room = zone.width * 0.95
        var height = min(zone.height * size, 7.5)
        let natural = text.reduce(0.0) { $0 + advance(of: $1, height: height, on: canvas) }
        if natural > room { height *= room / natural }
        var x = zone.left + 1 + random.real(0...0.03) * zone.width
        let middle = zone.top + zone.height * random.real(0.46...0.56)
        let start = x
        for character in text {
            let width = advance(of: character, height: height, on: canvas)
            let baseline = middle + height * 0.38 - (x - start) * climb
            draw(character, x: x, baseline: baseline, height: height, on: canvas, using: &random)
            x += width + random.jitter(0.05) * height * unsteadiness
        }
    }

    func writeDigit(_ digit: Character, in box: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let height = min(box.height * random.real(0.62...0.84), box.width * 1.5)
        let width = canvas.extents(of: String(digit), Lettering(digitFamily, points: height * 72 / 25.4)).advance
        let x = box.left + (box.width - width) / 2 + random.jitter(0.12) * box.width * unsteadiness
        let baseline = box.top + box.height / 2 + height * 0.36 + random.jitter(0.07) * box.height * unsteadiness
        draw(digit, x: x, baseline: baseline, height: height, on: canvas, using: &random)
    }

    private func advance(of character: Character, height: Double, on canvas: Canvas) -> Double {
        let lettering = Lettering(face(for: character), points: height * 72 / 25.4)
        return canvas.extents(of: String(character), lettering).advance + spacing * height
    }

    private func face(for character: Character) -> String { character.isASCII ? digitFamily : family }

    private func draw(
        _ character: Character, x: Double, baseline: Double, height: Double, on canvas: Canvas,
        using random: inout SeededRandom
    ) {
        let u = unsteadiness
        let tall = height * (1 + random.jitter(0.09) * u)
        let lettering = Lettering(
            face(for: character), points: tall * 72 / 25.4, stretch: 1 + random.jitter(0.1) * u,
            slant: slant + random.jitter(0.08) * u, rotation: random.jitter(0.06) * u,
            thickening: max(0, weight + random.jitter(0.035) * u))
        canvas.text(
            String(character), x: x, baseline: baseline + random.jitter(0.05) * height * u, lettering,
            ink: Ink(gray: max(0, ink + random.jitter(0.04))))
    }
}
