import Foundation
import Imaging
internal import Paperwork

/// Handwriting on its own white sheet, bent a little everywhere before it goes onto the form, so that no two characters
/// keep the shape that their font gives them.
struct InkLayer {
    /// Millimetres by which the bends move a stroke at most.
    var strength: Double

    /// `ink` bent and laid over `form`; both have the same size and `dpi`.
    func laid(_ ink: GrayPixels, over form: GrayPixels, dpi: Double, using random: inout SeededRandom) -> GrayPixels {
        let (width, height) = (ink.width, ink.height)
        let acrossX = bend(width, dpi: dpi, using: &random)
        let acrossY = bend(width, dpi: dpi, using: &random)
        let downX = bend(height, dpi: dpi, using: &random)
        let downY = bend(height, dpi: dpi, using: &random)
        var result = form
        ink.bytes.withUnsafeBufferPointer { source in
            result.bytes.withUnsafeMutableBufferPointer { target in
                for y in 1..<(height - 1) {
                    for x in 0..<width {
                        let fromX = x + Int((acrossX[x] + downX[y]).rounded())
                        let exactY = Double(y) + acrossY[x] + downY[y]
                        let fromY = Int(exactY)
                        guard fromX >= 0, fromX < width, fromY >= 0, fromY < height - 1 else { continue }
                        let part = exactY - Double(fromY)
                        let upper = Double(source[fromY * width + fromX])
                        let lower = Double(source[(fromY + 1) * width + fromX])
                        let value = UInt8(upper + (lower - upper) * part)
                        if value < target[y * width + x] { target[y * width + x] = value }
                    }
                }
            }
        }
        return result
    }

    /// A smooth random line: for each pixel along an edge, the shift in pixels.
    private func bend(_ length: Int, dpi: Double, using random: inout SeededRandom) -> [Double] {
        let waves = (0..<3).map { _ in (period: random.real(2.5...9), phase: random.real(0...6.28)) }
        let amplitude = strength / 3 * dpi / 25.4
        return (0..<length).map { index in
            let mm = Double(index) * 25.4 / dpi
            return waves.reduce(0) { $0 + sin(mm / $1.period * 2 * .pi + $1.phase) * amplitude }
        }
    }
}
