internal import Imaging

/// Shares the ink of a line without boxes out among pieces, each a character or a part of one.
struct HandLine {
    let map: InkMap
    /// The rectangles around the pieces' ink, left to right.
    let pieces: [PixelRect]
    /// Pixels from the top of the highest character to the bottom of the lowest.
    let height: Int
    /// The pieces that are two points above each other, as a colon is.
    let colons: Set<Int>
    /// For each piece but the last, what it costs (nats) to take it and the next for one character, or for two.
    private(set) var joints: [(join: Double, part: Double)] = []

    private let spacing: HandSpacing

    /// A run of pieces that may be one character.
    struct Segment {
        var pieces: Range<Int>
        var bounds: PixelRect
    }

    /// - Parameters:
    ///   - components: those of this line only.
    ///   - line: the rectangle around the line's ink.
    ///   - haveStops: whether a point low behind a character may be a full stop.
    init(
        _ pixels: GrayPixels, ink: Ink, components: [Ink.Component], line: PixelRect, spacing: HandSpacing,
        haveStops: Bool = false
    ) {
        height = line.height
        self.spacing = spacing
        var parts: [Part] = []
        for component in components {
            parts += Part.parts(of: component, lineHeight: line.height, width: ink.width, by: spacing)
        }
        parts = Part.merged(parts, line: line, haveStops: haveStops)
        var shares: [[Int32]] = components.map { _ in [] }
        var whole: [Int32] = components.map { _ in 0 }
        let indexOf = Dictionary(
            components.enumerated().map { ($0.element.pixels[0], $0.offset) }, uniquingKeysWith: { first, _ in first })
        for (piece, part) in parts.enumerated() {
            for ink in part.inks {
                guard let index = indexOf[ink.component] else { continue }
                whole[index] = Int32(piece)
                guard let columns = ink.columns else { continue }
                if shares[index].isEmpty { shares[index] = Array(repeating: Int32(piece), count: pixels.width) }
                for x in columns { shares[index][x] = Int32(piece) }
            }
        }
        map = InkMap(
            pixels, ink: ink,
            components: components.enumerated().map { index, component in
                (component, shares[index].isEmpty ? .whole(whole[index]) : .byColumn(shares[index]))
            })
        colons = Set(
            parts.indices.filter { index in
                let points = parts[index].inks.compactMap { ink in
                    ink.columns == nil ? indexOf[ink.component].map { components[$0].bounds } : nil
                }
                return points.count == parts[index].inks.count && points.areColon(in: line)
            })
        let extents = map.extents(count: parts.count)
        let pieces = zip(extents, parts).map { $0 ?? $1.bounds }
        self.pieces = pieces
        joints = pieces.indices.dropLast().map { index in
            guard !parts[index].isCut(from: parts[index + 1]) else { return (0, spacing.cutting) }
            let gap = Double(pieces[index + 1].x - pieces[index].maxX) / Double(max(1, height))
            let isStop = haveStops && parts[index + 1].bounds.mayBeStop(behind: parts[index].bounds, in: line)
            return (gap > 0 || isStop ? spacing.joining + spacing.bridging * max(0, gap) : 0, 0)
        }
    }

    /// What the ways of cutting cost that `segment` supposes, if it is that character.
    func cost(of segment: Segment, as character: HandCharacter) -> Double {
        let inner = joints[segment.pieces.lowerBound..<segment.pieces.upperBound - 1]
        let end = segment.pieces.upperBound - 1
        let width = Double(segment.bounds.width) / Double(max(1, height))
        let narrow = character.isOftenNarrow ? 0 : max(0, spacing.narrow - width)
        return inner.reduce(0) { $0 + $1.join } + (end < joints.count ? joints[end].part : 0)
            + narrow * spacing.narrowing
    }

    /// Whether a segment is so small that it may be dust.
    func mayBeDust(_ segment: Segment) -> Bool { segment.bounds.isSpeck(besides: height) }

    /// Whether a segment is two points above each other.
    func isColon(_ segment: Segment) -> Bool { segment.pieces.count == 1 && colons.contains(segment.pieces.lowerBound) }

    /// The runs from piece `start` on that may be one character: what hangs together may be a wide one.
    func segments(from start: Int) -> [Segment] {
        var segments: [Segment] = []
        var bounds = pieces[start]
        for end in start..<pieces.count {
            bounds = bounds.union(pieces[end])
            let hangsTogether = joints[start..<end].allSatisfy { $0.part > 0 }
            let isShort = end - start < spacing.mostPieces || hangsTogether
            let widest = hangsTogether ? spacing.widestStroke : spacing.widest
            guard isShort, end == start || Double(bounds.width) <= widest * Double(height) else { break }
            segments.append(Segment(pieces: start..<end + 1, bounds: bounds))
        }
        return segments
    }
}

/// A component, a part of one, or several that lie above each other.
private struct Part {
    /// Ink of one component, all of it or some columns.
    struct Share {
        /// The component's first pixel.
        var component: Int
        var columns: Range<Int>?
    }

    var bounds: PixelRect
    var inks: [Share]

    /// Whether both are parts of one component.
    func isCut(from next: Part) -> Bool {
        inks.contains { ink in ink.columns != nil && next.inks.contains { $0.component == ink.component } }
    }

    /// A component as it is, or cut where characters may touch if it is too wide for one.
    ///
    /// - Parameter width: that of the picture.
    static func parts(of component: Ink.Component, lineHeight: Int, width: Int, by spacing: HandSpacing) -> [Part] {
        let name = component.pixels[0]
        let bounds = component.bounds
        let narrowest = spacing.notches?.narrowest ?? spacing.widestUncut
        let isWide = Double(bounds.width) > narrowest * Double(lineHeight) && bounds.width > 12
        let cuts = isWide ? TouchingColumns(of: component, width: width).cuts(lineHeight: lineHeight, by: spacing) : []
        guard !cuts.isEmpty else { return [Part(bounds: bounds, inks: [Share(component: name, columns: nil)])] }
        return zip([bounds.x] + cuts, cuts + [bounds.maxX]).map { left, right in
            Part(
                bounds: PixelRect(x: left, y: bounds.y, width: right - left, height: bounds.height),
                inks: [Share(component: name, columns: left..<right)])
        }
    }

    /// Parts left to right; those that share most of their columns are one, but for a full stop below a digit's overhang.
    static func merged(_ parts: [Part], line: PixelRect, haveStops: Bool) -> [Part] {
        var merged: [Part] = []
        for part in parts.sorted(by: { ($0.bounds.x, $0.bounds.y) < ($1.bounds.x, $1.bounds.y) }) {
            if let last = merged.last, !(haveStops && part.bounds.mayBeStop(behind: last.bounds, in: line)) {
                let shared = min(last.bounds.maxX, part.bounds.maxX) - max(last.bounds.x, part.bounds.x)
                if shared * 2 > min(last.bounds.width, part.bounds.width) {
                    merged[merged.count - 1].bounds = last.bounds.union(part.bounds)
                    merged[merged.count - 1].inks += part.inks
                    continue
                }
            }
            merged.append(part)
        }
        return merged
    }
}

extension PixelRect {
    /// Whether it is as small as a full stop, stands as low in its line, and begins behind a character's middle.
    fileprivate func mayBeStop(behind character: PixelRect, in line: PixelRect) -> Bool {
        max(width, height) * 4 < line.height && y > line.y + line.height * 3 / 5
            && x > character.x + character.width / 2
    }

    /// The smallest rectangle around both.
    func union(_ other: PixelRect) -> PixelRect {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return PixelRect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }
}

extension [PixelRect] {
    /// Whether these are two points, each small beside its line and with paper between them.
    fileprivate func areColon(in line: PixelRect) -> Bool {
        let points = sorted { $0.y < $1.y }
        guard points.count == 2, points.allSatisfy({ Swift.max($0.width, $0.height) * 7 < line.height * 2 }) else {
            return false
        }
        return (points[1].y - points[0].maxY) * 8 > line.height
    }
}
