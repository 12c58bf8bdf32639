import Foundation
import Imaging
internal import Paperwork

/// What is wrong with a printer's own print, before the scanner: thin toner, gaps of a ribbon, bleeding ink, and grounds made
/// of dots.
struct ZooPrintFaults: Sendable {
    /// The share of its darkness that thin toner loses at most; 0 where it is full.
    var thinness: Double
    /// Millimetres between the white lines that a worn ribbon or head leaves; nil where there are none.
    var gaps: Double?
    /// Ink spreads by a pixel's breadth.
    var bleeds: Bool
    /// Lines of dots in a millimetre that grey grounds are made of; nil where they are even.
    var dots: Double?

    static func drawn(_ level: ScanLevel, using random: inout SeededRandom) -> ZooPrintFaults {
        let share = level == .clean ? 0.0 : level == .office ? 0.12 : 0.3
        return ZooPrintFaults(
            thinness: random.chance(share * 1.5) ? random.real(0.2...(level == .hard ? 0.6 : 0.4)) : 0,
            gaps: random.chance(share) ? random.real(0.5...1.6) : nil, bleeds: random.chance(share),
            dots: random.chance(0.5) ? random.real(3...5.5) : nil)
    }

    /// Worsens what was printed on a sheet of its own.
    func worsen(_ print: inout GrayPixels, dpi: Double, using random: inout SeededRandom) {
        if bleeds { Self.spread(&print) }
        if thinness > 0 { thin(&print, dpi: dpi, using: &random) }
        guard let gaps else { return }
        let pitch = max(4, Int(Measure.pixels(mm: gaps, dpi: dpi)))
        let start = random.whole(0...(pitch - 1))
        for y in stride(from: start, to: print.height, by: pitch) {
            for x in 0..<print.width { print[x, y] = UInt8(min(255, Int(print[x, y]) + 150)) }
        }
    }

    /// Each pixel takes the darker of itself and its left neighbour.
    private static func spread(_ print: inout GrayPixels) {
        let width = print.width
        print.bytes.withUnsafeMutableBufferPointer { bytes in
            for at in stride(from: bytes.count - 1, to: 0, by: -1) where at % width != 0 {
                bytes[at] = min(bytes[at], bytes[at - 1])
            }
        }
    }

    /// Lighter in soft patches, and speckled.
    private func thin(_ print: inout GrayPixels, dpi: Double, using random: inout SeededRandom) {
        let (width, height) = (print.width, print.height)
        let period = Measure.pixels(mm: random.real(6...20), dpi: dpi)
        let phase = random.real(0...6.28)
        var state = random.next() | 1
        print.bytes.withUnsafeMutableBufferPointer { bytes in
            for y in 0..<height {
                let down = sin(Double(y) / period + phase)
                for x in 0..<width where bytes[y * width + x] < 250 {
                    state ^= state << 13
                    state ^= state >> 7
                    state ^= state << 17
                    let patch = 0.5 + 0.25 * (down + sin(Double(x) / period * 1.3 + phase))
                    let speck = Double(state & 255) / 255
                    let loss = thinness * (0.35 + 0.65 * patch) * (0.6 + 0.6 * speck)
                    let dark = Double(255 - bytes[y * width + x]) * max(0, 1 - loss)
                    bytes[y * width + x] = UInt8(255 - dark)
                }
            }
        }
    }

    /// The grounds of a blank form, areas of one even grey, as black dots on white.
    func halftone(_ form: inout GrayPixels, grounds: [Double], dpi: Double) {
        guard let dots, !grounds.isEmpty else { return }
        let pitch = dpi / 25.4 / dots
        let grays = Set(grounds.flatMap { gray in [-1, 0, 1].map { UInt8(max(0, min(255, Int(gray * 255) + $0))) } })
        let (width, height) = (form.width, form.height)
        // Pitch and radius so that the dots cover as much as the grey takes away, on a grid turned by 45 degrees.
        let radius = Dictionary(
            uniqueKeysWithValues: grays.map { gray in
                (gray, pitch * (max(0, Double(255 - gray)) / 255 / .pi).squareRoot())
            })
        form.bytes.withUnsafeMutableBufferPointer { bytes in
            for y in 0..<height {
                for x in 0..<width {
                    guard let radius = radius[bytes[y * width + x]] else { continue }
                    let (u, v) = ((Double(x) + Double(y)) * 0.7071 / pitch, (Double(x) - Double(y)) * 0.7071 / pitch)
                    let (du, dv) = ((u - u.rounded()) * pitch, (v - v.rounded()) * pitch)
                    let edge = radius + 0.5 - (du * du + dv * dv).squareRoot()
                    bytes[y * width + x] = UInt8(255 - 235 * max(0, min(1, edge)))
                }
            }
        }
    }
}
