import Imaging
import Paperwork

/// A seal in vermilion that lies over the writing.
enum Seal {
    static func draw(in zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let size = random.real(10...14)
        let left = zone.left + min(zone.width - size, random.real(8...30))
        let top = zone.top + (zone.height - size) / 2 + random.jitter(2)
        let red = Ink(red: 0.85, green: 0.2, blue: 0.15, opacity: 0.8)
        let ring = Zone(left: left, top: top, width: size, height: size)
        canvas.ellipse(in: ring, thickness: 0.6, ink: red)
        let lettering = Lettering("IPAexMincho", points: size * 0.95, rotation: random.jitter(0.15))
        for (index, character) in "見本".enumerated() {
            canvas.text(
                String(character), x: left + size * 0.32, baseline: top + size * (0.45 + 0.36 * Double(index)),
                lettering,
                ink: red)
        }
    }
}
