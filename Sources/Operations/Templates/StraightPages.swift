internal import Delivery
internal import Forms
internal import Foundation
internal import Imaging
internal import Paperwork

/// A blank form's pages without the skew that a scanner gave them.
struct StraightPages {
    struct Page {
        var pixels: GrayPixels
        var dpi: Double
        var paper: PaperSize
        var text: TextLayer?
    }

    private(set) var pages: [Page] = []
    /// Whether a page had to be turned.
    private(set) var wereAskew = false

    /// - throws: `Trouble` where the blank can't be read.
    init(of blank: URL) throws(Trouble) {
        let source = try PageSource(opening: blank)
        for number in 1...max(1, source.pageCount) {
            let page = try source.page(number)
            let pixels = page.bitmap.grayPixels()
            let paper = PaperSize(
                width: Measure.mm(pixels: Double(pixels.width), dpi: page.dpi).rounded(),
                height: Measure.mm(pixels: Double(pixels.height), dpi: page.dpi).rounded())
            // A page with text of its own was never on a scanner's glass.
            let straight = page.textLayer == nil ? BlankDeskew.straightened(pixels, dpi: page.dpi) : nil
            if straight != nil { wereAskew = true }
            pages.append(Page(pixels: straight ?? pixels, dpi: page.dpi, paper: paper, text: page.textLayer))
        }
    }

    /// Writes the pages as a picture beside the template: `NAME-straight.png`, of several pages `NAME-straight.tif`.
    func write(into folder: URL, named blank: URL) throws(Trouble) -> URL {
        let stem = blank.deletingPathExtension().lastPathComponent + "-straight"
        if pages.count == 1 {
            let file = folder.appending(path: stem + ".png")
            let output = try AtomicFile(at: file.path)
            try output.write(Array(Bitmap(pages[0].pixels).pngData(dpi: pages[0].dpi)))
            try output.commit()
            return file
        }
        let file = folder.appending(path: stem + ".tif")
        try PictureEncoding.writeTIFF(pages.map { ($0.pixels, $0.dpi, false) }, to: file)
        return file
    }
}
