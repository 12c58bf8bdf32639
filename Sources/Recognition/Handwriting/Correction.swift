internal import Foundation
internal import Imaging
internal import Paperwork

/// A correction that someone made on paper: a value struck through by two lines (二重線), sealed over (訂正印), or a character
/// written over another.
enum Correction {
    case struckThrough, sealed, overwritten

    /// One that the shapes of the ink show; what was written over is told by a network.
    ///
    /// - Parameter cells: a comb's boxes.
    init?(_ picture: HandPicture, cells: [PixelRect], dpi: Double) {
        let shapes = picture.components.map { CorrectionShape(component: $0, width: picture.ink.width) }
        if shapes.contains(where: { $0.isSeal(dpi: dpi, cellHeight: cells.first?.height) }) {
            self = .sealed
        } else if CorrectionShape.areDoubleLines(shapes, dpi: dpi) {
            self = .struckThrough
        } else {
            return nil
        }
    }

    var doubt: Wording {
        switch self {
        case .struckThrough:
            Wording(
                ja: "二重線で消されているようです。画像を確かめて、正しい値を入力してください。",
                en: "This looks struck through. Check the picture and type the right value.")
        case .sealed:
            Wording(
                ja: "訂正印が押されているようです。画像を確かめて、正しい値を入力してください。",
                en: "A correction seal seems to lie over this. Check the picture and type the right value.")
        case .overwritten:
            Wording(
                ja: "書いた文字の上から書き直してあるようです。画像を確かめて、正しい値を入力してください。",
                en: "A character seems to be written over another. Check the picture and type the right value.")
        }
    }
}

/// A piece of ink, looked at for long lines and rings.
struct CorrectionShape {
    let component: Ink.Component
    /// That of the picture.
    let width: Int

    /// A ring of 5 mm or more (認印 are 9 to 12 mm wide, 訂正印 5 to 6) with something in it. A 0 is rarely as round, and
    /// empty; 田 and 島 have corners.
    func isSeal(dpi: Double, cellHeight: Int?) -> Bool {
        let bounds = component.bounds
        let (across, down) = (Double(bounds.width), Double(bounds.height))
        let least = max(Measure.pixels(mm: 4.6, dpi: dpi), Double(cellHeight ?? 0) * 0.6)
        guard min(across, down) >= least, max(across, down) <= 1.25 * min(across, down),
            across <= Measure.pixels(mm: 14, dpi: dpi)
        else { return false }
        var isSectorInked = [Bool](repeating: false, count: 36)
        var (inCorners, onRing, withinRing, inside) = (0, 0, 0, 0)
        for pixel in component.pixels {
            let x = (Double(pixel % width - bounds.x) + 0.5) / across * 2 - 1
            let y = (Double(pixel / width - bounds.y) + 0.5) / down * 2 - 1
            let radius = (x * x + y * y).squareRoot()
            switch radius {
            case 1.1...: inCorners += 1
            case 0.85...:
                onRing += 1
                isSectorInked[min(35, Int((atan2(y, x) + .pi) / (2 * .pi) * 36))] = true
            case 0.65...: withinRing += 1
            default: inside += 1
            }
        }
        let isRing = isSectorInked.count(where: \.self) >= 32 && inCorners * 25 < component.area
        // The ring is about as large as the annulus within it, which is mostly white.
        return isRing && inside * 4 > component.area && withinRing * 2 < onRing
    }

    /// Two long lines, one above the other, across the same writing.
    static func areDoubleLines(_ shapes: [CorrectionShape], dpi: Double) -> Bool {
        let lines = shapes.flatMap { $0.lines(dpi: dpi) }
        for (index, first) in lines.enumerated() {
            for second in lines[(index + 1)...] {
                let shared = min(first.end, second.end) - max(first.start, second.start)
                let apart = abs(first.height - second.height)
                let isAcross = Double(shared) > 0.6 * Double(max(first.length, second.length))
                if isAcross, apart > Measure.pixels(mm: 0.45, dpi: dpi), apart < Measure.pixels(mm: 3.2, dpi: dpi) {
                    return true
                }
            }
        }
        return false
    }

    /// A stretch of ink along a nearly level line.
    struct Line {
        var start: Int
        var end: Int
        /// Pixels from the picture's top to its middle.
        var height: Double

        var length: Int { end - start }
    }

    /// The long lines in the piece, one for each height. A line is at least 8 mm long, and may lean by 8 %.
    func lines(dpi: Double) -> [Line] {
        let least = Int(Measure.pixels(mm: 8, dpi: dpi))
        guard component.bounds.width >= least else { return [] }
        var found: [(line: Line, slope: Double)] = []
        for slope in stride(from: -0.08, through: 0.08, by: 0.02) {
            found += longRuns(slope: slope, least: least).map { ($0, slope) }
        }
        let separate = Measure.pixels(mm: 0.45, dpi: dpi)
        var lines: [Line] = []
        for (line, _) in found.sorted(by: { $0.line.length > $1.line.length })
        where lines.allSatisfy({ abs($0.height - line.height) > separate }) {
            lines.append(line)
        }
        return lines
    }

    /// The longest run of ink with small gaps in each row of the piece sheared by `slope`, where it is long enough.
    private func longRuns(slope: Double, least: Int) -> [Line] {
        let bounds = component.bounds
        let middle = Double(bounds.x) + Double(bounds.width) / 2
        let lift = Int((abs(slope) * Double(bounds.width) / 2).rounded(.up)) + 1
        let rows = bounds.height + 2 * lift
        var isInked = [Bool](repeating: false, count: rows * bounds.width)
        for pixel in component.pixels {
            let x = pixel % width
            let row = pixel / width - bounds.y + lift - Int((slope * (Double(x) - middle)).rounded())
            guard row >= 0, row < rows else { continue }
            isInked[row * bounds.width + x - bounds.x] = true
        }
        let gap = 3
        return (0..<rows).compactMap { row in
            var best = (start: 0, end: 0)
            var start = 0
            var last = -gap - 2
            for x in 0..<bounds.width where isInked[row * bounds.width + x] {
                if x - last > gap { start = x }
                last = x
                if x + 1 - start > best.end - best.start { best = (start, x + 1) }
            }
            guard best.end - best.start >= least else { return nil }
            return Line(
                start: bounds.x + best.start, end: bounds.x + best.end, height: Double(bounds.y + row - lift))
        }
    }
}
