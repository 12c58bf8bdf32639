import Foundation
package import Imaging
package import Paperwork

/// A personal seal: a ring around one to three characters.
package struct Seal: Sendable {
    package enum Shape: Sendable { case round, oval, square }

    package var shape: Shape
    /// Millimetres across; an oval is higher than wide.
    package var size: Double
    /// Of the ring, in millimetres.
    package var thickness: Double
    package var characters: String
    package var family: String
    package var ink: Ink

    package static let vermilion = Ink(red: 0.85, green: 0.2, blue: 0.15, opacity: 0.8)

    package static func drawn(using random: inout SeededRandom) -> Seal {
        Seal(
            shape: random.pick([.round, .round, .oval, .square]), size: random.real(8...14),
            thickness: random.real(0.35...0.8), characters: random.pick(["見本", "山田", "佐藤", "鈴木", "林", "東海林", "髙橋"]),
            family: random.pick(["IPAexMincho", "KouzanBrushFont", "AoyagiKouzanFontT", "Noto Serif CJK JP"]),
            ink: random.pick([
                vermilion, vermilion, Ink(red: 0.75, green: 0.1, blue: 0.1, opacity: 0.9), Ink(gray: 0.15),
            ]))
    }

    /// Draws it about its middle.
    package func draw(at middle: Point, on canvas: Canvas, using random: inout SeededRandom) {
        let width = shape == .oval ? size * 0.78 : size
        let ring = Zone(left: middle.x - width / 2, top: middle.y - size / 2, width: width, height: size)
        if shape == .square {
            canvas.box(ring, thickness: thickness, ink: ink)
        } else {
            canvas.ellipse(in: ring, thickness: thickness, ink: ink)
        }
        // Each character fills its share of the ring's height.
        let share = size * (shape == .square ? 0.86 : 0.74) / Double(characters.count)
        let points = min(share, width * 0.72) * 72 / 25.4
        let turn = random.jitter(0.15)
        let em = points * 25.4 / 72
        for (index, character) in characters.enumerated() {
            let y = middle.y + share * (Double(index) - Double(characters.count - 1) / 2)
            canvas.text(
                String(character), x: middle.x - em / 2, baseline: y + em * 0.38,
                Lettering(family, points: points, rotation: turn, thickening: 0.1), ink: ink)
        }
    }

    /// Over the writing in `zone`, in vermilion.
    static func draw(in zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let size = random.real(10...14)
        let left = zone.left + min(zone.width - size, random.real(8...30))
        let top = zone.top + (zone.height - size) / 2 + random.jitter(2)
        let ring = Zone(left: left, top: top, width: size, height: size)
        canvas.ellipse(in: ring, thickness: 0.6, ink: vermilion)
        let lettering = Lettering("IPAexMincho", points: size * 0.95, rotation: random.jitter(0.15))
        for (index, character) in "見本".enumerated() {
            canvas.text(
                String(character), x: left + size * 0.32, baseline: top + size * (0.45 + 0.36 * Double(index)),
                lettering, ink: vermilion)
        }
    }
}
