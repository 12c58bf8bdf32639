import Foundation
package import Imaging
internal import Paperwork

/// One page as the scanner gives it.
package struct ScannedSheet: Sendable {
    package var pixels: GrayPixels
    package var dpi: Double
    package var isBitonal: Bool
    /// 1 to 100.
    package var jpegQuality: Int
    /// From millimetres on the blank form to pixels of the scan once it is upright: the truth for registration.
    package var toScan: Homography
    /// Quarter turns clockwise by which the scan lies turned.
    package var quarterTurns: Int
}

/// Puts a drawn page through the faults of a scanner: turned, scaled and shifted once, then blurred, shaded and noisy.
struct PageScanner {
    var faults: ScanFaults
    var random: SeededRandom

    /// `page` is drawn at the faults' dpi.
    mutating func scan(_ page: GrayPixels) -> ScannedSheet {
        var bytes = warped(page)
        let (width, height) = (page.width, page.height)
        for _ in 0..<faults.blurPasses { Self.blur(&bytes, width: width, height: height, share: faults.blur) }
        damage(&bytes, width: width, height: height)
        addPaperAndNoise(&bytes, width: width, height: height)
        let sheet = GrayPixels(width: width, height: height, bytes: bytes).turned(faults.quarterTurns)
        return ScannedSheet(
            pixels: sheet, dpi: faults.dpi, isBitonal: faults.isBitonal, jpegQuality: faults.jpegQuality,
            toScan: Self.toScan(faults, width: width, height: height), quarterTurns: faults.quarterTurns)
    }

    /// The map that `warped` goes backwards: turned and scaled about the page's middle, then shifted.
    static func toScan(_ faults: ScanFaults, width: Int, height: Int) -> Homography {
        let angle = faults.skew * .pi / 180
        let perMM = faults.dpi / 25.4
        let (a, b) = (faults.scaleX * cos(angle), -faults.scaleY * sin(angle))
        let (d, e) = (faults.scaleX * sin(angle), faults.scaleY * cos(angle))
        let (midX, midY) = (Double(width) / 2, Double(height) / 2)
        return Homography([
            a * perMM, b * perMM, midX + faults.shift.x * perMM - a * midX - b * midY,
            d * perMM, e * perMM, midY + faults.shift.y * perMM - d * midX - e * midY, 0, 0,
        ])
    }

    /// The page about its middle, by the inverse of the affine map, bilinear.
    private func warped(_ page: GrayPixels) -> [UInt8] {
        let (width, height) = (page.width, page.height)
        let angle = faults.skew * .pi / 180
        let perMM = faults.dpi / 25.4
        let (a, b) = (cos(angle) / faults.scaleX, sin(angle) / faults.scaleX)
        let (c, d) = (-sin(angle) / faults.scaleY, cos(angle) / faults.scaleY)
        let (midX, midY) = (Double(width) / 2, Double(height) / 2)
        let offX = midX + faults.shift.x * perMM
        let offY = midY + faults.shift.y * perMM
        return page.bytes.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
                for v in 0..<height {
                    var x = (0 - offX) * a + (Double(v) - offY) * b + midX
                    var y = (0 - offX) * c + (Double(v) - offY) * d + midY
                    for u in 0..<width {
                        target[v * width + u] = Self.sample(source, x: x, y: y, width: width, height: height)
                        x += a
                        y += c
                    }
                }
                count = width * height
            }
        }
    }

    /// In 1/256 of a pixel; white beyond the paper's edge.
    @inline(__always)
    private static func sample(
        _ source: UnsafeBufferPointer<UInt8>, x: Double, y: Double, width: Int, height: Int
    ) -> UInt8 {
        guard x >= 0, y >= 0 else { return 255 }
        let (fixedX, fixedY) = (Int(x * 256), Int(y * 256))
        let (left, top) = (fixedX >> 8, fixedY >> 8)
        guard left < width - 1, top < height - 1 else { return 255 }
        let (partX, partY) = (fixedX & 255, fixedY & 255)
        let at = top * width + left
        let upper = Int(source[at]) * (256 - partX) + Int(source[at + 1]) * partX
        let lower = Int(source[at + width]) * (256 - partX) + Int(source[at + width + 1]) * partX
        return UInt8(truncatingIfNeeded: (upper * (256 - partY) + lower * partY) >> 16)
    }

    /// Three taps across, then three down.
    private static func blur(_ bytes: inout [UInt8], width: Int, height: Int, share: Double) {
        let side = Int(share * 256)
        let middle = 256 - 2 * side
        let across = bytes.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                for at in 0..<source.count {
                    let before = Int(source[max(0, at - 1)])
                    let after = Int(source[min(source.count - 1, at + 1)])
                    target[at] = UInt8(truncatingIfNeeded: (Int(source[at]) * middle + (before + after) * side) >> 8)
                }
                count = source.count
            }
        }
        across.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { target in
                for at in width..<(max(width, source.count - width)) {
                    let around = Int(source[at - width]) + Int(source[at + width])
                    target[at] = UInt8(truncatingIfNeeded: (Int(source[at]) * middle + around * side) >> 8)
                }
            }
        }
    }

    /// Specks, holes and folds.
    private mutating func damage(_ bytes: inout [UInt8], width: Int, height: Int) {
        let perMM = faults.dpi / 25.4
        for _ in 0..<faults.specks {
            let radius = random.real(0.06...0.22) * perMM
            let gray = UInt8(random.whole(60...190))
            let (x, y) = (random.whole(0...(width - 1)), random.whole(0...(height - 1)))
            Self.spot(&bytes, width: width, height: height, x: x, y: y, radius: radius, gray: gray)
        }
        if faults.hasHoles {
            for side in [-40.0, 40] {
                Self.spot(
                    &bytes, width: width, height: height, x: Int(8 * perMM), y: height / 2 + Int(side * perMM),
                    radius: 3 * perMM, gray: 70)
            }
        }
        for fold in faults.folds {
            let middle = fold * perMM
            let slope = random.jitter(0.01)
            for x in 0..<width {
                let y = Int(middle + slope * Double(x) + random.jitter(0.6))
                for (row, gray) in [(y - 1, 215), (y, 150), (y + 1, 225)] where row >= 0 && row < height {
                    let at = row * width + x
                    bytes[at] = UInt8(min(Int(bytes[at]), gray + random.whole(-20...20)))
                }
            }
        }
    }

    private static func spot(
        _ bytes: inout [UInt8], width: Int, height: Int, x: Int, y: Int, radius: Double, gray: UInt8
    ) {
        let reach = Int(radius.rounded(.up))
        for row in max(0, y - reach)...max(0, min(height - 1, y + reach)) {
            for column in max(0, x - reach)...max(0, min(width - 1, x + reach)) {
                let distance = Double((row - y) * (row - y) + (column - x) * (column - x))
                if distance <= radius * radius { bytes[row * width + column] = min(bytes[row * width + column], gray) }
            }
        }
    }

    /// The paper's grey, light that differs over the page, noise; last the fax machine's threshold.
    private mutating func addPaperAndNoise(_ bytes: inout [UInt8], width: Int, height: Int) {
        let table = noiseTable()
        let phase = random.real(0...6)
        let across = (0..<width).map { sin(Double($0) / Double(width) * 4 + phase) * faults.unevenness / 2 }
        let threshold = faults.isBitonal ? faults.paper * random.real(0.6...0.72) : 0
        var state = random.next() | 1
        bytes.withUnsafeMutableBufferPointer { target in
            for y in 0..<height {
                let down = cos(Double(y) / Double(height) * 5 + phase) * faults.unevenness / 2
                let base = Int((faults.paper + down) * 256)
                for x in 0..<width {
                    state ^= state << 13
                    state ^= state >> 7
                    state ^= state << 17
                    let light = base + Int(across[x] * 256)
                    let value = (Int(target[y * width + x]) * light / 255) >> 8
                    let noisy = value + Int(table[Int(truncatingIfNeeded: state & 4095)])
                    target[y * width + x] = UInt8(max(0, min(255, noisy)))
                }
            }
        }
        if faults.isBitonal { bytes = bytes.map { Double($0) < threshold ? 0 : 255 } }
    }

    /// Sums of uniform numbers, near enough to a normal distribution.
    private mutating func noiseTable() -> [Int16] {
        (0..<4096).map { _ in
            let sum = (0..<6).reduce(0.0) { total, _ in total + random.jitter(1) }
            return Int16((sum / 1.414 * faults.noise).rounded())
        }
    }
}

extension GrayPixels {
    /// Turned clockwise by so many quarter turns.
    func turned(_ quarterTurns: Int) -> GrayPixels {
        switch quarterTurns & 3 {
        case 1:
            var result = GrayPixels(width: height, height: width)
            for y in 0..<height { for x in 0..<width { result[height - 1 - y, x] = self[x, y] } }
            return result
        case 2: return GrayPixels(width: width, height: height, bytes: bytes.reversed())
        case 3:
            var result = GrayPixels(width: height, height: width)
            for y in 0..<height { for x in 0..<width { result[y, width - 1 - x] = self[x, y] } }
            return result
        default: return self
        }
    }
}
