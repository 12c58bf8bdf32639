internal import Imaging

/// A picture of handwriting, shared out among the characters that its ink may belong to.
struct InkMap {
    /// Whose a pixel is: a number from 0 for a piece of writing.
    enum Owner {
        static let paper: Int32 = -1
        /// Ink that belongs to no character.
        static let dirt: Int32 = -2
    }

    /// How a component's ink is shared out.
    enum Share {
        case whole(Int32)
        /// By the columns of the picture.
        case byColumn([Int32])
        /// Pixel by pixel, in the component's order.
        case byPixel([Int32])
    }

    let width: Int
    let height: Int
    /// Row by row: 0 for paper, 1 for the pen's full darkness.
    private let darkness: [Float]
    private var owners: [Int32]
    private let isInk: [Bool]

    init(_ pixels: GrayPixels, ink: Ink, components: [(component: Ink.Component, share: Share)]) {
        width = pixels.width
        height = pixels.height
        isInk = ink.isInk
        darkness = Self.darkness(of: pixels, ink: ink)
        owners = Array(repeating: Owner.paper, count: pixels.bytes.count)
        for (component, share) in components {
            switch share {
            case .whole(let owner): for pixel in component.pixels { owners[pixel] = owner }
            case .byColumn(let columns): for pixel in component.pixels { owners[pixel] = columns[pixel % width] }
            case .byPixel(let each): for (pixel, owner) in zip(component.pixels, each) { owners[pixel] = owner }
            }
        }
        giveEdgesToNeighbors()
    }

    /// Between the paper's mean tone and the tone that a quarter of the ink is darker than.
    private static func darkness(of pixels: GrayPixels, ink: Ink) -> [Float] {
        var written = [Int](repeating: 0, count: 256)
        var paper = (sum: 0, count: 0)
        for (byte, isInk) in zip(pixels.bytes, ink.isInk) {
            if isInk {
                written[Int(byte)] += 1
            } else {
                paper.sum += Int(byte)
                paper.count += 1
            }
        }
        let quarter = written.reduce(0, +) / 4
        var passed = 0
        let pen = written.firstIndex { count in
            passed += count
            return passed > quarter
        }
        let light = paper.count > 0 ? Float(paper.sum) / Float(paper.count) : 255
        let span = max(16, light - Float(pen ?? 0))
        let table = (0...255).map { min(1, max(0, (light - Float($0)) / span)) }
        return pixels.bytes.map { table[Int($0)] }
    }

    /// The soft edges around ink, one pixel wide, go with it.
    private mutating func giveEdgesToNeighbors() {
        let before = owners
        for y in 0..<height {
            for x in 0..<width where before[y * width + x] == Owner.paper {
                let place = y * width + x
                if x > 0, before[place - 1] != Owner.paper {
                    owners[place] = before[place - 1]
                } else if x + 1 < width, before[place + 1] != Owner.paper {
                    owners[place] = before[place + 1]
                } else if y > 0, before[place - width] != Owner.paper {
                    owners[place] = before[place - width]
                } else if y + 1 < height, before[place + width] != Owner.paper {
                    owners[place] = before[place + width]
                }
            }
        }
    }

    /// The smallest rectangle around the ink of each owner from 0 to `count` - 1; nil where one has none.
    func extents(count: Int) -> [PixelRect?] {
        var ends = [(left: Int, top: Int, right: Int, bottom: Int)](
            repeating: (Int.max, Int.max, -1, -1), count: count)
        for y in 0..<height {
            for x in 0..<width where isInk[y * width + x] {
                let owner = Int(owners[y * width + x])
                guard owner >= 0, owner < count else { continue }
                ends[owner].left = min(ends[owner].left, x)
                ends[owner].right = max(ends[owner].right, x)
                ends[owner].top = min(ends[owner].top, y)
                ends[owner].bottom = max(ends[owner].bottom, y)
            }
        }
        return ends.map {
            $0.right < 0
                ? nil
                : PixelRect(x: $0.left, y: $0.top, width: $0.right - $0.left + 1, height: $0.bottom - $0.top + 1)
        }
    }

    /// How dark a pixel is for those owners; others' ink is as white as paper.
    private func darkness(x: Int, y: Int, owners visible: ClosedRange<Int32>) -> Float {
        guard x >= 0, y >= 0, x < width, y < height else { return 0 }
        let owner = owners[y * width + x]
        return owner == Owner.paper || visible.contains(owner) ? darkness[y * width + x] : 0
    }
}

/// Where a character is in a picture.
struct HandPlace {
    /// A shift and a widening of what is cut out, as shares of its side.
    struct Nudge {
        var x: Double
        var y: Double
        var scale: Double
    }

    /// Whose ink it is.
    var owners: ClosedRange<Int32>
    /// The rectangle around its ink.
    var extent: PixelRect
    /// That of its box or line, in pixels.
    var height: Double
    var nudge = Nudge(x: 0, y: 0, scale: 1)

    func nudged(_ nudge: Nudge) -> HandPlace {
        var place = self
        place.nudge = nudge
        return place
    }
}

extension InkMap {
    /// What is cut out around a character is a square this much wider than it.
    private static let margin = 1.2

    /// A square picture for the network, `side` × `side`, 1 for ink.
    ///
    /// - Parameter smallest: the square's side at least, as a share of the height of the character's box or line.
    ///
    /// The twin of `normalised` in `Training/hand/scanning.py`: the two must stay the same.
    func cell(of place: HandPlace, side: Int, smallest: Double) -> [Float] {
        let (extent, owners) = (place.extent, place.owners)
        let widest = Double(max(extent.width, extent.height))
        let window = max(Self.margin * widest, smallest * place.height, 4) * place.nudge.scale
        let centerX = Double(extent.x) + Double(extent.width) / 2 + place.nudge.x * window
        let centerY = Double(extent.y) + Double(extent.height) / 2 + place.nudge.y * window
        // Each number is the mean of a square of points, at most a pixel and a half apart.
        let fold = max(2, Int((window / Double(side) / 1.5).rounded(.up)))
        let step = window / Double(side * fold)
        let columns = points(from: centerX - window / 2, step: step, count: side * fold)
        let rows = points(from: centerY - window / 2, step: step, count: side * fold)
        var cell = [Float](repeating: 0, count: side * side)
        for (row, y) in rows.enumerated() {
            for (column, x) in columns.enumerated() {
                let upper =
                    darkness(x: x.pixel, y: y.pixel, owners: owners) * (1 - x.share)
                    + darkness(x: x.pixel + 1, y: y.pixel, owners: owners) * x.share
                let lower =
                    darkness(x: x.pixel, y: y.pixel + 1, owners: owners) * (1 - x.share)
                    + darkness(x: x.pixel + 1, y: y.pixel + 1, owners: owners) * x.share
                cell[row / fold * side + column / fold] += upper * (1 - y.share) + lower * y.share
            }
        }
        return cell.map { $0 / Float(fold * fold) }
    }

    /// Points between pixels: the pixel before each, and the share that the pixel after it has in it.
    private func points(from start: Double, step: Double, count: Int) -> [(pixel: Int, share: Float)] {
        (0..<count).map { index in
            let place = start + (Double(index) + 0.5) * step - 0.5
            let pixel = place.rounded(.down)
            return (Int(pixel), Float(place - pixel))
        }
    }
}
