internal import CPoppler
package import Foundation
package import Paperwork

extension Canvas {
    /// Makes the page at hand, of a PDF canvas, as large as this; before anything is drawn on it.
    package func resizePage(width: Double, height: Double) {
        let points = 72 / 25.4
        cairo_pdf_surface_set_size(surface, width * points, height * points)
    }

    /// Draws a page of a PDF file as it is printed, its lines and letters kept as such, over `width` × `height` mm.
    ///
    /// - Parameter number: from 1.
    /// - Throws: `Trouble` of kind `file` where it can't be read or has no such page.
    package func draw(pageOf file: URL, number: Int, width: Double, height: Double) throws(Trouble) {
        DrawingLibraries.turn.lock()
        defer { DrawingLibraries.turn.unlock() }
        let address = g_filename_to_uri(file.absoluteURL.path, nil, nil)
        defer { g_free(address) }
        guard let document = poppler_document_new_from_file(address, nil, nil) else {
            throw .fileBroken(file, format: .pdf)
        }
        defer { g_object_unref(UnsafeMutableRawPointer(document)) }
        guard let page = poppler_document_get_page(document, Int32(number - 1)) else {
            throw .fileBroken(file, format: .pdf)
        }
        defer { g_object_unref(UnsafeMutableRawPointer(page)) }
        var (ownWidth, ownHeight) = (0.0, 0.0)
        poppler_page_get_size(page, &ownWidth, &ownHeight)
        cairo_save(context)
        cairo_scale(context, width / max(ownWidth, 1), height / max(ownHeight, 1))
        poppler_page_render_for_printing(page, context)
        cairo_restore(context)
        cairo_new_path(context)
    }
}
