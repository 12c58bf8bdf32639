import Imaging

/// Takes the form's own print out of a zone and keeps what was written, where strokes cross rules too.
struct FurnitureRemoval {
    /// The scan with white paper, print on print with `blank`; same size.
    let filled: GrayPixels
    let blank: BlankPrint
    let zone: PixelRect
    let dpi: Double

    /// What is darker is ink, with paper at 255.
    static let inkThreshold: UInt8 = 170
    /// Square millimetres; smaller spots are dust. A decimal point of 8 point print has 0.09.
    private static let dust = 0.055
    /// Millimetres; a spot that is no larger and this far from any writing is dust too, though it could be a point.
    private static let spot = 0.6
    private static let apart = 1.5
    /// Points and hyphens of thin type: tones of grey and square millimetres, and how near, in millimetres, they stand to the
    /// writing that they belong to. Lost, they would make another number of it.
    private static let pale: UInt8 = 205
    private static let point = (least: 0.018, most: 0.5, width: 3.2, height: 0.8, near: 0.6)
    /// Square millimetres; a zone with less ink is empty. A hyphen of 8 point print has 0.2.
    private static let least = 0.13
    /// Square millimetres of a stroke that mostly lies outside, from which on a person looks whose it is.
    private static let clipped = 0.3

    /// What was found.
    struct Writing {
        /// The writing on white, of the zone's picture's size.
        var picture: GrayPixels
        /// All ink of the scan, the form's own too.
        var ink: InkMask
        /// The ink that is writing in the zone.
        var kept: InkMask
        /// Why some of it may be no writing of this zone, or some is lacking.
        var doubt: EmptinessDoubt?
    }

    /// - Parameter takesOutSeals: whether a seal in the zone is no part of its writing.
    func writing(takesOutSeals: Bool = false) -> Writing {
        let ink = InkMask(filled, threshold: Self.inkThreshold)
        var written = withoutResidue(ink.without(blank.printed))
        let unsealed = takesOutSeals ? SealRemoval(filled: filled, dpi: dpi).without(written) : nil
        let seal = unsealed.map { written.without($0.written) }
        written = unsealed?.written ?? written
        let (kept, clipped) = kept(of: joined(written, ink: ink), seal: seal)
        let doubt: EmptinessDoubt? =
            unsealed?.isUnsure == true ? .underSeal : squareMM(clipped) >= Self.clipped ? .fromBeside : nil
        return Writing(picture: painted(kept, beside: blank.printed), ink: ink, kept: kept, doubt: doubt)
    }

    /// All that is not the form's own print, whosever it is, on white.
    func unprinted() -> GrayPixels {
        let ink = InkMask(filled, threshold: Self.inkThreshold)
        let written = withoutResidue(ink.without(blank.printed))
        return painted(joined(written, ink: ink), beside: blank.printed)
    }

    private func joined(_ written: InkMask, ink: InkMask) -> InkMask {
        RuleCrossing(written: written, ink: ink, printed: blank.printed, reach: pixels(1.2)).joined()
    }

    private func pixels(_ mm: Double) -> Int { Int(Measure.pixels(mm: mm, dpi: dpi).rounded()) }

    private func squareMM(_ pixels: Int) -> Double {
        let mm = Measure.mm(pixels: 1, dpi: dpi)
        return Double(pixels) * mm * mm
    }

    /// Drops the thin seams that print leaves where it is spread wider than expected.
    private func withoutResidue(_ written: InkMask) -> InkMask {
        var rest = InkMask(width: written.width, height: written.height)
        for component in written.components() {
            let isThin = min(component.box.width, component.box.height) <= pixels(0.25)
            let isSmall = squareMM(component.area) < 0.25
            let isSeam = (isThin || isSmall) && component.area(in: blank.seam) * 10 >= component.area * 7
            if !isSeam { rest.add(component) }
        }
        return rest
    }

    /// Drops spots that are too small to be writing, and small ones that lie apart from all writing.
    private func withoutDust(_ components: [InkMask.Component]) -> [InkMask.Component] {
        let size = pixels(Self.spot)
        let boxes = components.map(\.box).filter { $0.width > size || $0.height > size }
        let near = pixels(Self.apart)
        return components.filter { component in
            let box = component.box
            guard squareMM(component.area) >= Self.dust else { return false }
            if box.width > size || box.height > size { return true }
            let isNear = boxes.contains { other in
                max(other.x - box.maxX, box.x - other.maxX) <= near
                    && max(other.y - box.maxY, box.y - other.maxY) <= near
            }
            return isNear || box.standsBetween(boxes)
        }
    }

    /// What belongs to the zone: whole where most of it lies inside, the part inside where that is a good deal of the
    /// zone, nothing where a neighbour's writing only reaches in. Of a stroke that goes on beyond what was cut out around
    /// the zone nobody knows how much lies outside: from above or below it is the neighbour's unless it reaches deep.
    ///
    /// - Returns: also how many pixels are parts of strokes that may mostly lie outside.
    private func kept(of written: InkMask, seal: InkMask?) -> (kept: InkMask, clipped: Int) {
        var kept = InkMask(width: written.width, height: written.height)
        var clipped = 0
        for component in withoutDust(written.components()) {
            let inside = component.area(in: zone, width: written.width)
            let box = component.box
            let goesOnBelow = box.y <= 0 || box.maxY >= written.height
            if goesOnBelow, !reachesDeep(component) { continue }
            if inside * 2 >= component.area {
                kept.add(component)
                if goesOnBelow || box.x <= 0 || box.maxX >= written.width { clipped += inside }
            } else if reachesDeep(component) {
                kept.add(component.clipped(to: zone, width: written.width))
                clipped += inside
            }
        }
        guard squareMM(kept.count) >= Self.least else {
            return (InkMask(width: written.width, height: written.height), 0)
        }
        return (withPoints(kept, besides: seal), clipped)
    }

    /// The same with the small and pale marks that stand in a line with what is kept.
    ///
    /// - Parameter seal: what was taken out, and stays out.
    private func withPoints(_ kept: InkMask, besides seal: InkMask?) -> InkMask {
        let size = pixels(Self.spot)
        let characters = kept.components().map(\.box).filter { $0.width > size || $0.height > size }
        guard !characters.isEmpty else { return kept }
        let marks = InkMask(filled, threshold: Self.pale).without(blank.printed).components().filter { component in
            let area = squareMM(component.area)
            return area >= Self.point.least && area <= Self.point.most
                && component.box.width <= pixels(Self.point.width) && component.box.height <= pixels(Self.point.height)
                && component.area(in: kept) == 0
                && seal.map { component.area(in: $0) == 0 } ?? true
                && component.area(in: blank.seam) * 2 < component.area
                && component.area(in: zone, width: kept.width) * 2 >= component.area
        }
        // More marks than characters are a tinted ground's.
        let isPlain = marks.count <= characters.count
        var whole = kept
        for mark in marks
        where isBeside(mark.box, characters) || isPlain && mark.box.standsBetween(characters, onTheLine: true) {
            whole.add(mark)
        }
        return whole
    }

    private func isBeside(_ box: PixelRect, _ characters: [PixelRect]) -> Bool {
        let near = pixels(Self.point.near)
        let middle = box.y + box.height / 2
        let isDash = box.width >= 2 * box.height
        return characters.contains { other in
            // Letter-spaced type leaves more.
            let reach = isDash ? max(near, other.height * 6 / 10) : near
            // Voicing marks stand at the upper edge of their character, or a little above it.
            return max(other.x - box.maxX, box.x - other.maxX) <= reach && middle >= other.y - other.height / 4
                && middle <= other.maxY + other.height / 5
        }
    }

    private func reachesDeep(_ component: InkMask.Component) -> Bool {
        let box = component.box
        let depth = min(box.maxY, zone.maxY) - max(box.y, zone.y)
        let width = min(box.maxX, zone.maxX) - max(box.x, zone.x)
        return depth * 10 >= zone.height * 6 && width > pixels(0.2)
    }

    /// The kept ink with its soft edges, on white.
    private func painted(_ kept: InkMask, beside printed: InkMask) -> GrayPixels {
        let soft = kept.dilated(by: 1)
        var result = GrayPixels(width: filled.width, height: filled.height)
        result.bytes.withUnsafeMutableBufferPointer { target in
            for index in target.indices where soft.bytes[index] == 1 {
                guard kept.bytes[index] == 1 || printed.bytes[index] == 0 else { continue }
                target[index] = filled.bytes[index]
            }
        }
        return result
    }
}

extension InkMask.Component {
    /// The part inside `rect` of a mask of that width.
    fileprivate func clipped(to rect: PixelRect, width: Int) -> InkMask.Component {
        var part = InkMask.Component(box: rect)
        for run in runs {
            let y = run.start / width
            let x = run.start % width
            let left = max(x, rect.x)
            let right = min(x + run.length, rect.maxX)
            guard y >= rect.y, y < rect.maxY, left < right else { continue }
            part.runs.append((y * width + left, right - left))
            part.area += right - left
        }
        return part
    }
}

extension PixelRect {
    /// Whether a character stands to the left and one to the right of this in its line, no farther than letter-spaced type
    /// sets them: somewhat more than a character's height.
    ///
    /// - Parameter onTheLine: whether it must stand where a point does, at the lower edge of both.
    fileprivate func standsBetween(_ characters: [PixelRect], onTheLine: Bool = false) -> Bool {
        let middle = y + height / 2
        func isInLine(_ other: PixelRect, gap: Int) -> Bool {
            let top = onTheLine ? other.maxY - other.height / 4 : other.y - other.height / 4
            return gap >= 0 && gap * 10 <= other.height * 12 && middle >= top
                && middle <= other.maxY + other.height / 5
        }
        return characters.contains { isInLine($0, gap: x - $0.maxX) }
            && characters.contains { isInLine($0, gap: $0.x - maxX) }
    }
}
