internal import CPoppler
package import Foundation
package import Paperwork

/// A page to draw on, by cairo: a PDF page with real fonts, or a picture.
///
/// Everything is in millimetres from the page's top left corner, x to the right and y down; type sizes are in points.
/// A canvas belongs to one thread.
package final class Canvas {
    /// Millimetres.
    package let width: Double
    /// Millimetres.
    package let height: Double
    let surface: OpaquePointer
    let context: OpaquePointer

    /// A PDF file of pages that are `width` × `height` mm. It is whole after `finish()`.
    ///
    /// Throws `Trouble` of kind `file` when the file can't be written. The same drawing gives the same bytes.
    package init(pdf: URL, width: Double, height: Double) throws(Trouble) {
        let points = 72 / 25.4
        surface = cairo_pdf_surface_create(pdf.path, width * points, height * points)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-04-01T00:00:00Z")
        context = cairo_create(surface)
        (self.width, self.height) = (width, height)
        cairo_scale(context, points, points)
        useUnhintedType()
        try check(writing: pdf)
    }

    /// A white picture of `pixelWidth` × `pixelHeight` pixels at `dpi` dots per inch.
    package init(pixelWidth: Int, pixelHeight: Int, dpi: Double) {
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(pixelWidth), Int32(pixelHeight))
        context = cairo_create(surface)
        width = Measure.mm(pixels: Double(pixelWidth), dpi: dpi)
        height = Measure.mm(pixels: Double(pixelHeight), dpi: dpi)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, dpi / 25.4, dpi / 25.4)
        useUnhintedType()
    }

    /// That picture, to draw over.
    package convenience init(over picture: GrayPixels, dpi: Double) {
        self.init(pixelWidth: picture.width, pixelHeight: picture.height, dpi: dpi)
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface))
        picture.bytes.withUnsafeBufferPointer { bytes in
            for y in 0..<picture.height {
                for x in 0..<picture.width {
                    let pixel = data + y * stride + x * 4
                    let value = bytes[y * picture.width + x]
                    (pixel[0], pixel[1], pixel[2]) = (value, value, value)
                }
            }
        }
        cairo_surface_mark_dirty(surface)
    }

    deinit {
        DrawingLibraries.turn.withLock {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
    }

    /// Hinting moves glyphs to whole pixels, which no printer or pen does.
    private func useUnhintedType() {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    private func check(writing file: URL) throws(Trouble) {
        let status = cairo_surface_status(surface)
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let reason = cairo_status_to_string(status).map { String(cString: $0) } ?? ""
        throw Trouble(
            .file,
            Wording(
                ja: "「\(file.lastPathComponent)」に書き込めません（\(reason)）。",
                en: "Can't write \(file.path) (\(reason))."),
            remedy: Wording(
                ja: "フォルダーがあるか、書き込めるか、空き容量があるかを確認してください。",
                en: "See that the folder exists, may be written to and has room."))
    }

    /// Ends a page of a PDF and begins the next.
    package func nextPage() { DrawingLibraries.turn.withLock { cairo_show_page(context) } }

    /// Ends the last page and writes the PDF. Throws `Trouble` of kind `file` when it can't be written whole.
    package func finish(writing file: URL) throws(Trouble) {
        DrawingLibraries.turn.withLock {
            cairo_show_page(context)
            cairo_surface_finish(surface)
        }
        try check(writing: file)
    }
}

// MARK: - Lines and areas

extension Canvas {
    /// A straight line, `thickness` mm; `dash` gives the lengths of dashes and gaps in mm.
    package func line(
        fromX x1: Double, y y1: Double, toX x2: Double, y y2: Double, thickness: Double, ink: Ink = .black,
        dash: [Double] = []
    ) {
        use(ink, thickness: thickness, dash: dash)
        cairo_move_to(context, x1, y1)
        cairo_line_to(context, x2, y2)
        cairo_stroke(context)
    }

    /// The outline of a rectangle, `thickness` mm, its middle on the edge.
    package func box(_ zone: Zone, thickness: Double, ink: Ink = .black, dash: [Double] = []) {
        use(ink, thickness: thickness, dash: dash)
        cairo_rectangle(context, zone.left, zone.top, zone.width, zone.height)
        cairo_stroke(context)
    }

    /// The outline of a rectangle whose corners are quarter circles of `radius` mm.
    package func roundedBox(_ zone: Zone, radius: Double, thickness: Double, ink: Ink = .black) {
        use(ink, thickness: thickness)
        let radius = min(radius, zone.width / 2, zone.height / 2)
        cairo_new_sub_path(context)
        cairo_arc(context, zone.right - radius, zone.top + radius, radius, -Double.pi / 2, 0)
        cairo_arc(context, zone.right - radius, zone.bottom - radius, radius, 0, Double.pi / 2)
        cairo_arc(context, zone.left + radius, zone.bottom - radius, radius, Double.pi / 2, Double.pi)
        cairo_arc(context, zone.left + radius, zone.top + radius, radius, Double.pi, Double.pi * 3 / 2)
        cairo_close_path(context)
        cairo_stroke(context)
    }

    /// A filled rectangle.
    package func area(_ zone: Zone, ink: Ink) {
        use(ink, thickness: 0)
        cairo_rectangle(context, zone.left, zone.top, zone.width, zone.height)
        cairo_fill(context)
    }

    /// An ellipse inside `zone`: its outline, or filled where `thickness` is nil.
    package func ellipse(in zone: Zone, thickness: Double?, ink: Ink = .black) {
        use(ink, thickness: thickness ?? 0)
        cairo_save(context)
        cairo_translate(context, zone.left + zone.width / 2, zone.top + zone.height / 2)
        cairo_scale(context, zone.width / 2, zone.height / 2)
        cairo_new_sub_path(context)
        cairo_arc(context, 0, 0, 1, 0, 2 * Double.pi)
        cairo_restore(context)
        if thickness == nil { cairo_fill(context) } else { cairo_stroke(context) }
    }

    /// A pen's way through `points` (in mm), with the pen's width in mm at each point; round at both ends.
    package func stroke(_ points: [Point], widths: [Double], ink: Ink = .black) {
        precondition(points.count == widths.count, "A stroke has one width per point")
        for index in points.indices.dropFirst() {
            use(ink, thickness: (widths[index - 1] + widths[index]) / 2)
            cairo_move_to(context, points[index - 1].x, points[index - 1].y)
            cairo_line_to(context, points[index].x, points[index].y)
            cairo_stroke(context)
        }
    }

    private func use(_ ink: Ink, thickness: Double, dash: [Double] = []) {
        cairo_set_source_rgba(context, ink.red, ink.green, ink.blue, ink.opacity)
        cairo_set_line_width(context, thickness)
        cairo_set_line_cap(context, dash.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
    }
}

// MARK: - Text

extension Canvas {
    /// One line of text from `x` on, its baseline at `baseline` (mm).
    package func text(_ text: String, x: Double, baseline: Double, _ lettering: Lettering, ink: Ink = .black) {
        DrawingLibraries.turn.withLock { write(text, x: x, baseline: baseline, lettering, ink: ink) }
    }

    private func write(_ text: String, x: Double, baseline: Double, _ lettering: Lettering, ink: Ink) {
        use(ink, thickness: lettering.thickening)
        cairo_save(context)
        cairo_translate(context, x, baseline)
        cairo_rotate(context, lettering.rotation)
        var shear = cairo_matrix_t(xx: lettering.stretch, yx: 0, xy: -lettering.slant, yy: 1, x0: 0, y0: 0)
        cairo_transform(context, &shear)
        choose(lettering)
        cairo_move_to(context, 0, 0)
        if lettering.thickening > 0 {
            cairo_text_path(context, text)
            cairo_fill_preserve(context)
            cairo_stroke(context)
        } else {
            cairo_show_text(context, text)
        }
        cairo_restore(context)
        cairo_new_path(context)
    }

    /// How much room one line of text takes, unrotated.
    package func extents(of text: String, _ lettering: Lettering) -> TextExtents {
        var extents = cairo_text_extents_t()
        DrawingLibraries.turn.withLock {
            cairo_save(context)
            choose(lettering)
            cairo_text_extents(context, text, &extents)
            cairo_restore(context)
        }
        return TextExtents(
            advance: extents.x_advance * lettering.stretch, left: extents.x_bearing * lettering.stretch,
            top: extents.y_bearing, width: extents.width * lettering.stretch, height: extents.height)
    }

    private func choose(_ lettering: Lettering) {
        cairo_select_font_face(
            context, lettering.family, CAIRO_FONT_SLANT_NORMAL,
            lettering.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, lettering.points * 25.4 / 72)
    }
}

// MARK: - Pictures

extension Canvas {
    /// A picture canvas's pixels in grey, weighed as ITU-R BT.601 does. A PDF canvas has none: 0 × 0.
    package func grayPixels() -> GrayPixels {
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return GrayPixels(width: 0, height: 0) }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytes = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
            for y in 0..<height {
                for x in 0..<width {
                    let pixel = data + y * stride + x * 4
                    let sum = 114 * Int(pixel[0]) + 587 * Int(pixel[1]) + 299 * Int(pixel[2])
                    buffer[y * width + x] = UInt8((sum + 500) / 1000)
                }
            }
            count = width * height
        }
        return GrayPixels(width: width, height: height, bytes: bytes)
    }

    /// A picture canvas as a PNG file's bytes, in colour.
    package func png() -> Data {
        final class Sink { var data = Data() }
        let sink = Sink()
        cairo_surface_write_to_png_stream(
            surface,
            { closure, bytes, count in
                guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue().data.append(bytes, count: Int(count))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque())
        return sink.data
    }
}
