internal import CLeptonica
package import Foundation
package import Paperwork

/// Writes a TIFF file of many pages, one page at a time.
package struct TIFFWriter {
    private let url: URL
    private let compression: TIFFCompression
    private let dpi: Double
    private var isEmpty = true

    /// - parameter dpi: Dots per inch of every page.
    package init(to url: URL, compression: TIFFCompression, dpi: Double) {
        self.url = url
        self.compression = compression
        self.dpi = dpi
    }

    /// Adds a page; the first page replaces whatever the file held.
    ///
    /// - throws: `Trouble` of kind `.file` where the file can't be written.
    package mutating func append(_ page: Bitmap) throws(Trouble) {
        let source = page.suited(to: compression).marked(dpi: dpi)
        let status = source.withPIX { pixWriteTiff(url.path, $0, compression.leptonicaFormat, isEmpty ? "w" : "a") }
        guard status == 0 else { throw .fileCannotBeWritten(url) }
        isEmpty = false
    }
}
