internal import CPoppler
internal import Foundation
internal import Paperwork

/// The pages of a PDF file.
///
/// A page whose one image covers it, without a mask and with nothing over it, is taken at that image's own resolution: a
/// JPEG image is decoded itself, any other Poppler draws. Every other page is drawn at 300 dpi or at what its images have,
/// whichever is more, so that nothing that lies in masks or was added is lost; one that is no scan brings its text.
final class PDFPages: PageReader {
    let pageCount: Int
    private let document: OpaquePointer
    private let limits: PageLimits
    /// Nil where the file can only be seen through Poppler.
    private let tree: PDFPageTree?

    /// Of pages that are more than one image; Tesseract's own advice for print.
    private static let renderingDPI = 300.0
    /// Masks and parts of a scan may have more dots than are worth drawing.
    private static let mostDPI = 600.0
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
        let look = tree?.look(at: number)
        if let look, look.operators > PDFPageLook.mostOperators { throw .pageTooInvolved(number) }
        guard let page = PDFPage(document, number: number) else {
            throw .pageBroken(
                number, because: Wording(ja: "ページの記述が壊れています。", en: "its description is damaged."))
        }
        guard let look else { return try unseen(page) }
        let unit = look.userUnit
        if look.scans.count == 1, let scan = look.scans.first, let seen = try scanned(scan, on: page, unit: unit) {
            return seen
        }
        guard look.isPlain else { return try rendered(page, unit: unit) }
        // Nothing but images, a scan in strips or layers: text under them is not seen.
        let finest = look.scans.map(\.finest).filter(\.isFinite).max() ?? 0
        return try drawn(page, dpi: Self.within(finest / unit), scale: 1 / unit)
    }

    /// Nil where the image is but a picture on the page, or its background.
    private func scanned(_ scan: PDFScan, on page: PDFPage, unit: Double) throws(Trouble) -> ScannedPage? {
        try limits.check(width: scan.width, height: scan.height, page: page.number)
        let stated = scan.resolution
        let isBare = scan.isPlain && !scan.isMasked
        guard scan.coveredShare >= Self.coveringShare, stated.x.isFinite, stated.y.isFinite, stated.x > 0, stated.y > 0,
            isBare || scan.finest >= Self.leastDPIUnderText || page.text.isEmpty
        else { return nil }
        let shown = Resolution(x: stated.x / unit, y: stated.y / unit)
        let resolution = Resolution.credible(ofPDF: shown, width: scan.width, height: scan.height)
        let scale = max(resolution.x, resolution.y) / max(stated.x, stated.y)
        guard isBare else {
            let own = max(resolution.x, resolution.y)
            return try drawn(page, dpi: max(own, Self.within(scan.finest * scale)), scale: scale)
        }
        guard scan.fitsThePage, let orientation = scan.orientation, let decoded = tree?.jpeg(of: scan) else {
            let turned = scan.orientation?.swapsSides == true ? resolution.swapped : resolution
            return try drawn(page, turned.withSquareDots, scale: scale)
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

    /// A page of which Poppler alone knows what is on it: masks and drawings among them.
    private func unseen(_ page: PDFPage) throws(Trouble) -> ScannedPage {
        let images = page.images
        guard images.count == 1, let image = images.first,
            let shown = ImagePlacement(image, on: page, coveringAtLeast: Self.coveringShare),
            let pixels = page.pixels(of: image)
        else { return try rendered(page) }
        let stated = shown.resolution(width: pixels.width, height: pixels.height)
        let resolution = Resolution.credible(ofPDF: stated, width: pixels.width, height: pixels.height)
        let dpi = max(resolution.x, resolution.y)
        guard dpi >= Self.leastDPIUnderText || page.text.isEmpty else { return try rendered(page) }
        return try drawn(page, dpi: max(dpi, Self.renderingDPI), scale: dpi / max(stated.x, stated.y))
    }

    private static func within(_ dpi: Double) -> Double { max(renderingDPI, min(mostDPI, dpi)) }

    private func rendered(_ page: PDFPage, unit: Double = 1) throws(Trouble) -> ScannedPage {
        let dpi = Self.renderingDPI
        var drawn = try drawn(page, dpi: dpi, scale: 1 / unit)
        let bitmap = drawn.bitmap
        guard !page.text.isEmpty, let shapes = page.drawnText(width: bitmap.width, height: bitmap.height) else {
            return drawn
        }
        drawn.textLayer = PDFText(of: page, picture: bitmap, shapes: shapes, dpi: dpi * unit)?.layer()
        return drawn
    }

    private func drawn(_ page: PDFPage, dpi: Double, scale: Double) throws(Trouble) -> ScannedPage {
        try drawn(page, Resolution(x: dpi, y: dpi), scale: scale)
    }

    /// - parameter scale: True dots per inch for one by the page's own measure.
    private func drawn(_ page: PDFPage, _ resolution: Resolution, scale: Double = 1) throws(Trouble) -> ScannedPage {
        let width = (page.width * resolution.x / scale / 72).rounded()
        let height = (page.height * resolution.y / scale / 72).rounded()
        guard width.isFinite, height.isFinite, width < 1e9, height < 1e9 else {
            throw .pageBroken(
                page.number, because: Wording(ja: "ページの大きさが異常です。", en: "its size makes no sense."))
        }
        try limits.check(width: Int(width), height: Int(height), page: page.number)
        guard let bitmap = page.drawn(width: Int(width), height: Int(height)) else {
            throw .pageBroken(
                page.number, because: Wording(ja: "ページを描けません。", en: "it cannot be drawn."))
        }
        var drawn = ScannedPage(bitmap: bitmap, dpi: resolution.x, number: page.number)
        drawn.overlay = PageOverlay(over: bitmap, of: page)
        return drawn
    }
}

extension Trouble {
    fileprivate static func pageTooInvolved(_ number: Int) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(number)ページ目を読めません：図形が何重にも入れ子になっていて、描ききれません。",
                en: "Page \(number) cannot be read: its drawings show each other so often that they can't all be drawn."
            ),
            remedy: Wording(
                ja: "このページを紙に印刷してスキャンするか、元の文書からPDFを作り直してください。",
                en: "Scan it from paper, or make the PDF anew from the original document."))
    }
}
