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
    /// Row by row.
    private let tones: [UInt8]
    /// For each tone: 0 for paper, 1 for the pen's full darkness.
    private let darkness: [Float]
    private var owners: [Int32]
    private let isInk: [Bool]

    init(_ pixels: GrayPixels, ink: Ink, components: [(component: Ink.Component, share: Share)]) {
        width = pixels.width
        height = pixels.height
        isInk = ink.isInk
        tones = pixels.bytes
        darkness = Self.darkness(of: pixels, ink: ink)
        owners = Array(repeating: Owner.paper, count: pixels.bytes.count)
        for (component, share) in components {
            switch share {
            case .whole(let owner): for pixel in component.pixels { owners[pixel] = owner }
            case .byColumn(let columns): for pixel in component.pixels { owners[pixel] = columns[pixel % width] }
            case .byPixel(let each): for (pixel, owner) in zip(component.pixels, each) { owners[pixel] = owner }
            }
        }
        giveEdges(of: components.map(\.component))
    }

    /// Between the paper's mean tone and the tone that a quarter of the ink is darker than.
    private static func darkness(of pixels: GrayPixels, ink: Ink) -> [Float] {
        var written = [Int](repeating: 0, count: 256)
        pixels.bytes.withUnsafeBufferPointer { bytes in
            ink.isInk.withUnsafeBufferPointer { isInk in
                for place in bytes.indices where isInk[place] { written[Int(bytes[place])] += 1 }
            }
        }
        let inked = written.reduce(0, +)
        var passed = 0
        let pen = written.firstIndex { count in
            passed += count
            return passed > inked / 4
        }
        let paper = zip(pixels.histogram(), written).map { $0 - $1 }
        let count = pixels.bytes.count - inked
        let sum = paper.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        let light = count > 0 ? Float(sum) / Float(count) : 255
        let span = max(16, light - Float(pen ?? 0))
        return (0...255).map { min(1, max(0, (light - Float($0)) / span)) }
    }

    /// The soft edges around ink, one pixel wide, go with it: with what is at their left, else right, above, below.
    private mutating func giveEdges(of components: [Ink.Component]) {
        let (width, height) = (width, height)
        let before = owners
        before.withUnsafeBufferPointer { before in
            owners.withUnsafeMutableBufferPointer { owners in
                func give(_ place: Int, x: Int, y: Int) {
                    guard before[place] == Owner.paper else { return }
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
                for component in components {
                    for place in component.pixels {
                        let (y, x) = place.quotientAndRemainder(dividingBy: width)
                        if x > 0 { give(place - 1, x: x - 1, y: y) }
                        if x + 1 < width { give(place + 1, x: x + 1, y: y) }
                        if y > 0 { give(place - width, x: x, y: y - 1) }
                        if y + 1 < height { give(place + width, x: x, y: y + 1) }
                    }
                }
            }
        }
    }

    /// The smallest rectangle around the ink of each owner from 0 to `count` - 1; nil where one has none.
    func extents(count: Int) -> [PixelRect?] {
        var ends = [(left: Int, top: Int, right: Int, bottom: Int)](
            repeating: (Int.max, Int.max, -1, -1), count: count)
        isInk.withUnsafeBufferPointer { isInk in
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
        }
        return ends.map {
            $0.right < 0
                ? nil
                : PixelRect(x: $0.left, y: $0.top, width: $0.right - $0.left + 1, height: $0.bottom - $0.top + 1)
        }
    }

    /// How dark a part of the picture is for those owners, row by row; others' ink, and what lies outside, is as white as
    /// paper.
    private func darkness(in area: PixelRect, owners visible: ClosedRange<Int32>) -> [Float] {
        var part = [Float](repeating: 0, count: area.width * area.height)
        let inside = area.clipped(width: width, height: height)
        part.withUnsafeMutableBufferPointer { part in
            tones.withUnsafeBufferPointer { tones in
                owners.withUnsafeBufferPointer { owners in
                    for y in inside.y..<max(inside.y, inside.maxY) {
                        let target = (y - area.y) * area.width - area.x
                        for x in inside.x..<max(inside.x, inside.maxX) {
                            let owner = owners[y * width + x]
                            guard owner == Owner.paper || visible.contains(owner) else { continue }
                            part[target + x] = darkness[Int(tones[y * width + x])]
                        }
                    }
                }
            }
        }
        return part
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
        let columns = AxisSampling(from: centerX - window / 2, window: window, side: side)
        let rows = AxisSampling(from: centerY - window / 2, window: window, side: side)
        let area = PixelRect(x: columns.first, y: rows.first, width: columns.count, height: rows.count)
        let seen = darkness(in: area, owners: owners)
        var across = [Float](repeating: 0, count: area.height * side)
        columns.sample(seen, lines: area.height, lineStep: area.width, step: 1, into: &across, lineStep: side, step: 1)
        var cell = [Float](repeating: 0, count: side * side)
        rows.sample(across, lines: side, lineStep: 1, step: side, into: &cell, lineStep: 1, step: side)
        return cell
    }
}
