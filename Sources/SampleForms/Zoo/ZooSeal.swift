import Imaging
import Paperwork

/// A personal seal (認印) beside a name or over its end: round, oval or square, red or black.
enum ZooSeal {
    /// `zone` is the name's; the seal lies at its right, and may reach out of it.
    static func draw(in zone: Zone, family: String, on canvas: Canvas, using random: inout SeededRandom) {
        let size = min(random.real(8...12), zone.height * 1.5)
        let width = random.pick([size, size, size * 0.75])
        let nameEnd = zone.left + min(zone.width * 0.5, 26)
        let left =
            random.chance(0.4)
            ? min(nameEnd - random.real(0...size * 0.5), zone.right - width)
            : zone.right - width - random.real(0...max(0.1, min(6, zone.width * 0.2)))
        let place = Zone(
            left: left, top: zone.top + (zone.height - size) / 2 + random.jitter(1), width: width, height: size)
        let ink =
            random.chance(0.75)
            ? Ink(red: 0.85, green: 0.2, blue: 0.15, opacity: random.real(0.6...0.9)) : Ink(gray: 0.15, opacity: 0.85)
        let isSquare = width == size && random.chance(0.2)
        if isSquare {
            canvas.box(place, thickness: 0.5, ink: ink)
        } else {
            canvas.ellipse(in: place, thickness: 0.5, ink: ink)
        }
        let text = random.pick(["見本", "見", "例", "見本"])
        let em = size * (text.count > 1 ? 0.36 : 0.5)
        let lettering = Lettering(family, points: em / 25.4 * 72, rotation: random.jitter(0.2))
        let top = place.top + (size - em * Double(text.count)) / 2
        for (index, character) in text.enumerated() {
            canvas.text(
                String(character), x: place.left + (width - em) / 2, baseline: top + em * (Double(index) + 0.88),
                lettering, ink: ink)
        }
    }
}
