import Forms
import Foundation
import Imaging

/// Scans a sheet badly.
struct TestScanner: Sendable, CustomStringConvertible {
    var dpi = 200.0
    /// Degrees, clockwise.
    var skew = 0.0
    var scale = 1.0
    /// Millimetres to the right and down.
    var shift = Point(0, 0)
    var quarterTurns = 0
    var isBitonal = false
    /// Grey levels of noise.
    var noise = 6
    /// Grey of the paper.
    var paper = 244.0

    var description: String {
        "\(Int(dpi)) dpi, \(skew)°, ×\(scale), shift \(shift.x), \(shift.y) mm, turned \(quarterTurns)"
            + (isBitonal ? ", bitonal" : "")
    }

    /// From millimetres of the sheet to pixels of the scan turned upright.
    func toScan(_ sheet: Sheet) -> Homography? {
        let width = Double(sheet.pixels.width) / sheet.dpi * 25.4
        let height = Double(sheet.pixels.height) / sheet.dpi * 25.4
        let perMM = dpi / 25.4
        let angle = skew * .pi / 180
        let (c, s) = (scale * perMM * cos(angle), scale * perMM * sin(angle))
        let middleX = (width / 2 + shift.x) * perMM
        let middleY = (height / 2 + shift.y) * perMM
        return Homography([
            c, -s, middleX - c * width / 2 + s * height / 2, s, c, middleY - s * width / 2 - c * height / 2, 0, 0,
        ])
    }

    func scan(_ sheet: Sheet) -> ScannedPage? {
        let upright = (
            width: Int(Double(sheet.pixels.width) * dpi / sheet.dpi),
            height: Int(Double(sheet.pixels.height) * dpi / sheet.dpi)
        )
        let isSideways = quarterTurns % 2 == 1
        let width = isSideways ? upright.height : upright.width
        let height = isSideways ? upright.width : upright.height
        let toSheet = Homography([sheet.dpi / 25.4, 0, 0, 0, sheet.dpi / 25.4, 0, 0, 0])
        let toRaw = Homography.fromUpright(quarterTurns: quarterTurns, width: width, height: height)
        guard let placed = toScan(sheet), let back = toRaw.after(placed)?.inverse, let map = toSheet.after(back) else {
            return nil
        }
        var pixels = sheet.pixels.sampled(width: width, height: height, through: map)
        var random = Random(state: 99)
        let noise = noise
        let (isBitonal, paper) = (isBitonal, paper)
        pixels.bytes.withUnsafeMutableBufferPointer { bytes in
            for index in bytes.indices {
                let bits = Int(random.next() & 0xFFFF)
                let value = Double(bytes[index]) * paper / 255 + Double((bits % (2 * noise + 1)) - noise)
                bytes[index] = isBitonal ? (value < 150 ? 0 : 255) : UInt8(max(0, min(255, value)))
            }
        }
        return ScannedPage(bitmap: Bitmap(pixels), dpi: dpi, number: 1)
    }
}

extension GrayPixels {
    /// Bilinear, white outside; a picture's pixel (0, 0) covers the square from (0, 0) to (1, 1).
    func sampled(width newWidth: Int, height newHeight: Int, through map: Homography) -> GrayPixels {
        var result = GrayPixels(width: newWidth, height: newHeight)
        let k = map.coefficients
        result.bytes.withUnsafeMutableBufferPointer { target in
            bytes.withUnsafeBufferPointer { source in
                for y in 0..<newHeight {
                    for x in 0..<newWidth {
                        let (u, v) = (Double(x) + 0.5, Double(y) + 0.5)
                        let sx = k[0] * u + k[1] * v + k[2] - 0.5
                        let sy = k[3] * u + k[4] * v + k[5] - 0.5
                        guard sx >= 0, sy >= 0, sx < Double(width - 1), sy < Double(height - 1) else { continue }
                        let (left, top) = (Int(sx), Int(sy))
                        let (fx, fy) = (sx - Double(left), sy - Double(top))
                        let at = top &* width &+ left
                        let upper = Double(source[at]) * (1 - fx) + Double(source[at &+ 1]) * fx
                        let lower =
                            Double(source[at &+ width]) * (1 - fx) + Double(source[at &+ width &+ 1]) * fx
                        target[y &* newWidth &+ x] = UInt8(upper * (1 - fy) + lower * fy)
                    }
                }
            }
        }
        return result
    }
}
