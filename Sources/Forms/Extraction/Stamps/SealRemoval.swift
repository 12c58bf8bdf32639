import Imaging

/// Takes a personal seal (認印) out of the writing that it stands beside or over.
///
/// A seal is a ring or square of 7 to 19 mm with strokes inside. Where its ink is lighter than the pen's or the printer's, as
/// vermilion is in greys, it is looked for among the lighter ink alone, and what is dark inside it is writing and stays. Where
/// both are as dark, it can be taken out only where it touches no writing and has none on both sides.
struct SealRemoval {
    /// The scan with white paper.
    let filled: GrayPixels
    /// Dots per inch.
    let dpi: Double

    /// Millimetres: half of the ring's width.
    private static let radii = 3.6...9.0
    private static let aspects = [1, 1.28]
    /// A square seal's side, in millimetres.
    private static let sides = 7.5...19.0
    /// Degrees by which a square seal may be turned.
    private static let turns = 15.0
    /// By so many greys of 255 a seal's ink is lighter than writing that it can be told from.
    private static let contrast: UInt8 = 32

    /// Millimetres of paper between writing and a seal as dark that stands beside it.
    private static let clearance = 1.5

    /// What a seal left of the writing.
    struct Result {
        var written: InkMask
        /// Whether writing may have gone with it, or part of it stayed.
        var isUnsure: Bool
    }

    /// `written` without the seal; nil where there is none.
    func without(_ written: InkMask) -> Result? {
        let pieces = written.components()
        guard pieces.contains(where: { max($0.box.width, $0.box.height) >= pixels(4) }) else { return nil }
        let pen = level(of: written, share: 0.1)
        let light = lighter(than: pen, written)
        if squareMM(light.count) >= 2, let seal = seal(in: light, light.components(), isLighter: true) {
            let bar = UInt8(clamping: (Int(pen) + Int(level(of: seal.ring, share: 0.4))) / 2)
            return Result(written: keepingDark(bar, under: seal, written, light: light), isUnsure: false)
        }
        return seal(in: written, pieces, isLighter: false).map { without($0, written, pieces) }
    }

    /// Where a seal is: its ring's ink, and all it covers.
    private struct Seal {
        var ring: InkMask
        var inside: InkMask
        var box: PixelRect
    }

    private func pixels(_ mm: Double) -> Int { Int(Measure.pixels(mm: mm, dpi: dpi).rounded()) }

    private func squareMM(_ pixels: Int) -> Double {
        let mm = Measure.mm(pixels: 1, dpi: dpi)
        return Double(pixels) * mm * mm
    }

    /// The grey that this share of the ink is darker than.
    private func level(of mask: InkMask, share: Double) -> UInt8 {
        var levels: [UInt8] = []
        for index in mask.bytes.indices where mask.bytes[index] == 1 { levels.append(filled.bytes[index]) }
        guard !levels.isEmpty else { return 255 }
        levels.sort()
        return levels[Int(Double(levels.count) * share)]
    }

    /// The ink that is clearly lighter than the pen's, its pale edges apart.
    private func lighter(than pen: UInt8, _ written: InkMask) -> InkMask {
        var light = written
        let bar = pen.addingReportingOverflow(Self.contrast)
        guard !bar.overflow else { return InkMask(width: written.width, height: written.height) }
        for index in light.bytes.indices where filled.bytes[index] < bar.partialValue { light.bytes[index] = 0 }
        return light.opened(by: 1)
    }

    private func seal(in ink: InkMask, _ pieces: [InkMask.Component], isLighter: Bool) -> Seal? {
        let finder = RingFinder(ink: ink, dpi: dpi, radii: Self.radii, aspects: Self.aspects)
        if let ring = finder.ring() {
            let (line, edge) = (Double(pixels(0.5)), Double(pixels(0.8)))
            let radius = (ring.across + ring.down) / 2
            return area(ring.box(margin: edge), in: ink) { x, y in
                let beyond = (ring.distance(x: x, y: y) - 1) * radius
                return (beyond <= edge, abs(beyond) <= line)
            }
        }
        for piece in pieces {
            let sizes = [piece.box.width, piece.box.height].map { Measure.mm(pixels: Double($0), dpi: dpi) }
            guard sizes.allSatisfy({ Self.sides.contains($0) }),
                let frame = StampFrame(
                    piece, width: ink.width, turns: Self.turns, play: Double(pixels(0.8)), mayLackOne: true),
                (0.75...1.33).contains(frame.width / max(1, frame.height)), isLighter || isTallest(piece, of: pieces)
            else { continue }
            let (line, edge) = (Double(pixels(1)), Double(pixels(0.4)))
            return area(piece.box.grown(by: pixels(0.6)), in: ink) { x, y in
                (frame.holds(x: x, y: y, margin: edge), !frame.holds(x: x, y: y, margin: -line))
            }
        }
        return nil
    }

    /// Whether it is clearly larger than what else is written: 国 and 回 are square too.
    private func isTallest(_ piece: InkMask.Component, of pieces: [InkMask.Component]) -> Bool {
        let others = pieces.filter { $0.box != piece.box && !$0.box.lies(in: piece.box) }
        let tallest = others.map(\.box.height).max() ?? 0
        return tallest > 0 && piece.box.height * 3 > tallest * 4
    }

    private func area(
        _ box: PixelRect, in ink: InkMask, of place: (Double, Double) -> (isInside: Bool, isRing: Bool)
    ) -> Seal {
        let box = box.clipped(width: ink.width, height: ink.height)
        var seal = Seal(
            ring: InkMask(width: ink.width, height: ink.height), inside: InkMask(width: ink.width, height: ink.height),
            box: box)
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX {
                let place = place(Double(x), Double(y))
                guard place.isInside else { continue }
                let index = y * ink.width + x
                seal.inside.bytes[index] = 1
                if place.isRing { seal.ring.bytes[index] = ink.bytes[index] }
            }
        }
        return seal
    }

    /// The writing without a seal that is as dark: sure only where paper parts the two and all writing is on one side.
    private func without(_ seal: Seal, _ written: InkMask, _ pieces: [InkMask.Component]) -> Result {
        let outside = written.without(seal.inside)
        let touches = pieces.contains { piece in
            piece.area(in: seal.ring) > 0 && squareMM(piece.area - piece.area(in: seal.inside)) >= 0.05
        }
        let gap = pixels(Self.clearance)
        let isNear = outside.components().contains { piece in
            squareMM(piece.area) >= 0.1 && piece.box.x < seal.box.maxX + gap && piece.box.maxX > seal.box.x - gap
                && piece.box.y < seal.box.maxY && piece.box.maxY > seal.box.y
        }
        let left = outside.count(in: PixelRect(x: 0, y: 0, width: seal.box.x, height: outside.height))
        let right = outside.count(
            in: PixelRect(x: seal.box.maxX, y: 0, width: outside.width - seal.box.maxX, height: outside.height))
        let isAmong = squareMM(min(left, right)) >= 0.5
        return Result(written: outside, isUnsure: touches || isNear || isAmong)
    }

    /// The writing outside the seal, and what is darker than `bar` inside with its edges; of the lighter ink nothing that hangs
    /// together with the seal.
    private func keepingDark(_ bar: UInt8, under seal: Seal, _ written: InkMask, light: InkMask) -> InkMask {
        var dark = written
        for index in dark.bytes.indices where filled.bytes[index] >= bar { dark.bytes[index] = 0 }
        let near = dark.dilated(by: 2)
        var covered = seal.inside
        for piece in light.components() where piece.area(in: seal.inside) * 4 > piece.area { covered.add(piece) }
        covered = covered.dilated(by: 1)
        var result = written
        for index in result.bytes.indices where covered.bytes[index] == 1 && near.bytes[index] == 0 {
            result.bytes[index] = 0
        }
        // Where strokes of the seal cross, it is darker: specks.
        var clean = InkMask(width: written.width, height: written.height)
        for piece in result.components() {
            let isSpeck = squareMM(piece.area) < 0.25 && piece.area(in: covered) * 2 > piece.area
            if !isSpeck { clean.add(piece) }
        }
        return clean
    }
}

extension PixelRect {
    fileprivate func lies(in other: PixelRect) -> Bool {
        x >= other.x && y >= other.y && maxX <= other.maxX && maxY <= other.maxY
    }

    fileprivate func grown(by margin: Int) -> PixelRect {
        PixelRect(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }
}
