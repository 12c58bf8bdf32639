import Foundation
import Imaging

/// A stamp that bears a date (受付印): a ring or a frame with lines between which stand office, date and section.
struct DateStamp {
    private enum Outline {
        case ring(StampRing)
        case frame(StampFrame)
    }

    private let outline: Outline
    /// White paper with what is not the form's own.
    private let picture: GrayPixels
    private let ink: InkMask
    /// Dots per inch.
    private let dpi: Double

    /// Millimetres: half of a ring's width, and a frame's sides.
    private static let radii = 7.0...20.0
    private static let widths = 16.0...60.0
    private static let heights = 8.0...35.0
    /// Degrees by which a stamp may be turned to each side.
    private static let turns = 34.0
    /// The share of a line's length that is ink.
    private static let leastLine = 0.7

    /// Nil where the picture shows no such stamp.
    init?(in picture: GrayPixels, dpi: Double) {
        self.picture = picture
        self.dpi = dpi
        ink = InkMask(picture, threshold: FurnitureRemoval.inkThreshold)
        let pixels = { (mm: Double) in Measure.pixels(mm: mm, dpi: dpi) }
        let pieces = ink.components().filter { Double(max($0.box.width, $0.box.height)) >= pixels(9) }
        guard !pieces.isEmpty else { return nil }
        for piece in pieces {
            guard Double(max(piece.box.width, piece.box.height)) >= pixels(Self.widths.lowerBound),
                let frame = StampFrame(piece, width: ink.width, turns: Self.turns, play: pixels(0.9)),
                Self.widths.contains(Measure.mm(pixels: frame.width, dpi: dpi)),
                Self.heights.contains(Measure.mm(pixels: frame.height, dpi: dpi)),
                frame.width > frame.height * 1.05
            else { continue }
            outline = .frame(frame)
            return
        }
        let finder = RingFinder(ink: ink, dpi: dpi, radii: Self.radii, aspects: [1])
        guard let ring = finder.ring() else { return nil }
        outline = .ring(ring)
    }

    /// The stamp's bands between its lines, upright, the one in the middle first.
    func bands() -> [GrayPixels] {
        let turn = turn
        let lines = lines(turn: turn)
        let half = halfHeight
        let edges = [-half] + lines + [half]
        let inset = Measure.pixels(mm: 0.35, dpi: dpi)
        return zip(edges, edges.dropFirst())
            .map { (top: $0 + inset, bottom: $1 - inset) }
            .filter { Measure.mm(pixels: $0.bottom - $0.top, dpi: dpi) >= 1.8 }
            .sorted { abs($0.top + $0.bottom) < abs($1.top + $1.bottom) }
            .map { band(from: $0.top, to: $0.bottom, turn: turn) }
    }

    private var middle: Point {
        switch outline {
        case .ring(let ring): ring.middle
        case .frame(let frame): frame.middle
        }
    }

    private var halfHeight: Double {
        switch outline {
        case .ring(let ring): ring.down
        case .frame(let frame): frame.height / 2
        }
    }

    /// How far the inside reaches to each side, `down` pixels below the middle.
    private func halfWidth(down: Double) -> Double {
        switch outline {
        case .ring(let ring):
            let share = 1 - (down / ring.down) * (down / ring.down)
            return share > 0 ? ring.across * share.squareRoot() : 0
        case .frame(let frame): return frame.width / 2
        }
    }

    // MARK: The turn

    /// Degrees, clockwise. A ring's is the one whose two longest lines are fullest.
    private var turn: Double {
        switch outline {
        case .frame(let frame): return frame.turn
        case .ring:
            let coarse = best(of: Array(stride(from: -Self.turns, through: Self.turns, by: 1)))
            return best(of: (-4...4).map { coarse + Double($0) / 5 })
        }
    }

    private func best(of turns: [Double]) -> Double {
        var best = (turn: 0.0, score: -1.0)
        for turn in turns {
            let fullest = fullness(turn: turn).values.sorted(by: >)
            // Sharp lines rather than rows of characters, whichever way they run.
            let score = fullest.prefix(4).reduce(0) { $0 + $1 * $1 }
            if score > best.score { best = (turn, score) }
        }
        return best.turn
    }

    /// For rows of the inside, by their distance from the middle in pixels, the share that is ink.
    private func fullness(turn: Double) -> [Int: Double] {
        let (half, angle) = (Int(halfHeight * 0.86), turn * .pi / 180)
        let (cosine, sine) = (cos(angle), sin(angle))
        var found: [Int: Double] = [:]
        for row in -half...half {
            let width = Int(halfWidth(down: Double(row)) - Measure.pixels(mm: 0.8, dpi: dpi))
            guard width > 4 else { continue }
            var (seen, inked) = (0, 0)
            for column in stride(from: -width, through: width, by: 2) {
                let x = Int(middle.x + Double(column) * cosine - Double(row) * sine)
                let y = Int(middle.y + Double(column) * sine + Double(row) * cosine)
                seen += 1
                if x >= 0, y >= 0, x < ink.width, y < ink.height { inked += Int(ink.bytes[y * ink.width + x]) }
            }
            found[row] = Double(inked) / Double(seen)
        }
        return found
    }

    // MARK: The bands

    /// How far the lines between the bands lie below the middle, in pixels, top to bottom.
    private func lines(turn: Double) -> [Double] {
        let rows = fullness(turn: turn).filter { $0.value >= Self.leastLine }.keys.sorted()
        var lines: [[Int]] = []
        for row in rows {
            if let last = lines.last?.last, row - last <= 2 {
                lines[lines.count - 1].append(row)
            } else {
                lines.append([row])
            }
        }
        return lines.map { Double($0[0] + $0[$0.count - 1]) / 2 }
    }

    private func band(from top: Double, to bottom: Double, turn: Double) -> GrayPixels {
        let widest = max(halfWidth(down: top), halfWidth(down: bottom), top < 0 && bottom > 0 ? halfWidth(down: 0) : 0)
        let (width, height) = (Int(2 * widest), Int(bottom - top))
        let map = Homography.translation(x: -widest, y: top).then(.rotation(degrees: turn))
            .then(.translation(x: middle.x, y: middle.y))
        var band = picture.resampled(width: width, height: height, through: map)
        let inset = Measure.pixels(mm: 0.8, dpi: dpi)
        for y in 0..<height {
            let free = halfWidth(down: top + Double(y)) - inset
            for x in 0..<width where abs(Double(x) - widest) > free { band.bytes[y * width + x] = 255 }
        }
        return withoutRests(band) { y in halfWidth(down: top + y) - inset }
    }

    /// The band without what is left of its lines and of the ring, and without the paper about its characters.
    private func withoutRests(_ band: GrayPixels, free: (Double) -> Double) -> GrayPixels {
        var band = band
        let (edge, middle) = (Measure.pixels(mm: 0.6, dpi: dpi), Double(band.width) / 2)
        var kept: PixelRect?
        for piece in InkMask(band, threshold: 225).components() {
            let box = piece.box
            let isAtLine = (box.y <= 1 || box.maxY >= band.height - 1) && box.height * 10 <= band.height * 3
            let beside = piece.runs.reduce(0) { sum, run in
                let x = abs(Double(run.start % band.width) + Double(run.length) / 2 - middle)
                return sum + (x > free(Double(run.start / band.width)) - edge ? run.length : 0)
            }
            guard isAtLine || beside * 2 > piece.area else {
                if box.height * 10 >= band.height * 2 { kept = kept.map { $0.joined(with: box) } ?? box }
                continue
            }
            for run in piece.runs {
                for index in run.start..<run.start + run.length { band.bytes[index] = 255 }
            }
        }
        guard let kept else { return band }
        let margin = Int(edge) * 2
        return band.cut(
            PixelRect(x: kept.x - margin, y: 0, width: kept.width + 2 * margin, height: band.height))
    }
}

extension PixelRect {
    fileprivate func joined(with other: PixelRect) -> PixelRect {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return PixelRect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}
