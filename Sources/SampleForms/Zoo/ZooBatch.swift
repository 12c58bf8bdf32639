package import Foundation
import Imaging
import Paperwork

/// Filled and scanned documents of one random form, with their truth and where each value lies in the scan.
package struct ZooBatch: Sendable {
    /// Where a field lies in the scan, and what was put there.
    package struct Placed: Sendable, Codable, Hashable {
        /// The page's number in the file, from 1.
        package var page: Int
        package var field: String
        package var type: String
        /// `print`, `hand` or `mark`.
        package var writing: String
        /// What a reader meets there: `comb`, `date stamp`, `name with seal`, `boxes`, `yen` and the like.
        package var kind: String
        /// What is on the paper, lines parted by `\n`; nothing where the field is empty.
        package var text: String
        /// The zone's corners in pixels of the scan as it lies in the file: left top, right top, right bottom, left bottom
        /// of the form.
        package var corners: [[Double]]
    }

    package var sheets: [ScannedSheet] = []
    package var truth = Truth()
    package var zones: [Placed] = []
    /// The scanner writes TIFF, not PDF.
    package var isTIFF = false

    /// The same arguments draw the same batch. `dpi` overrides the scanner's resolution, for quick looks.
    package static func drawn(
        _ form: ZooForm, level: ScanLevel, documents: Int, seed: UInt64, split: ZooSplit, dpi: Double? = nil
    ) -> ZooBatch {
        var batch = ZooBatch()
        batch.isTIFF = form.isScannedToTIFF
        let source = SeededRandom(seed: seed).forked(
            "\(form.design.id) \(level.rawValue)".utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        for index in 0..<documents {
            var random = source.forked(UInt64(index))
            let document = ZooDocument(form: form, level: level, split: split, using: &random)
            var faults = ScanFaults.drawn(level, using: &random)
            faults.dpi = dpi ?? faults.dpi
            faults.keep(form.design, on: form.design.paper)
            let picture = document.picture(dpi: faults.dpi, using: &random)
            var scanner = PageScanner(faults: faults, random: random.forked(5))
            let sheet = scanner.scan(picture)
            batch.sheets.append(sheet)
            let page = batch.sheets.count
            batch.truth.documents.append(document.truth(pages: [page]))
            batch.zones += document.placed(on: sheet, page: page)
        }
        return batch
    }

    /// Writes each written zone, cut out as it was drawn and upright, as `<page>-<field>.png`: for programs that read crops.
    package func writeCrops(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for placed in zones where placed.writing != "mark" {
            let sheet = sheets[placed.page - 1]
            let crop = sheet.pixels.cut(placed.corners)
            let picture = Canvas(over: crop, dpi: sheet.dpi).png()
            try picture.write(to: folder.appending(path: "\(placed.page)-\(placed.field).png"))
        }
    }

    /// Writes the scan, its truth and its zones into the form's folder: `office.pdf` (or `.tif`, as the form's scanner
    /// writes), `office.truth.json`, `office.zones.json`.
    package func write(to folder: URL, named name: String) throws {
        let scan = folder.appending(path: name + (isTIFF ? ".tif" : ".pdf"))
        try ScanFile.write(sheets, to: scan)
        try truth.json().write(to: Truth.file(beside: scan))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try (encoder.encode(zones) + Data("\n".utf8)).write(to: folder.appending(path: name + ".zones.json"))
    }
}

extension ScanFaults {
    /// Shifts and turns less, until all of the form's zones are on the paper: what a scanner cut off, nobody can read.
    fileprivate mutating func keep(_ design: FormDesign, on paper: Paper) {
        guard let all = Zone.enclosing(design.fields.flatMap(\.zones)) else { return }
        let corners = [
            Point(all.left, all.top), Point(all.right, all.top), Point(all.right, all.bottom),
            Point(all.left, all.bottom),
        ]
        for _ in 0..<8 {
            let map = PageScanner.toScan(
                self, width: Int(Measure.pixels(mm: paper.width, dpi: dpi)),
                height: Int(Measure.pixels(mm: paper.height, dpi: dpi)))
            let isInside = corners.allSatisfy { corner in
                let place = map(corner)
                let (x, y) = (Measure.mm(pixels: place.x, dpi: dpi), Measure.mm(pixels: place.y, dpi: dpi))
                return x > 2 && y > 2 && x < paper.width - 2 && y < paper.height - 2
            }
            if isInside { return }
            shift = (shift.x * 0.6, shift.y * 0.6)
            skew *= 0.75
            (scaleX, scaleY) = (1 + (scaleX - 1) * 0.7, 1 + (scaleY - 1) * 0.7)
        }
    }
}

extension GrayPixels {
    /// The four-cornered piece as an upright rectangle of its size: left top, right top, right bottom, left bottom.
    fileprivate func cut(_ corners: [[Double]]) -> GrayPixels {
        func length(_ one: [Double], _ other: [Double]) -> Double {
            ((one[0] - other[0]) * (one[0] - other[0]) + (one[1] - other[1]) * (one[1] - other[1])).squareRoot()
        }
        let (wide, high) = (length(corners[0], corners[1]), length(corners[0], corners[3]))
        var result = GrayPixels(width: max(1, Int(wide.rounded())), height: max(1, Int(high.rounded())))
        for v in 0..<result.height {
            let down = (Double(v) + 0.5) / Double(result.height)
            let (left, right) = (corners[0].between(corners[3], at: down), corners[1].between(corners[2], at: down))
            for u in 0..<result.width {
                let across = (Double(u) + 0.5) / Double(result.width)
                result[u, v] = value(
                    x: left.x + (right.x - left.x) * across - 0.5, y: left.y + (right.y - left.y) * across - 0.5)
            }
        }
        return result
    }

    /// Between four pixels; those at the edge go on beyond it.
    private func value(x: Double, y: Double) -> UInt8 {
        let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
        func pixel(_ x: Int, _ y: Int) -> Double { Double(self[max(0, min(width - 1, x)), max(0, min(height - 1, y))]) }
        let (partX, partY) = (x - Double(left), y - Double(top))
        let upper = pixel(left, top) * (1 - partX) + pixel(left + 1, top) * partX
        let lower = pixel(left, top + 1) * (1 - partX) + pixel(left + 1, top + 1) * partX
        return UInt8(upper + (lower - upper) * partY)
    }
}

extension [Double] {
    /// A point of the way from one corner to another.
    fileprivate func between(_ other: [Double], at share: Double) -> Point {
        Point(self[0] + (other[0] - self[0]) * share, self[1] + (other[1] - self[1]) * share)
    }
}
