import Foundation
package import Imaging
package import Paperwork

/// A stamp of the day on which a paper came in (受付印): a ring or a frame with the office, the date and the section.
package struct ReceiptStamp: Sendable {
    /// Millimetres across: a ring's diameter, a frame's width.
    package var size: Double
    package var isRound: Bool
    /// As it stands in the stamp.
    package var date: String
    /// As YYYY-MM-DD.
    package var iso: String
    /// Clockwise, in degrees.
    package var turn: Double
    package var office: String
    package var section: String
    package var family: String
    package var ink: Ink
    /// Millimetres.
    package var thickness: Double

    /// Years are those of 令和 where the stamp names none.
    package static func drawn(using random: inout SeededRandom) -> ReceiptStamp {
        let (era, month, day) = (random.whole(5...8), random.whole(1...12), random.whole(1...28))
        let year = 2018 + era
        let padded = { (number: Int) in number < 10 ? "-\(number)" : "\(number)" }
        let date =
            switch random.whole(0...4) {
            case 0: "\(era).\(padded(month)).\(padded(day))"
            case 1: "'\(year % 100).\(month).\(day)"
            case 2: "令和\(era)年\(month)月\(day)日"
            case 3: "\(era). \(month).\(day)"
            default: "\(year).\(month).\(day)"
            }
        return ReceiptStamp(
            size: random.real(24...32), isRound: random.chance(0.7), date: date,
            iso: String(format: "%04d-%02d-%02d", year, month, day), turn: random.jitter(30),
            office: random.pick(["鹿児島市役所", "見本市", "税務署", "水道局"]), section: random.pick(["受付", "市民課", "総務課", "収受"]),
            family: random.pick(["IPAexGothic", "IPAexMincho", "Noto Sans CJK JP", "BIZ UDPGothic"]),
            ink: random.pick([Seal.vermilion, Ink(red: 0.2, green: 0.2, blue: 0.6), Ink(gray: 0.2)]),
            thickness: random.real(0.3...0.6))
    }

    /// Draws it about its middle.
    package func draw(at middle: Point, on canvas: Canvas) {
        let angle = turn * .pi / 180
        func at(_ x: Double, _ y: Double) -> Point {
            Point(middle.x + x * cos(angle) - y * sin(angle), middle.y + x * sin(angle) + y * cos(angle))
        }
        func line(_ from: Point, _ to: Point) {
            canvas.line(fromX: from.x, y: from.y, toX: to.x, y: to.y, thickness: thickness, ink: ink)
        }
        let half = size / 2
        let (high, band) = (isRound ? half : size * 0.34, isRound ? size * 0.13 : size * 0.105)
        if isRound {
            canvas.ellipse(
                in: Zone(left: middle.x - half, top: middle.y - half, width: size, height: size), thickness: thickness,
                ink: ink)
        } else {
            let corners = [at(-half, -high), at(half, -high), at(half, high), at(-half, high), at(-half, -high)]
            for (from, to) in zip(corners, corners.dropFirst()) { line(from, to) }
        }
        let reach = isRound ? (half * half - band * band).squareRoot() : half
        for y in [-band, band] { line(at(-reach, y), at(reach, y)) }
        write(date, width: reach * 1.7, height: band * 1.35, middleY: 0, at: at, on: canvas)
        let free = (high + band) / 2
        let width = isRound ? half * 1.2 : half * 1.6
        write(office, width: width, height: (high - band) * 0.5, middleY: -free * 0.97, at: at, on: canvas)
        write(section, width: width, height: (high - band) * 0.5, middleY: free * 0.97, at: at, on: canvas)
    }

    private func write(
        _ text: String, width: Double, height: Double, middleY: Double, at place: (Double, Double) -> Point,
        on canvas: Canvas
    ) {
        var lettering = Lettering(family, points: height * 72 / 25.4, rotation: turn * .pi / 180)
        let natural = canvas.extents(of: text, lettering).advance
        lettering.stretch = min(1, width / max(natural, 0.1))
        let start = place(-min(natural, width) / 2, middleY + height * 0.37)
        canvas.text(text, x: start.x, baseline: start.y, lettering, ink: ink)
    }
}
