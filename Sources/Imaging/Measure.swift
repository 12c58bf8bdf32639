/// Millimetres in pixels and back: 25.4 mm are one inch.
package enum Measure {
    package static func pixels(mm: Double, dpi: Double) -> Double { mm * dpi / 25.4 }
    package static func mm(pixels: Double, dpi: Double) -> Double { pixels * 25.4 / dpi }
}
