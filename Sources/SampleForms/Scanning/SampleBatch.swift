package import Foundation
import Imaging
import Paperwork

/// A batch of filled forms, badly scanned, with its truth.
package struct SampleBatch: Sendable {
    package var sheets: [ScannedSheet] = []
    package var truth = Truth()

    /// Writes the scan and, beside it, the truth.
    package func write(to file: URL) throws {
        try ScanFile.write(sheets, to: file)
        try truth.json().write(to: Truth.file(beside: file))
    }

    /// The same arguments draw the same batch. `dpi` overrides the scanner's resolution, for quick looks.
    package static func drawn(
        _ design: FormDesign, level: ScanLevel, documents: Int, seed: UInt64, register: ResidentRegister,
        dpi: Double? = nil
    ) -> SampleBatch {
        var batch = SampleBatch()
        let source = SeededRandom(seed: seed).forked(UInt64(design.id.count) << 8 | UInt64(level.rawValue.count))
        for index in 0..<documents {
            var random = source.forked(UInt64(index))
            let painter = DocumentPainter(design: design, level: level, register: register, using: &random)
            if random.chance(level.foreignPage) {
                batch.truth.foreign.append(batch.sheets.count + 1)
                batch.scan(level, dpi: dpi, using: &random) { ForeignPage.draw(on: $0, using: &$1) }
            }
            var pages: [Int] = []
            for page in 1...design.pages.count {
                batch.scan(level, dpi: dpi, using: &random) { painter.draw(page: page, on: $0, using: &$1) }
                pages.append(batch.sheets.count)
            }
            if design.pages.count == 1, random.chance(level.blankBack) {
                batch.scan(level, dpi: dpi, using: &random) { _, _ in }
                batch.truth.blank.append(batch.sheets.count)
            }
            batch.truth.documents.append(painter.truth(pages: pages))
        }
        return batch
    }

    private mutating func scan(
        _ level: ScanLevel, dpi: Double?, using random: inout SeededRandom,
        draw: (Canvas, inout SeededRandom) -> Void
    ) {
        var faults = ScanFaults.drawn(level, using: &random)
        if let dpi { faults.dpi = dpi }
        let canvas = Canvas(
            pixelWidth: Int(Measure.pixels(mm: FormDesign.paper.width, dpi: faults.dpi).rounded()),
            pixelHeight: Int(Measure.pixels(mm: FormDesign.paper.height, dpi: faults.dpi).rounded()), dpi: faults.dpi)
        draw(canvas, &random)
        var scanner = PageScanner(faults: faults, random: random.forked(5))
        sheets.append(scanner.scan(canvas.grayPixels()))
    }
}
