import Foundation
import Imaging
import Paperwork

/// How one person marks boxes and options: the shape, and how carefully.
struct Marker: Sendable {
    enum Shape: Sendable, Hashable { case tick, cross, fill, circle }

    /// In small boxes.
    var boxShape: Shape
    /// On numbers and words.
    var optionShape: Shape
    /// Millimetres.
    var penWidth: Double
    /// Grey of the pen or pencil; 0 is black.
    var ink: Double
    /// 0 is careful, 1 is careless.
    var sloppiness: Double

    /// `circling` is true for forms that ask for circles only.
    static func drawn(circling: Bool, using random: inout SeededRandom) -> Marker {
        let isPencil = random.chance(0.25)
        return Marker(
            boxShape: random.pick([.tick, .cross, .fill, .circle], weights: [70, 12, 12, 6]),
            optionShape: circling ? .circle : random.pick([.circle, .tick, .fill, .cross], weights: [82, 8, 6, 4]),
            penWidth: isPencil ? random.real(0.3...0.5) : random.real(0.35...0.7),
            ink: isPencil ? random.real(0.3...0.5) : random.pick([0, 0.05, 0.15, 0.3]), sloppiness: random.real(0...1))
    }

    /// Marks the fields of one page of `design` that are options and boxes.
    func fill(
        _ form: FilledForm, page: Int, of design: FormDesign, on canvas: Canvas, using random: inout SeededRandom
    ) {
        for filled in form.fields {
            guard let field = design.field(filled.name), field.zones.first?.page == page else { continue }
            guard case .marks(let names) = filled.entry else { continue }
            switch field.place {
            case .zone(let zone): mark(zone, boxShape, on: canvas, using: &random)
            case .options(let options):
                let shape = field.type == "mark-grid" ? boxShape : optionShape
                for option in options where names.contains(option.name) {
                    mark(option.zone, shape, on: canvas, using: &random)
                }
                if field.type == "choice", random.chance(0.02),
                    let wrong = options.first(where: { !names.contains($0.name) })
                {
                    erase(wrong.zone, on: canvas, using: &random)
                }
            case .cells, .table: continue
            }
        }
        if random.chance(0.3) { stray(on: canvas, using: &random) }
    }

    func mark(_ zone: Zone, _ shape: Shape, on canvas: Canvas, using random: inout SeededRandom) {
        let slip = sloppiness * 0.12
        let moved = Zone(
            left: zone.left + random.jitter(slip) * zone.width, top: zone.top + random.jitter(slip) * zone.height,
            width: zone.width, height: zone.height)
        for path in Self.paths(shape, in: moved, sloppiness: sloppiness, using: &random) {
            draw(path, ink: ink, on: canvas, using: &random)
        }
    }

    /// A mark that was rubbed out and left a shadow.
    func erase(_ zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        for path in Self.paths(.circle, in: zone, sloppiness: 0.5, using: &random) {
            draw(path, ink: 0.86, on: canvas, using: &random)
        }
    }

    /// The pen touched the paper where nothing is meant: in the margin.
    func stray(on canvas: Canvas, using random: inout SeededRandom) {
        let start = Point(random.real(3...10), random.real(20...270))
        draw(
            [start, Point(start.x + random.real(0.5...3), start.y + random.jitter(3))], ink: ink, on: canvas,
            using: &random)
    }

    private func draw(_ path: [Point], ink: Double, on canvas: Canvas, using random: inout SeededRandom) {
        let smooth = Self.smoothed(path)
        let pressure = random.real(0.85...1.15)
        let widths = smooth.indices.map { index in
            let along = Double(index) / Double(max(1, smooth.count - 1))
            return penWidth * pressure * (0.75 + 0.35 * sin(along * .pi))
        }
        canvas.stroke(smooth, widths: widths, ink: Ink(gray: ink))
    }

    /// The pen's ways for a shape around or in `zone`.
    private static func paths(
        _ shape: Shape, in zone: Zone, sloppiness: Double, using random: inout SeededRandom
    ) -> [[Point]] {
        func at(_ x: Double, _ y: Double, _ random: inout SeededRandom) -> Point {
            Point(
                zone.left + zone.width * (x + random.jitter(0.05 + 0.07 * sloppiness)),
                zone.top + zone.height * (y + random.jitter(0.05 + 0.07 * sloppiness)))
        }
        switch shape {
        case .tick:
            return [
                [
                    at(0.12, 0.5, &random), at(0.38, 0.88, &random), at(0.72, 0.3, &random),
                    at(1.1 + 0.3 * sloppiness, -0.2 - 0.3 * sloppiness, &random),
                ]
            ]
        case .cross:
            return [
                [at(0.08, 0.08, &random), at(0.5, 0.5, &random), at(0.95, 0.95, &random)],
                [at(0.95, 0.05, &random), at(0.5, 0.5, &random), at(0.05, 0.95, &random)],
            ]
        case .fill:
            let rows = 9
            return [
                (0...rows).map { row in
                    at(row % 2 == 0 ? 0.08 : 0.92, 0.05 + 0.9 * Double(row) / Double(rows), &random)
                }
            ]
        case .circle:
            let start = random.real(-2.4 ... -1.2)
            let turn = 2 * Double.pi + random.real(-0.35...0.7) * (0.4 + sloppiness)
            let steps = 16
            let (wide, tall) = (random.real(0.5...0.66), random.real(0.5...0.68))
            return [
                (0...steps).map { step in
                    let angle = start - turn * Double(step) / Double(steps)
                    let grow = 1 + 0.1 * Double(step) / Double(steps) * (0.5 + sloppiness)
                    return Point(
                        zone.left + zone.width * (0.5 + wide * grow * cos(angle) + random.jitter(0.02)),
                        zone.top + zone.height * (0.5 + tall * grow * sin(angle) + random.jitter(0.02)))
                }
            ]
        }
    }

    /// A Catmull–Rom curve through the points, eight pieces between each two.
    static func smoothed(_ points: [Point]) -> [Point] {
        guard points.count > 2 else { return points }
        var result: [Point] = []
        for index in 0..<(points.count - 1) {
            let p0 = points[max(0, index - 1)]
            let (p1, p2) = (points[index], points[index + 1])
            let p3 = points[min(points.count - 1, index + 2)]
            for step in 0..<8 {
                let t = Double(step) / 8
                result.append(
                    Point(curve(p0.x, p1.x, p2.x, p3.x, t), curve(p0.y, p1.y, p2.y, p3.y, t)))
            }
        }
        return result + [points[points.count - 1]]
    }

    private static func curve(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
        let linear = (c - a) * t
        let square = (2 * a - 5 * b + 4 * c - d) * t * t
        let cube = (3 * b - a - 3 * c + d) * t * t * t
        return b + (linear + square + cube) / 2
    }
}
