package import Foundation
import Imaging
import Paperwork

/// A batch of filled forms, badly scanned, with its truth.
package struct SampleBatch: Sendable {
    package var sheets: [ScannedSheet] = []
    package var truth = Truth()

    /// The same pages `copies` times, one after the other, as if each time they were other people's.
    package func repeated(_ copies: Int) -> SampleBatch {
        var batch = SampleBatch()
        for copy in 0..<copies {
            let before = copy * sheets.count
            batch.sheets += sheets
            batch.truth.blank += truth.blank.map { $0 + before }
            batch.truth.foreign += truth.foreign.map { $0 + before }
            batch.truth.documents += truth.documents.map { document in
                var copied = document
                copied.pages = document.pages.map { $0 + before }
                return copied
            }
        }
        return batch
    }

    /// Writes the scan and, beside it, the truth.
    package func write(to file: URL) throws {
        try ScanFile.write(sheets, to: file)
        try truth.json().write(to: Truth.file(beside: file))
    }

    /// The same arguments draw the same batch. `isBlackAndWhite` is a scanner without greys; `dpi` overrides the scanner's
    /// resolution, for quick looks.
    package static func drawn(
        _ design: FormDesign, level: ScanLevel, documents: Int, seed: UInt64, register: ResidentRegister,
        isBlackAndWhite: Bool = false, dpi: Double? = nil
    ) -> SampleBatch {
        var batch = SampleBatch()
        func faults(_ random: inout SeededRandom) -> ScanFaults {
            var faults = ScanFaults.drawn(level, using: &random)
            faults.isBitonal = faults.isBitonal || isBlackAndWhite
            faults.dpi = dpi ?? faults.dpi
            return faults
        }
        let source = SeededRandom(seed: seed).forked(
            "\(design.id) \(level.rawValue)".utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        for index in 0..<documents {
            var random = source.forked(UInt64(index))
            let painter = DocumentPainter(design: design, level: level, register: register, using: &random)
            if random.chance(level.foreignPage) {
                batch.truth.foreign.append(batch.sheets.count + 1)
                batch.scan(faults(&random), using: &random) { ForeignPage.picture(dpi: $0, using: &$1) }
            }
            var pages: [Int] = []
            for page in 1...design.pages.count {
                batch.scan(faults(&random), using: &random) { painter.picture(page: page, dpi: $0, using: &$1) }
                pages.append(batch.sheets.count)
            }
            if design.pages.count == 1, random.chance(level.blankBack) {
                batch.scan(faults(&random), using: &random) { dpi, _ in design.paper.canvas(dpi: dpi).grayPixels() }
                batch.truth.blank.append(batch.sheets.count)
            }
            batch.truth.documents.append(painter.truth(pages: pages))
        }
        return batch
    }

    private mutating func scan(
        _ faults: ScanFaults, using random: inout SeededRandom, draw: (Double, inout SeededRandom) -> GrayPixels
    ) {
        let picture = draw(faults.dpi, &random)
        var scanner = PageScanner(faults: faults, random: random.forked(5))
        sheets.append(scanner.scan(picture))
    }
}
