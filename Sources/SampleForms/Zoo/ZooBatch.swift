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
        /// What is on the paper, lines parted by `\n`; nothing where the field is empty.
        package var text: String
        /// The zone's corners in pixels of the scan as it lies in the file: left top, right top, right bottom, left bottom
        /// of the form.
        package var corners: [[Double]]
    }

    package var sheets: [ScannedSheet] = []
    package var truth = Truth()
    package var zones: [Placed] = []

    /// The same arguments draw the same batch. `dpi` overrides the scanner's resolution, for quick looks.
    package static func drawn(
        _ form: ZooForm, level: ScanLevel, documents: Int, seed: UInt64, split: ZooSplit, dpi: Double? = nil
    ) -> ZooBatch {
        var batch = ZooBatch()
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

    /// Writes `<level>.pdf`, its truth and its zones into the form's folder.
    package func write(to folder: URL, named name: String) throws {
        let scan = folder.appending(path: name + ".pdf")
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
