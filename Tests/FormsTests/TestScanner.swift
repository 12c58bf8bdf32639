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
    func toScan(_ sheet: Sheet) -> Homography {
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
        guard let map = toScan(sheet).then(toRaw).inverse?.then(toSheet) else { return nil }
        var pixels = sheet.pixels.resampled(width: width, height: height, through: map)
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
