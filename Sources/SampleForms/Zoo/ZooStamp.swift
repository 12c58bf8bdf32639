import Foundation
import Imaging
import Paperwork

/// An office's date stamp: a ring or a rectangle with office, date and section, turned as a hand sets it down.
enum ZooStamp {
    static func written(_ day: Day, using random: inout SeededRandom) -> String {
        let year = day.era.year
        return random.pick([
            "R\(year).\(day.month).\(day.day)", "令和\(year)年\(day.month)月\(day.day)日",
            "\(day.year).\(day.month).\(day.day)",
            "令和 \(year).\(day.month).\(day.day)", "R \(year). \(day.month). \(day.day)",
        ])
    }

    /// `zone` holds all of the stamp.
    static func draw(_ date: String, family: String, in zone: Zone, on canvas: Canvas, using random: inout SeededRandom)
    {
        let side = min(zone.width, zone.height) * random.real(0.82...0.96)
        let centre = Point(
            zone.left + zone.width / 2 + random.jitter((zone.width - side) / 2),
            zone.top + zone.height / 2 + random.jitter((zone.height - side) / 2))
        let ink = random.pick([
            Ink(red: 0.8, green: 0.15, blue: 0.15, opacity: 0.85), Ink(red: 0.2, green: 0.2, blue: 0.65, opacity: 0.85),
            Ink(red: 0.45, green: 0.15, blue: 0.5, opacity: 0.85), Ink(gray: 0.1, opacity: 0.85),
        ])
        let turn = random.jitter(random.chance(0.3) ? 0.5 : 0.12)
        let office = random.pick(["見本市役所", "見本区役所", "見本町"])
        let section = random.pick(["市民税課", "見本課", "受付", "第2係"])
        if random.chance(0.75) {
            ring(side, centre, turn, ink, lines: [office, date, section], family, on: canvas)
        } else {
            rectangle(
                side, centre, turn, ink, lines: [random.pick(["受付", "収受"]) + " " + office, date], family, on: canvas)
        }
    }

    private static func ring(
        _ side: Double, _ centre: Point, _ turn: Double, _ ink: Ink, lines: [String], _ family: String,
        on canvas: Canvas
    ) {
        let radius = side / 2
        let circle = Zone(left: centre.x - radius, top: centre.y - radius, width: side, height: side)
        canvas.ellipse(in: circle, thickness: 0.45, ink: ink)
        for y in [-0.17, 0.17] {
            let half = (radius * radius - (y * side) * (y * side)).squareRoot()
            line(Point(-half, y * side), Point(half, y * side), about: centre, turn, ink, on: canvas)
        }
        text(
            lines[0], y: -0.29 * side, width: side * 0.62, height: side * 0.13, about: centre, turn, ink, family,
            on: canvas)
        text(lines[1], y: 0, width: side * 0.9, height: side * 0.17, about: centre, turn, ink, family, on: canvas)
        text(
            lines[2], y: 0.29 * side, width: side * 0.5, height: side * 0.13, about: centre, turn, ink, family,
            on: canvas)
    }

    private static func rectangle(
        _ side: Double, _ centre: Point, _ turn: Double, _ ink: Ink, lines: [String], _ family: String,
        on canvas: Canvas
    ) {
        // Turned, it still lies within the circle of the side.
        let (x, y) = (side * 0.44, side * 0.2)
        let corners = [Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y)]
        for (from, to) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
            line(from, to, about: centre, turn, ink, on: canvas)
        }
        text(lines[0], y: -y * 0.45, width: x * 1.8, height: y * 0.6, about: centre, turn, ink, family, on: canvas)
        text(lines[1], y: y * 0.45, width: x * 1.8, height: y * 0.75, about: centre, turn, ink, family, on: canvas)
    }

    private static func turned(_ point: Point, about centre: Point, _ turn: Double) -> Point {
        Point(
            centre.x + point.x * cos(turn) - point.y * sin(turn), centre.y + point.x * sin(turn) + point.y * cos(turn))
    }

    private static func line(
        _ from: Point, _ to: Point, about centre: Point, _ turn: Double, _ ink: Ink, on canvas: Canvas
    ) {
        let (start, end) = (turned(from, about: centre, turn), turned(to, about: centre, turn))
        canvas.line(fromX: start.x, y: start.y, toX: end.x, y: end.y, thickness: 0.3, ink: ink)
    }

    /// One line of text whose middle lies `y` below the stamp's.
    private static func text(
        _ text: String, y: Double, width: Double, height: Double, about centre: Point, _ turn: Double, _ ink: Ink,
        _ family: String, on canvas: Canvas
    ) {
        var lettering = Lettering(family, points: height / 25.4 * 72, rotation: turn)
        let natural = canvas.extents(of: text, lettering).advance
        if natural > width { lettering.stretch = max(0.6, width / natural) }
        let advance = canvas.extents(of: text, lettering).advance
        if advance > width { lettering.points *= width / advance }
        let wide = min(advance, width)
        let start = turned(Point(-wide / 2, y + lettering.em * 0.36), about: centre, turn)
        canvas.text(text, x: start.x, baseline: start.y, lettering, ink: ink)
    }
}
