import Foundation
import Imaging

/// A closed ring of about constant radius with something inside, as seals and date stamps have: a circle, or an oval that is
/// higher than wide.
struct StampRing {
    /// In pixels of the picture that it was found in.
    var middle: Point
    /// Half of its width and height, in pixels, to the middle of the ring's line.
    var across: Double
    var down: Double

    /// How far from the middle a point lies, where 1 is the ring.
    func distance(x: Double, y: Double) -> Double {
        let (dx, dy) = ((x - middle.x) / across, (y - middle.y) / down)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// The rectangle around it, `margin` pixels larger on each side.
    func box(margin: Double) -> PixelRect {
        PixelRect(
            x: Int(middle.x - across - margin), y: Int(middle.y - down - margin), width: Int(2 * (across + margin)) + 1,
            height: Int(2 * (down + margin)) + 1)
    }
}

/// Looks for rings in ink.
///
/// Each edge votes for the middles that lie across it at each radius (Hough's transform with the gradient's direction:
/// Kimme, Ballard & Sklansky, "Finding circles by an array of accumulators", CACM 18, 1975); the place with most votes is
/// then fitted by how much of its circumference is ink.
struct RingFinder {
    /// Which of the pixels may be a ring's.
    let ink: InkMask
    /// Dots per inch.
    let dpi: Double
    /// The radii of rings, in millimetres.
    let radii: ClosedRange<Double>
    /// How much higher than wide they may be; 1 is a circle.
    let aspects: [Double]

    /// Rings are looked for at about this resolution, then fitted in all pixels.
    private static let coarseDPI = 100.0
    private static let guesses = 5
    private static let directions = 120
    /// The share of a ring's circumference that must lie in the picture, and the share of that which is ink.
    private static let leastVisible = 0.55
    private static let leastInk = 0.88
    /// The share of it with paper right inside and right outside: the characters of a line make no ring.
    private static let leastFree = 0.6
    /// Millimetres from the fitted ring within which its line is looked for at first, and within which it must be.
    private static let search = 0.9
    private static let play = 0.4

    /// The ring that is most complete; nil where there is none.
    func ring() -> StampRing? {
        let factor = max(1, Int((dpi / Self.coarseDPI).rounded()))
        let coarse = ink.reduced(by: factor)
        guard coarse.width > 8, coarse.height > 8 else { return nil }
        let perMM = dpi / 25.4 / Double(factor)
        var best: (ring: StampRing, score: Double)?
        for aspect in aspects {
            let votes = RingVotes(coarse, radii: radii.lowerBound * perMM...radii.upperBound * perMM, aspect: aspect)
            for var guess in votes.guesses(Self.guesses) {
                let scale = Double(factor)
                guess.middle = Point((guess.middle.x + 0.5) * scale, (guess.middle.y + 0.5) * scale)
                guess.across *= scale
                guess.down *= scale
                let ring = fitted(guess)
                let score = score(of: ring)
                if score > best?.score ?? 0 { best = (ring, score) }
            }
        }
        guard let ring = best?.ring, holdsInk(ring) else { return nil }
        return ring
    }

    private func pixels(_ mm: Double) -> Double { Measure.pixels(mm: mm, dpi: dpi) }

    private func isInk(_ ring: StampRing, direction: Int, beyond: Double) -> Bool? {
        let angle = 2 * Double.pi * Double(direction) / Double(Self.directions)
        let column = Int((ring.middle.x + (ring.across + beyond) * cos(angle)).rounded())
        let row = Int((ring.middle.y + (ring.down + beyond) * sin(angle)).rounded())
        guard column >= 0, row >= 0, column < ink.width, row < ink.height else { return nil }
        return ink.bytes[row * ink.width + column] == 1
    }

    /// How far beyond the ring the middle of the line lies in a direction, at most `reach` pixels; nil where there is none,
    /// or what there is is wider than a ring's line.
    private func offset(_ ring: StampRing, direction: Int, reach: Double) -> Double? {
        let most = Int(reach)
        func run(from start: Int, by step: Int) -> Int {
            var end = start
            while abs(end + step - start) <= Int(pixels(1.3)),
                isInk(ring, direction: direction, beyond: Double(end + step)) == true
            { end += step }
            return end
        }
        for distance in 0...most {
            for start in distance == 0 ? [0] : [distance, -distance]
            where isInk(ring, direction: direction, beyond: Double(start)) == true {
                let (inner, outer) = (run(from: start, by: -1), run(from: start, by: 1))
                return Double(outer - inner) > pixels(1.4) ? nil : Double(inner + outer) / 2
            }
        }
        return nil
    }

    /// The ring brought to its line: the offsets in all directions tell, by their first harmonics, how far the middle, the
    /// size and the form are off.
    private func fitted(_ guess: StampRing) -> StampRing {
        var ring = guess
        for round in 0..<6 {
            let reach = pixels(round < 3 ? Self.search : Self.play * 1.5)
            var (count, mean, x, y, form) = (0.0, 0.0, 0.0, 0.0, 0.0)
            for direction in 0..<Self.directions {
                guard let offset = offset(ring, direction: direction, reach: reach) else { continue }
                let angle = 2 * Double.pi * Double(direction) / Double(Self.directions)
                count += 1
                mean += offset
                x += offset * cos(angle)
                y += offset * sin(angle)
                form += offset * cos(2 * angle)
            }
            guard count * 3 > Double(Self.directions) else { return ring }
            ring.middle = Point(ring.middle.x + 2 * x / count, ring.middle.y + 2 * y / count)
            ring.across += mean / count + form / count
            ring.down += mean / count - form / count
        }
        return ring
    }

    /// The share of the ring's visible circumference that is its line; 0 where it is no ring.
    private func score(of ring: StampRing) -> Double {
        let radius = Measure.mm(pixels: (ring.across + ring.down) / 2, dpi: dpi)
        guard radius > radii.lowerBound * 0.95, radius < radii.upperBound * 1.2,
            (0.9...1.5).contains(ring.down / ring.across)
        else { return 0 }
        var (visible, inked, free) = (0, 0, 0)
        for direction in 0..<Self.directions {
            guard isInk(ring, direction: direction, beyond: 0) != nil else { continue }
            visible += 1
            if offset(ring, direction: direction, reach: pixels(Self.play)) != nil { inked += 1 }
            if isInk(ring, direction: direction, beyond: pixels(0.9)) != true,
                isInk(ring, direction: direction, beyond: -pixels(0.9)) != true
            {
                free += 1
            }
        }
        let isRing =
            Double(visible) >= Self.leastVisible * Double(Self.directions)
            && Double(inked) >= Self.leastInk * Double(visible) && Double(free) >= Self.leastFree * Double(visible)
        return isRing ? Double(inked + free) / Double(visible) : 0
    }

    /// Whether strokes fill a fair part of its inside.
    private func holdsInk(_ ring: StampRing) -> Bool {
        var (area, inked) = (0, 0)
        let box = ring.box(margin: 0).clipped(width: ink.width, height: ink.height)
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX where ring.distance(x: Double(x), y: Double(y)) < 0.8 {
                area += 1
                inked += Int(ink.bytes[y * ink.width + x])
            }
        }
        let share = Double(inked) / Double(max(1, area))
        return share > 0.04 && share < 0.8
    }
}

/// The votes of edges for middles of rings.
private struct RingVotes {
    private let width: Int
    private let height: Int
    private let margin: Int
    private let least: Int
    private let aspect: Double
    /// Radius by radius, row by row.
    private var votes: [[Int32]]

    /// - Parameter radii: half of the rings' widths, in pixels.
    init(_ ink: InkMask, radii: ClosedRange<Double>, aspect: Double) {
        self.aspect = aspect
        least = Int(radii.lowerBound)
        margin = Int(radii.upperBound / 2)
        width = ink.width + 2 * margin
        // Middles are counted where an oval is brought to a circle.
        height = Int(Double(ink.height) / aspect) + 2 * margin + 1
        votes = Array(
            repeating: [Int32](repeating: 0, count: width * height), count: max(1, Int(radii.upperBound) - least + 1))
        for y in 1..<ink.height - 1 {
            for x in 1..<ink.width - 1 {
                let (across, down) = ink.gradient(x: x, y: y)
                guard across != 0 || down != 0 else { continue }
                vote(x: Double(x), y: Double(y) / aspect, across: Double(across), down: Double(down) * aspect)
            }
        }
    }

    private mutating func vote(x: Double, y: Double, across: Double, down: Double) {
        let length = (across * across + down * down).squareRoot()
        let (unitX, unitY) = (across / length, down / length)
        for index in votes.indices {
            let radius = Double(least + index)
            for side in [-radius, radius] {
                let column = Int((x + unitX * side).rounded()) + margin
                let row = Int((y + unitY * side).rounded()) + margin
                guard column >= 0, row >= 0, column < width, row < height else { continue }
                votes[index][row * width + column] += 1
            }
        }
    }

    /// The rings with most votes for their size.
    func guesses(_ count: Int) -> [StampRing] {
        var found: [(ring: StampRing, score: Double)] = []
        for index in votes.indices {
            let radius = Double(least + index)
            var best = (place: 0, sum: Int32(0))
            for row in 1..<height - 1 {
                for column in 1..<width - 1 {
                    let place = row * width + column
                    var sum: Int32 = 0
                    for near in [place - width, place, place + width] {
                        sum &+= votes[index][near - 1] &+ votes[index][near] &+ votes[index][near + 1]
                    }
                    if sum > best.sum { best = (place, sum) }
                }
            }
            let middle = Point(
                Double(best.place % width - margin), Double(best.place / width - margin) * aspect)
            found.append(
                (StampRing(middle: middle, across: radius, down: radius * aspect), Double(best.sum) / radius))
        }
        return found.sorted { $0.score > $1.score }.prefix(count).map(\.ring)
    }
}

extension InkMask {
    /// Ink where any of `factor` × `factor` pixels is ink.
    func reduced(by factor: Int) -> InkMask {
        guard factor > 1 else { return self }
        var result = InkMask(width: (width + factor - 1) / factor, height: (height + factor - 1) / factor)
        for y in 0..<height {
            for x in 0..<width where bytes[y * width + x] == 1 {
                result.bytes[y / factor * result.width + x / factor] = 1
            }
        }
        return result
    }

    /// Sobel's gradient.
    fileprivate func gradient(x: Int, y: Int) -> (across: Int, down: Int) {
        func at(_ dx: Int, _ dy: Int) -> Int { Int(bytes[(y + dy) * width + x + dx]) }
        return (
            at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1),
            at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1)
        )
    }
}
