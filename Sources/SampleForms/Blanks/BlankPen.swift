internal import Foundation
internal import Imaging
internal import Paperwork

/// Draws a blank form and notes what is to be filled in on it. All measures are millimetres.
struct BlankPen {
    let canvas: Canvas
    var random: SeededRandom
    var fields: [BlankField] = []
    var family = "IPAexMincho"
    var points = 9.5
    var thickness = 0.2
    /// The lengths of dashes and gaps of the lines; none of solid ones.
    var dash: [Double] = []

    enum Alignment { case left, center, right, spread }

    init(canvas: Canvas, random: SeededRandom) { (self.canvas, self.random) = (canvas, random) }

    var em: Double { points * 25.4 / 72 }

    func zone(_ left: Double, _ top: Double, _ width: Double, _ height: Double) -> Zone {
        Zone(left: left, top: top, width: width, height: height)
    }

    func box(_ zone: Zone, thickness: Double? = nil) {
        canvas.box(zone, thickness: thickness ?? self.thickness, dash: dash)
    }

    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, dash: [Double]? = nil) {
        canvas.line(fromX: x1, y: y1, toX: x2, y: y2, thickness: thickness, dash: dash ?? self.dash)
    }

    /// One line of text in the zone's middle, narrower where it would not fit; gives the room that its words cover.
    @discardableResult
    func text(
        _ text: String, in zone: Zone, _ alignment: Alignment = .left, points: Double? = nil, isBold: Bool = false,
        isWhite: Bool = false
    ) -> Zone {
        var lettering = Lettering(family, points: points ?? self.points, isBold: isBold)
        let ink = Ink(gray: isWhite ? 1 : 0)
        let natural = canvas.extents(of: text, lettering).advance
        if natural > zone.width { lettering.stretch *= zone.width / natural }
        let baseline = zone.top + zone.height / 2 + lettering.em * 0.37
        let covered = min(natural, zone.width)
        if alignment == .spread, text.count > 1, natural < zone.width {
            let pitch = (zone.width - lettering.em) / Double(text.count - 1)
            for (index, character) in text.enumerated() {
                canvas.text(
                    String(character), x: zone.left + pitch * Double(index), baseline: baseline, lettering, ink: ink)
            }
            return self.zone(zone.left, baseline - 0.87 * lettering.em, zone.width, lettering.em)
        }
        let room = zone.width - covered
        let left = zone.left + (alignment == .right ? room : alignment == .center ? room / 2 : 0)
        canvas.text(text, x: left, baseline: baseline, lettering, ink: ink)
        return self.zone(left, baseline - 0.87 * lettering.em, covered, lettering.em)
    }

    /// Text of several lines, parted by `\n`.
    func lines(_ text: String, in zone: Zone, _ alignment: Alignment = .center, points: Double? = nil) {
        let lines = text.split(separator: "\n").map(String.init)
        let pitch = min(zone.height / Double(lines.count), (points ?? self.points) * 25.4 / 72 * 1.3)
        let top = zone.top + (zone.height - pitch * Double(lines.count)) / 2
        for (index, line) in lines.enumerated() {
            self.text(
                line, in: self.zone(zone.left, top + pitch * Double(index), zone.width, pitch), alignment,
                points: points)
        }
    }

    /// Text that runs downwards; in several columns from the right where `|` parts it.
    func downward(_ text: String, in zone: Zone, points: Double? = nil, isWhite: Bool = false) {
        let columns = text.split(separator: "|").map(String.init)
        let width = zone.width / Double(columns.count)
        for (index, column) in columns.enumerated() {
            let left = zone.right - width * Double(index + 1)
            let pitch = min((points ?? self.points) * 25.4 / 72 * 1.5, zone.height / Double(column.count))
            let top = zone.top + (zone.height - pitch * Double(column.count)) / 2
            for (row, character) in column.enumerated() {
                self.text(
                    String(character), in: self.zone(left, top + pitch * Double(row), width, pitch), .center,
                    points: points, isWhite: isWhite)
            }
        }
    }

    func width(of text: String) -> Double { canvas.extents(of: text, Lettering(family, points: points)).advance }

    mutating func note(_ label: String, _ types: [String], _ place: BlankField.Place, isOptional: Bool = false) {
        fields.append(BlankField(label: label, types: types, place: place, isOptional: isOptional))
    }
}
