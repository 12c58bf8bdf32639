import Foundation
import Imaging
import Paperwork

/// Somebody who marks a random form, in more ways than `Marker` has: another hand for each seed.
struct MarkingPerson: Sendable {
    enum Shape: Sendable, Hashable { case tick, check, cross, fill, circle, slash, blob }

    var boxShape: Shape
    var optionShape: Shape
    /// Millimetres.
    var penWidth: Double
    /// Grey of the pen; 0 is black.
    var ink: Double
    /// 0 is careful, 1 is careless.
    var sloppiness: Double

    static func drawn(using random: inout SeededRandom) -> MarkingPerson {
        let pen = random.pick(["ball", "gel", "felt", "pencil", "blue"], weights: [40, 20, 10, 18, 12])
        let widths: ClosedRange<Double> = pen == "felt" ? 0.7...1.2 : pen == "ball" ? 0.25...0.5 : 0.3...0.7
        let inks: ClosedRange<Double> = pen == "pencil" ? 0.3...0.55 : pen == "blue" ? 0.2...0.45 : 0...0.2
        return MarkingPerson(
            boxShape: random.pick(
                [.tick, .check, .cross, .fill, .circle, .slash, .blob], weights: [40, 12, 18, 10, 8, 7, 5]),
            optionShape: random.pick([.circle, .tick, .cross, .fill, .slash], weights: [80, 8, 5, 4, 3]),
            penWidth: random.real(widths), ink: random.real(inks), sloppiness: random.real(0...1))
    }

    /// A clear mark in or around a zone.
    func mark(_ zone: Zone, isWord: Bool, on canvas: Canvas, using random: inout SeededRandom) {
        let shape = isWord ? optionShape : boxShape
        let slip = sloppiness * 0.12
        var moved = zone
        moved.left += random.jitter(slip) * zone.width
        moved.top += random.jitter(slip) * zone.height
        // A circle around a word is as large as the word; in a wide cell a tick is no wider than high.
        if shape != .circle || !isWord, zone.width > zone.height * 1.5 {
            let side = zone.height * random.real(0.7...1.1)
            moved.left += (zone.width - side) * random.real(0.3...0.7)
            moved.width = side
        }
        for path in paths(shape, in: moved, using: &random) { draw(path, on: canvas, using: &random) }
    }

    /// A mark that was made and struck out.
    func struckMark(_ zone: Zone, isWord: Bool, on canvas: Canvas, using random: inout SeededRandom) {
        mark(zone, isWord: isWord, on: canvas, using: &random)
        let reach = random.real(0.6...2.2)
        switch random.whole(0...2) {
        case 0:
            for part in [0.4, 0.62] {
                let y = zone.top + zone.height * (part + random.jitter(0.06))
                draw(
                    [Point(zone.left - reach, y), Point(zone.right + reach, y + random.jitter(0.5))], on: canvas,
                    using: &random)
            }
        case 1:
            let count = random.whole(6...11)
            let scribble = (0...count).map { step in
                Point(
                    zone.left - reach + (zone.width + 2 * reach) * Double(step) / Double(count),
                    step % 2 == 0 ? zone.top - reach * 0.5 : zone.bottom + reach * 0.5)
            }
            draw(scribble, on: canvas, using: &random)
        default:
            draw(
                [Point(zone.left - reach, zone.top - reach), Point(zone.right + reach, zone.bottom + reach)],
                on: canvas,
                using: &random)
            draw(
                [Point(zone.right + reach, zone.top - reach), Point(zone.left - reach, zone.bottom + reach)],
                on: canvas, using: &random)
        }
    }

    /// A line that has nothing to do with the zone and crosses it.
    func stray(_ zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let middle = Point(
            zone.left + zone.width * random.real(0.3...0.7), zone.top + zone.height * random.real(0.3...0.7))
        let angle = random.real(0...Double.pi)
        let (before, after) = (random.real(9...25), random.real(3...25))
        let bend = random.jitter(2)
        draw(
            [
                Point(middle.x - cos(angle) * before, middle.y - sin(angle) * before), middle,
                Point(middle.x + cos(angle) * after + bend, middle.y + sin(angle) * after - bend),
            ], on: canvas, using: &random)
    }

    /// The pen only touched the paper.
    func touch(_ zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let start = Point(
            zone.left + zone.width * random.real(0.25...0.75), zone.top + zone.height * random.real(0.25...0.75))
        // Shorter ones are no more than specks of dust.
        let length = random.real(0.7...max(0.8, min(1.4, zone.height * 0.3)))
        let angle = random.real(0...Double.pi)
        draw([start, Point(start.x + cos(angle) * length, start.y + sin(angle) * length)], on: canvas, using: &random)
    }

    /// A scrawl as wide as a name.
    func sign(_ zone: Zone, on canvas: Canvas, using random: inout SeededRandom) {
        let points = random.real(0.45...0.75) * zone.height * 72 / 25.4
        let family = random.pick(["SetoFont", "Klee One", "Yusei Magic"])
        let name = random.pick(["山田　太郎", "佐藤花子", "髙橋 健", "鈴木一郎", "Tanaka"])
        canvas.text(
            name, x: zone.left + random.real(1...6), baseline: zone.top + zone.height * random.real(0.65...0.85),
            Lettering(family, points: points, rotation: random.jitter(0.03), thickening: penWidth * 0.2),
            ink: Ink(gray: ink))
    }

    private func draw(_ path: [Point], on canvas: Canvas, using random: inout SeededRandom) {
        let smooth = Marker.smoothed(path)
        let pressure = random.real(0.8...1.2)
        let widths = smooth.indices.map { index in
            let along = Double(index) / Double(max(1, smooth.count - 1))
            return penWidth * pressure * (0.7 + 0.4 * sin(along * .pi))
        }
        canvas.stroke(smooth, widths: widths, ink: Ink(gray: ink))
    }

    private func paths(_ shape: Shape, in zone: Zone, using random: inout SeededRandom) -> [[Point]] {
        func at(_ x: Double, _ y: Double) -> Point {
            Point(
                zone.left + zone.width * (x + random.jitter(0.05 + 0.07 * sloppiness)),
                zone.top + zone.height * (y + random.jitter(0.05 + 0.07 * sloppiness)))
        }
        let reach = sloppiness * random.real(0...0.45)
        switch shape {
        case .tick: return [[at(0.1, 0.5), at(0.38, 0.9), at(0.72, 0.3), at(1.05 + reach, -0.1 - reach)]]
        case .check: return [[at(0.2, 0.1), at(0.3, 0.85), at(0.9 + reach, 0.2 - reach)]]
        case .cross:
            return [
                [at(0.08 - reach / 2, 0.08), at(0.5, 0.5), at(0.95, 0.95 + reach / 2)],
                [at(0.95 + reach / 2, 0.05), at(0.5, 0.5), at(0.05, 0.95)],
            ]
        case .fill:
            let rows = max(5, Int(zone.height / penWidth * 0.9))
            return [(0...rows).map { at($0 % 2 == 0 ? 0.1 : 0.9, 0.08 + 0.84 * Double($0) / Double(rows)) }]
        case .slash: return [[at(0.95 + reach, 0.05 - reach), at(0.05, 0.95)]]
        case .blob:
            let middle = Point(zone.left + zone.width * 0.5, zone.top + zone.height * 0.5)
            let radius = min(zone.width, zone.height) * random.real(0.2...0.35)
            return [
                (0...18).map { step in
                    let angle = Double(step) * 1.1
                    let along = radius * Double(step) / 18
                    return Point(middle.x + along * cos(angle), middle.y + along * sin(angle))
                }
            ]
        case .circle:
            let start = random.real(-2.4 ... -1.2)
            let turn = 2 * Double.pi + random.real(-0.35...0.7) * (0.4 + sloppiness)
            let isBox = max(zone.width, zone.height) < 5
            // A box is circled, or a ring drawn into it: a circle along a round box's own line nobody could see.
            let size =
                isBox ? random.pick([random.real(0.22...0.34), random.real(0.62...0.8)]) : random.real(0.48...0.64)
            let tall = size * random.real(0.9...1.15)
            return [
                (0...18).map { step in
                    let angle = start - turn * Double(step) / 18
                    let grow = 1 + 0.1 * Double(step) / 18 * (0.5 + sloppiness)
                    return Point(
                        zone.left + zone.width * (0.5 + size * grow * cos(angle) + random.jitter(0.02)),
                        zone.top + zone.height * (0.5 + tall * grow * sin(angle) + random.jitter(0.02)))
                }
            ]
        }
    }
}
