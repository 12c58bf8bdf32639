package import Imaging
package import Paperwork
package import Recognition

/// Cuts zones out of a scanned page: on the blank form's grid, upright, with white paper.
package struct ZoneCutter {
    let blank: BlankFormPage
    private let blanks: BlankZones
    private let scan: GrayPixels
    /// From millimetres on the blank to pixels of `scan`.
    private let toScan: Homography
    /// The scan's own resolution; a coarse scan has coarser edges.
    private let scanDPI: Double

    /// What is cut around a zone, in millimetres: strokes may leave a zone, and neighbours are known by their whole.
    static let surroundings = MarkCrop.surroundings

    /// - Parameters:
    ///   - blank: the page of the form that `registration` names.
    ///   - blanks: keeps the blank's zones for the next scan of that form.
    package init(
        page: ScannedPage, registration: Registration, blank: BlankFormPage, blanks: BlankZones = BlankZones()
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
    }

    /// The writing in a zone without the form's own print; `cells` are the boxes of a comb.
    package func writing(in zone: Zone, cells: [Zone] = []) -> Crop {
        let window = window(around: zone)
        let zoneRect = rect(of: zone, in: window.rect)
        let writing = FurnitureRemoval(
            filled: window.filled, blank: window.blank.print(isCoarse: scanDPI < 250), zone: zoneRect, dpi: blank.dpi
        ).writing()
        let kept = rect(of: zone.grown(by: 1.5), in: window.rect)
            .clipped(width: writing.width, height: writing.height)
        let boxes = cells.map { cell in
            let box = rect(of: cell, in: window.rect)
            return PixelRect(x: box.x - kept.x, y: box.y - kept.y, width: box.width, height: box.height)
                .clipped(width: kept.width, height: kept.height)
        }
        return Crop(bitmap: Bitmap(writing.cut(kept)), dpi: blank.dpi, cells: boxes)
    }

    /// The zone as it is, beside the blank form.
    package func mark(in zone: Zone) -> MarkCrop {
        let window = window(around: zone)
        return MarkCrop(
            filled: window.filled, blank: window.blank.pixels, zone: rect(of: zone, in: window.rect), dpi: blank.dpi)
    }

    /// The zone as it is, with what is printed in it.
    package func picture(of zone: Zone) -> Crop {
        let window = window(around: zone)
        return Crop(bitmap: Bitmap(window.filled), dpi: blank.dpi)
    }

    /// A zone with its surroundings on both the scan and the blank, print on print.
    private func window(around zone: Zone) -> (rect: PixelRect, filled: GrayPixels, blank: BlankZone) {
        let printed = blanks.zone(zone.grown(by: Self.surroundings), of: blank)
        let (rect, play) = (printed.rect, printed.play)
        let seen = scan.resampled(
            width: rect.width + 2 * play, height: rect.height + 2 * play,
            through: rect.toMillimetres(dpi: blank.dpi, margin: play).then(toScan)
        ).whitened()
        let offset = printed.alignment.offset(of: seen)
        let filled = seen.cut(
            PixelRect(x: play + offset.x, y: play + offset.y, width: rect.width, height: rect.height))
        return (rect, filled, printed)
    }

    private func rect(of zone: Zone, in window: PixelRect) -> PixelRect {
        let rect = zone.pixels(dpi: blank.dpi)
        return PixelRect(x: rect.x - window.x, y: rect.y - window.y, width: rect.width, height: rect.height)
            .clipped(width: window.width, height: window.height)
    }
}
