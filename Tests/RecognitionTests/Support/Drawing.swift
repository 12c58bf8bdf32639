internal import CPoppler
import Imaging
import Paperwork

/// Draws what a scanner would see: print, shapes and marks, in grey at 300 dpi.
struct Drawing {
    static let dpi = 300.0
    private let surface: OpaquePointer
    private let context: OpaquePointer
    let width: Int
    let height: Int

    /// A white picture of that size in millimetres, drawn on by `draw`.
    static func picture(width: Double, height: Double, _ draw: (Drawing) -> Void) -> GrayPixels {
        let drawing = Drawing(
            width: Int(Measure.pixels(mm: width, dpi: dpi)), height: Int(Measure.pixels(mm: height, dpi: dpi)))
        draw(drawing)
        let pixels = drawing.pixels
        cairo_destroy(drawing.context)
        cairo_surface_destroy(drawing.surface)
        return pixels
    }

    private init(width: Int, height: Int) {
        self.width = width
        self.height = height
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        context = cairo_create(surface)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, Self.dpi / 25.4, Self.dpi / 25.4)
    }

    /// Print with its baseline's left end at (x, y) in millimetres; `gray` is 0 for black.
    func text(_ text: String, font: String, points: Double, x: Double, y: Double, gray: Double = 0.1) {
        cairo_set_source_rgb(context, gray, gray, gray)
        cairo_select_font_face(context, font, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, points * 25.4 / 72)
        cairo_move_to(context, x, y)
        cairo_show_text(context, text)
    }

    /// A stroke through those points, in millimetres.
    func stroke(_ points: [(Double, Double)], width: Double, gray: Double = 0.1) {
        guard let first = points.first else { return }
        cairo_set_source_rgb(context, gray, gray, gray)
        cairo_set_line_width(context, width)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_move_to(context, first.0, first.1)
        for point in points.dropFirst() { cairo_line_to(context, point.0, point.1) }
        cairo_stroke(context)
    }

    func rectangle(x: Double, y: Double, width: Double, height: Double, line: Double) {
        cairo_set_source_rgb(context, 0, 0, 0)
        cairo_set_line_width(context, line)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    func bar(x: Double, y: Double, width: Double, height: Double) {
        cairo_set_source_rgb(context, 0, 0, 0)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    private var pixels: GrayPixels {
        cairo_surface_flush(surface)
        let stride = Int(cairo_image_surface_get_stride(surface))
        var pixels = GrayPixels(width: width, height: height)
        guard let data = cairo_image_surface_get_data(surface) else { return pixels }
        for y in 0..<height {
            for x in 0..<width { pixels[x, y] = data[y * stride + x * 4] }
        }
        return pixels
    }
}

extension GrayPixels {
    /// Blurred over 3 × 3 pixels, with seeded noise, ink at 40 and paper at 245, as from an office scanner.
    func scanned(seed: UInt64 = 1) -> GrayPixels {
        var random = SeededRandom(seed: seed)
        var scan = self
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0
                var weights = 0
                for nearY in max(0, y - 1)...min(height - 1, y + 1) {
                    for nearX in max(0, x - 1)...min(width - 1, x + 1) {
                        let weight = nearX == x && nearY == y ? 4 : 1
                        sum += weight * Int(bytes[nearY * width + nearX])
                        weights += weight
                    }
                }
                let level = 40 + 205 * sum / weights / 255 + Int.random(in: -10...10, using: &random)
                scan.bytes[y * width + x] = UInt8(max(0, min(255, level)))
            }
        }
        return scan
    }
}
