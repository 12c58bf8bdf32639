package import Imaging
package import Paperwork
package import Recognition

/// Cuts zones out of a scanned page: on the blank form's grid, upright, with white paper.
package struct ZoneCutter {
    let blank: BlankFormPage
    private let blanks: BlankZones
    private let scan: GrayPixels
    /// The grey of the page's paper.
    private let white: Int
    /// The middles, in millimetres on the form, of the form's marks, and whether each was found where it belongs.
    let landmarks: [(middle: Point, isFound: Bool)]
    /// Whether the scan is black and white alone.
    let isBitonal: Bool
    /// Whether the scan, in black and white alone, has lost parts of the form's fine print, and so maybe of the writing.
    private var isWorn: Bool
    /// From millimetres on the blank to pixels of `scan`.
    private let toScan: Homography
    /// The scan's own resolution; a coarse scan has coarser edges.
    private let scanDPI: Double

    private var isCoarse: Bool { scanDPI < 250 }

    /// A zone with its surroundings, print on print.
    private struct Window {
        /// On a picture of the page at the blank's resolution.
        var rect: PixelRect
        var filled: GrayPixels
        var blank: BlankZone
        /// The grey of its paper on the scan.
        var white: Int
    }

    /// What is cut around a zone, in millimetres: strokes may leave a zone, and neighbours are known by their whole.
    static let surroundings = MarkCrop.surroundings

    /// - Parameters:
    ///   - blank: the page of the form that `registration` names.
    ///   - blanks: keeps the blank's zones for the next scan of that form.
    package init(
        page: ScannedPage, registration: FormAlignment, blank: BlankFormPage, blanks: BlankZones = BlankZones()
    ) {
        let pixels = page.bitmap.grayPixels()
        let factor = max(1, Int(page.dpi / 300))
        let toRaw = Homography.fromUpright(
            quarterTurns: registration.quarterTurns, width: pixels.width, height: pixels.height)
        let reduction = 1 / Double(factor)
        self.blank = blank
        self.blanks = blanks
        scan = pixels.reduced(by: factor)
        toScan = registration.toScan.then(toRaw).then(.scaling(x: reduction, y: reduction))
        scanDPI = page.dpi * reduction
        white = scan.sampledPaperWhite
        landmarks = blank.landmarks(found: registration)
        isBitonal = scan.isBitonal
        isWorn = false
        if isBitonal {
            let share = blanks.finePrint(of: blank).foundShare(reach: isCoarse ? 2 : 1) { window(of: $0).filled }
            isWorn = share.map { $0 < Self.leastFinePrint } ?? false
        }
    }

    /// The writing in a zone without the form's own print; `cells` are the boxes of a comb.
    package func writing(in zone: Zone, cells: [Zone] = []) -> Crop {
        let window = window(around: zone)
        let seen = removal(in: window, zone: zone).writing(takesOutSeals: cells.isEmpty)
        return crop(of: seen, zone: zone, cells: cells, in: window)
    }

    /// The same, and what speaks against taking the zone for empty where there is none; in a comb, its boxes without
    /// writing.
    func look(at zone: Zone, cells: [Zone] = []) -> (crop: Crop, doubt: EmptinessDoubt?) {
        let window = window(around: zone)
        let removal = removal(in: window, zone: zone)
        let seen = removal.writing(takesOutSeals: cells.isEmpty)
        let crop = crop(of: seen, zone: zone, cells: cells, in: window)
        let empty = EmptyZone(
            seen: seen, filled: window.filled, blank: window.blank, print: removal.blank, zone: removal.zone,
            dpi: blank.dpi, isBitonal: isBitonal)
        let boxes = cells.map { rect(of: $0, in: window.rect) }
        guard crop.hasInk else {
            let doubt = doubtOfPlace(of: zone, cells: cells, in: window)
            return (
                crop,
                doubt
                    ?? (window.blank.cover(of: boxes.isEmpty ? [removal.zone] : boxes) > Self.mostCovered
                        ? .covered : empty.doubt() ?? (isWorn ? .worn : nil))
            )
        }
        let unwritten = boxes.filter { box in seen.kept.isEmpty(in: box) }
        guard !unwritten.isEmpty else { return (crop, seen.doubt) }
        return (crop, seen.doubt ?? (isWorn ? .worn : empty.hasPaleStrokes(in: unwritten) ? .pale : nil))
    }

    /// The bands of a date stamp in or over the zone, upright, the one most likely to bear the date first; none where there
    /// is no stamp.
    package func stampedBands(in zone: Zone) -> [Crop] {
        guard min(zone.width, zone.height) >= Self.smallestStamped else { return [] }
        let around = zone.grown(by: Self.stampReach)
        let window = window(around: around)
        guard let stamp = DateStamp(in: removal(in: window, zone: around).unprinted(), dpi: blank.dpi) else {
            return []
        }
        return stamp.bands().map { Crop(bitmap: Bitmap($0), dpi: blank.dpi) }
    }

    /// Millimetres: a zone for a date stamp is at least so wide and high, and the stamp may leave it by so much.
    private static let smallestStamped = 9.0
    private static let stampReach = 7.0

    /// The zone as it is, beside the blank form.
    package func mark(in zone: Zone) -> MarkCrop { mark(in: zone, window: window(around: zone)) }

    /// The same, and what speaks against taking it for unmarked.
    func lookForMark(in zone: Zone) -> (crop: MarkCrop, doubt: EmptinessDoubt?) {
        let window = window(around: zone)
        let crop = mark(in: zone, window: window)
        if let doubt = doubtOfPlace(of: zone, cells: [], in: window) { return (crop, doubt) }
        let removal = removal(in: window, zone: zone)
        let empty = EmptyZone(
            seen: removal.writing(), filled: window.filled, blank: window.blank, print: removal.blank,
            zone: removal.zone,
            dpi: blank.dpi, isBitonal: isBitonal)
        return (crop, isWorn ? .worn : empty.hasPaleStrokes(in: [removal.zone]) ? .pale : nil)
    }

    private func mark(in zone: Zone, window: Window) -> MarkCrop {
        MarkCrop(
            filled: window.filled, blank: window.blank.pixels, zone: rect(of: zone, in: window.rect), dpi: blank.dpi)
    }

    private func doubtOfPlace(of zone: Zone, cells: [Zone], in window: Window) -> EmptinessDoubt? {
        if (cells + [zone]).contains(where: { min($0.width, $0.height) < Self.smallest }) { return .tooSmall }
        return doubtOfPlace(
            of: zone, found: window.blank.alignment.foundShare(in: window.filled, reach: isCoarse ? 3 : 2),
            white: Double(window.white * 255) / Double(max(1, white * window.blank.white)))
    }

    /// Whether the whole zone is in the picture.
    func isOnScan(_ zone: Zone) -> Bool {
        let play = Measure.pixels(mm: Self.beyond, dpi: scanDPI)
        return [
            Point(zone.left, zone.top), Point(zone.right, zone.top), Point(zone.left, zone.bottom),
            Point(zone.right, zone.bottom),
        ]
        .map { toScan($0) }.allSatisfy { point in
            point.x >= -play && point.y >= -play && point.x <= Double(scan.width) + play
                && point.y <= Double(scan.height) + play
        }
    }

    /// Whether something as large as a character lies on the page that touches none of these places: writing that is in a
    /// picture or a drawing.
    func hasWriting(besides places: [Zone]) -> Bool {
        let page = Zone(left: 0, top: 0, width: blank.paper.width, height: blank.paper.height).pixels(dpi: blank.dpi)
        let seen = scan.resampled(
            width: page.width, height: page.height, through: page.toMillimetres(dpi: blank.dpi, margin: 0).then(toScan)
        ).whitened()
        let known = places.map { $0.grown(by: 0.5).pixels(dpi: blank.dpi) }
        let perMM = Double(blank.dpi) / 25.4
        return Bitmap(seen).binarized(threshold: FurnitureRemoval.inkThreshold).connectedComponents().contains {
            piece in
            let (width, height) = (Double(piece.box.width) / perMM, Double(piece.box.height) / perMM)
            return Self.characterHeights.contains(height) && Self.characterWidths.contains(width)
                && !known.contains {
                    $0.x < piece.box.maxX && $0.maxX > piece.box.x && $0.y < piece.box.maxY
                        && $0.maxY > piece.box.y
                }
        }
    }

    /// Of a character or a piece of one, in millimetres.
    private static let characterHeights = 1.0...12.0
    private static let characterWidths = 0.2...15.0

    private func removal(in window: Window, zone: Zone) -> FurnitureRemoval {
        FurnitureRemoval(
            filled: window.filled, blank: window.blank.print(isCoarse: isCoarse), zone: rect(of: zone, in: window.rect),
            dpi: blank.dpi)
    }

    private func crop(of seen: FurnitureRemoval.Writing, zone: Zone, cells: [Zone], in window: Window) -> Crop {
        let kept = rect(of: zone.grown(by: 1.5), in: window.rect)
            .clipped(width: seen.picture.width, height: seen.picture.height)
        let boxes = cells.map { cell in
            let box = rect(of: cell, in: window.rect)
            return PixelRect(x: box.x - kept.x, y: box.y - kept.y, width: box.width, height: box.height)
                .clipped(width: kept.width, height: kept.height)
        }
        return Crop(bitmap: Bitmap(seen.picture.cut(kept)), dpi: blank.dpi, cells: boxes)
    }

    /// The zone as it is, with what is printed in it.
    package func picture(of zone: Zone) -> Crop {
        let window = window(around: zone)
        return Crop(bitmap: Bitmap(window.filled), dpi: blank.dpi)
    }

    /// A zone with its surroundings on both the scan and the blank, print on print.
    private func window(around zone: Zone) -> Window {
        window(of: blanks.zone(zone.grown(by: Self.surroundings), of: blank))
    }

    private func window(of printed: BlankZone) -> Window {
        let (rect, play) = (printed.rect, printed.play)
        let found = scan.resampled(
            width: rect.width + 2 * play, height: rect.height + 2 * play,
            through: rect.toMillimetres(dpi: blank.dpi, margin: play).then(toScan))
        let seen = found.whitened()
        let offset = printed.alignment.offset(of: seen)
        let filled = seen.cut(
            PixelRect(x: play + offset.x, y: play + offset.y, width: rect.width, height: rect.height))
        return Window(rect: rect, filled: filled, blank: printed, white: found.paperWhite)
    }

    private func rect(of zone: Zone, in window: PixelRect) -> PixelRect {
        zone.pixels(dpi: blank.dpi).moved(into: window)
    }
}

extension PixelRect {
    /// As seen from `window`'s corner, as far as it lies in there.
    func moved(into window: PixelRect) -> PixelRect {
        PixelRect(x: x - window.x, y: y - window.y, width: width, height: height)
            .clipped(width: window.width, height: window.height)
    }
}
