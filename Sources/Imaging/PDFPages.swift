internal import CPoppler
internal import Foundation
internal import Paperwork

/// The pages of a PDF file.
///
/// A page whose one image covers it is taken at that image's own resolution: where nothing visible lies over a JPEG
/// image, the image itself is decoded; otherwise Poppler draws the page, so that nothing that was added is lost. Every
/// other page is rendered at 300 dpi and brings its text.
final class PDFPages: PageReader {
    let pageCount: Int
    private let document: OpaquePointer
    private let limits: PageLimits
    /// Nil where the file can only be seen through Poppler.
    private let tree: PDFPageTree?

    /// Of pages that are no scan; Tesseract's own advice for print.
    private static let renderingDPI = 300.0
    /// An image that covers less of the page is a picture on it, not its scan.
    private static let coveringShare = 0.9
    /// Below it, an image with text over it is a background rather than a scan: no reader could use it.
    private static let leastDPIUnderText = 150.0

    init(_ url: URL, content: Data, limits: PageLimits) throws(Trouble) {
        try PDFPictureHeaders.check(content, limits: limits)
        DrawingLibraries.turn.lock()
        defer { DrawingLibraries.turn.unlock() }
        document = try Self.open(url)
        self.limits = limits
        pageCount = Int(poppler_document_get_n_pages(document))
        guard pageCount > 0 else { throw .fileBroken(url, format: .pdf) }
        try limits.check(pages: pageCount)
        tree = PDFPageTree(content, pageCount: pageCount)
    }

    deinit { DrawingLibraries.turn.withLock { g_object_unref(UnsafeMutableRawPointer(document)) } }

    private static func open(_ url: URL) throws(Trouble) -> OpaquePointer {
        var failure: UnsafeMutablePointer<GError>?
        let address = g_filename_to_uri(url.absoluteURL.path, nil, nil)
        defer { g_free(address) }
        if let document = poppler_document_new_from_file(address, nil, &failure) { return document }
        defer { g_clear_error(&failure) }
        let isLocked = failure?.pointee.code == gint(POPPLER_ERROR_ENCRYPTED.rawValue)
        throw isLocked ? .fileLocked(url) : .fileBroken(url, format: .pdf)
    }

    func page(_ number: Int) throws(Trouble) -> ScannedPage {
        DrawingLibraries.turn.lock()
        defer { DrawingLibraries.turn.unlock() }
        guard let page = PDFPage(document, number: number) else {
            throw .pageBroken(
                number, because: Wording(ja: "ページの記述が壊れています。", en: "its description is damaged."))
        }
        if let scan = tree?.scan(number) { return try scanned(scan, on: page) }
        guard let dpi = scanDPI(of: page) else { return try rendered(page) }
        return try drawn(page, Resolution(x: dpi, y: dpi))
    }

    private func scanned(_ scan: PDFScan, on page: PDFPage) throws(Trouble) -> ScannedPage {
        try limits.check(width: scan.width, height: scan.height, page: page.number)
        let resolution = scan.resolution
        let dpi = max(resolution.x, resolution.y)
        guard scan.coveredShare >= Self.coveringShare, dpi.isFinite,
            scan.isPlain || dpi >= Self.leastDPIUnderText || page.text.isEmpty
        else { return try rendered(page) }
        guard scan.isPlain, scan.fitsThePage, let orientation = scan.orientation, let decoded = tree?.jpeg(of: scan)
        else {
            let shown = scan.orientation?.swapsSides == true ? resolution.swapped : resolution
            return try drawn(page, shown.withSquareDots)
        }
        guard let picture = decoded else {
            throw .pageBroken(
                page.number,
                because: Wording(
                    ja: "画像が壊れているか、途中で切れています。", en: "its picture is damaged or cut short."))
        }
        let square = picture.grayOrBitonal().squared(resolution)
        return ScannedPage(bitmap: orientation.upright(square.bitmap), dpi: square.dpi, number: page.number)
    }

    private func scanDPI(of page: PDFPage) -> Double? {
        let images = page.images
        guard images.count == 1, let image = images.first,
            let shown = ImagePlacement(image, on: page, coveringAtLeast: Self.coveringShare),
            let pixels = page.pixels(of: image)
        else { return nil }
        let resolution = shown.resolution(width: pixels.width, height: pixels.height)
        let dpi = max(resolution.x, resolution.y)
        return dpi >= Self.leastDPIUnderText || page.text.isEmpty ? dpi : nil
    }

    private func rendered(_ page: PDFPage) throws(Trouble) -> ScannedPage {
        let dpi = Self.renderingDPI
        let layer = page.textLayer(dpi: dpi)
        var drawn = try drawn(page, Resolution(x: dpi, y: dpi))
        drawn.textLayer = layer.glyphs.isEmpty ? nil : layer
        return drawn
    }

    private func drawn(_ page: PDFPage, _ resolution: Resolution) throws(Trouble) -> ScannedPage {
        let width = (page.width * resolution.x / 72).rounded()
        let height = (page.height * resolution.y / 72).rounded()
        guard width.isFinite, height.isFinite, width < 1e9, height < 1e9 else {
            throw .pageBroken(
                page.number, because: Wording(ja: "ページの大きさが異常です。", en: "its size makes no sense."))
        }
        try limits.check(width: Int(width), height: Int(height), page: page.number)
        guard let bitmap = page.drawn(width: Int(width), height: Int(height)) else {
            throw .pageBroken(
                page.number, because: Wording(ja: "ページを描けません。", en: "it cannot be drawn."))
        }
        return ScannedPage(bitmap: bitmap, dpi: resolution.x, number: page.number)
    }
}
