import Forms
import Foundation
import Imaging
import Paperwork

/// A small form drawn from a seed: the same seed gives the same form. `labels` alone may differ, which makes a form with
/// the same grid and other words.
struct TestForm {
    static let dpi = 200.0
    static let paper = PaperSize(width: 100, height: 140)
    /// The comb's boxes, millimetres.
    static let cells = (0..<8).map { Zone(left: 30 + Double($0) * 6, top: 60, width: 6, height: 8) }
    static let nameZone = Zone(left: 30, top: 30, width: 60, height: 9)
    static let noteZone = Zone(left: 30, top: 42, width: 60, height: 9)
    static let checkboxZone = Zone(left: 12, top: 118, width: 4, height: 4)

    let id: String
    let grid: UInt64
    let labels: UInt64

    func drawn() -> Sheet {
        var sheet = Sheet(paper: Self.paper, dpi: Self.dpi)
        var random = Random(state: labels)
        sheet.letters(left: 30, top: 8, count: 9, height: 5, random: &random)
        for top in [30.0, 42, 54, 72, 84, 96] {
            let height = top == 54 ? 18.0 : (top == 42 ? 12.0 : 12.0)
            sheet.box(Zone(left: 10, top: top, width: 80, height: height))
            sheet.letters(left: 12, top: top + 4, count: 3 + random.below(3), height: 2.6, random: &random)
        }
        sheet.line(from: Point(28, 30), to: Point(28, 108))
        for cell in Self.cells { sheet.box(cell) }
        sheet.box(Self.checkboxZone)
        var gridRandom = Random(state: grid)
        for row in 0..<3 {
            let left = 40 + Double(gridRandom.below(12))
            sheet.line(from: Point(left, 72 + 12 * Double(row)), to: Point(left, 84 + 12 * Double(row)))
        }
        for row in 0..<4 {
            sheet.letters(
                left: 18, top: 112 + Double(row) * 5, count: 14 + random.below(12), height: 2.4, random: &random)
        }
        return sheet
    }

    func page() -> BlankFormPage {
        BlankFormPage(
            form: id, page: 1, paper: Self.paper, pixels: drawn().pixels, dpi: Self.dpi,
            written: [Self.nameZone, Self.noteZone] + Self.cells)
    }
}

/// A sheet of paper to draw on, in millimetres.
struct Sheet {
    var pixels: GrayPixels
    let dpi: Double

    init(paper: PaperSize, dpi: Double) {
        self.dpi = dpi
        pixels = GrayPixels(
            width: Int(Measure.pixels(mm: paper.width, dpi: dpi).rounded()),
            height: Int(Measure.pixels(mm: paper.height, dpi: dpi).rounded()))
    }

    mutating func line(from start: Point, to end: Point, width: Double = 0.25, gray: UInt8 = 40) {
        let length = hypot(end.x - start.x, end.y - start.y)
        let half = Measure.pixels(mm: width, dpi: dpi) / 2
        let steps = max(1, Int(Measure.pixels(mm: length, dpi: dpi) * 2))
        for step in 0...steps {
            let share = Double(step) / Double(steps)
            let x = Measure.pixels(mm: start.x + (end.x - start.x) * share, dpi: dpi)
            let y = Measure.pixels(mm: start.y + (end.y - start.y) * share, dpi: dpi)
            for row in Int(y - half)...Int(y + half) {
                for column in Int(x - half)...Int(x + half)
                where row >= 0 && column >= 0 && row < pixels.height && column < pixels.width {
                    pixels[column, row] = gray
                }
            }
        }
    }

    mutating func box(_ zone: Zone, width: Double = 0.25) {
        let corners = [
            Point(zone.left, zone.top), Point(zone.right, zone.top), Point(zone.right, zone.bottom),
            Point(zone.left, zone.bottom), Point(zone.left, zone.top),
        ]
        for (start, end) in zip(corners, corners.dropFirst()) { line(from: start, to: end, width: width) }
    }

    mutating func disc(x: Double, y: Double, radius: Double, gray: UInt8 = 20) {
        let reach = Measure.pixels(mm: radius, dpi: dpi)
        let (middleX, middleY) = (Measure.pixels(mm: x, dpi: dpi), Measure.pixels(mm: y, dpi: dpi))
        for row in Int(middleY - reach)...Int(middleY + reach) {
            for column in Int(middleX - reach)...Int(middleX + reach)
            where row >= 0 && column >= 0 && row < pixels.height && column < pixels.width
                && hypot(Double(column) - middleX, Double(row) - middleY) <= reach
            {
                pixels[column, row] = gray
            }
        }
    }

    /// Signs of four random strokes each, in a row.
    mutating func letters(left: Double, top: Double, count: Int, height: Double, random: inout Random) {
        for index in 0..<count {
            let x = left + Double(index) * height * 1.15
            for _ in 0..<4 {
                let start = Point(x + random.share() * height, top + random.share() * height)
                let end = Point(x + random.share() * height, top + random.share() * height)
                line(from: start, to: end, width: max(0.2, height / 14), gray: 30)
            }
        }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
