internal import CPoppler
internal import Foundation
internal import Paperwork

/// One page of an open PDF document.
final class PDFPage {
    let number: Int
    /// Points of 1/72 inch, as the page is shown.
    let width: Double
    let height: Double
    let annotations: PDFAnnotations
    private let pointer: OpaquePointer

    /// An image on the page: its number for Poppler, and its place in points from the top left corner.
    struct Image {
        var id: Int32
        var area: PopplerRectangle
    }

    init?(_ document: OpaquePointer, number: Int) {
        guard let pointer = poppler_document_get_page(document, Int32(number - 1)) else { return nil }
        self.pointer = pointer
        self.number = number
        var (width, height) = (0.0, 0.0)
        poppler_page_get_size(pointer, &width, &height)
        self.width = width
        self.height = height
        annotations = PDFAnnotations(of: pointer)
    }

    deinit { DrawingLibraries.turn.withLock { g_object_unref(UnsafeMutableRawPointer(pointer)) } }

    var images: [Image] {
        guard let list = poppler_page_get_image_mapping(pointer) else { return [] }
        defer { poppler_page_free_image_mapping(list) }
        return sequence(first: list) { $0.pointee.next }.compactMap {
            let mapping = $0.pointee.data?.assumingMemoryBound(to: PopplerImageMapping.self).pointee
            return mapping.map { Image(id: $0.image_id, area: $0.area) }
        }
    }

    /// The image's own size in pixels; nil where Poppler can't decode it.
    func pixels(of image: Image) -> (width: Int, height: Int)? {
        guard let surface = poppler_page_get_image(pointer, image.id) else { return nil }
        defer { cairo_surface_destroy(surface) }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        return width > 0 && height > 0 ? (width, height) : nil
    }

    /// The page's text as Poppler orders it, invisible text of an earlier reading too.
    var text: String {
        guard let text = poppler_page_get_text(pointer) else { return "" }
        defer { g_free(text) }
        return String(cString: text)
    }

    /// A place for each character of `text`, line ends included, in points from the top left corner. Marks of direction
    /// that Poppler adds to the text have none.
    var characterAreas: [PopplerRectangle] {
        var rectangles: UnsafeMutablePointer<PopplerRectangle>?
        var count: UInt32 = 0
        guard poppler_page_get_text_layout(pointer, &rectangles, &count) != 0, let rectangles else { return [] }
        defer { g_free(rectangles) }
        return Array(UnsafeBufferPointer(start: rectangles, count: Int(count)))
    }

    /// Where form fields have a value as text, in points from the lower left corner.
    var fieldsWithText: [PopplerRectangle] { annotations.fieldsWithText(on: pointer) }

    /// The page with all that is visible on it, on white paper; nil where it can't be drawn, as for want of memory.
    func drawn(width pixelsAcross: Int, height pixelsDown: Int) -> Bitmap? {
        onPaper(width: pixelsAcross, height: pixelsDown) { poppler_page_render(pointer, $0) }
    }

    /// The shapes of the page's characters, black on white, whatever colour they have and whatever covers them.
    func drawnText(width pixelsAcross: Int, height pixelsDown: Int) -> Bitmap? {
        onPaper(width: pixelsAcross, height: pixelsDown) { context in
            var all = PopplerRectangle(x1: 0, y1: 0, x2: width, y2: height)
            var black = PopplerColor(red: 0, green: 0, blue: 0)
            var white = PopplerColor(red: .max, green: .max, blue: .max)
            poppler_page_render_selection(pointer, context, &all, nil, POPPLER_SELECTION_GLYPH, &black, &white)
        }
    }

    private func onPaper(width pixelsAcross: Int, height pixelsDown: Int, draw: (OpaquePointer) -> Void) -> Bitmap? {
        let sides = 1...32_767
        guard sides.contains(pixelsAcross), sides.contains(pixelsDown),
            let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(pixelsAcross), Int32(pixelsDown))
        else { return nil }
        defer { cairo_surface_destroy(surface) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
            return nil
        }
        defer { cairo_destroy(context) }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, Double(pixelsAcross) / width, Double(pixelsDown) / height)
        draw(context)
        // A context that failed, as where memory ran out, drew nothing more: the page would look blank.
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else { return nil }
        cairo_surface_flush(surface)
        return Bitmap(surface)
    }
}
