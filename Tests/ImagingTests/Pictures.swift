import Foundation
import Imaging

/// Small pictures and folders for the tests of this room.
enum Pictures {
    /// A page that looks different from every side: black top left, grey top right, light grey bottom left.
    static func lopsided(width: Int = 60, height: Int = 90) -> GrayPixels {
        var pixels = GrayPixels(width: width, height: height)
        fill(&pixels, PixelRect(x: 0, y: 0, width: width / 6, height: height / 4), with: 0)
        fill(&pixels, PixelRect(x: width - width / 6, y: 0, width: width / 6, height: height / 9), with: 100)
        fill(&pixels, PixelRect(x: 0, y: height - height / 9, width: width / 3, height: height / 9), with: 180)
        return pixels
    }

    /// Black and white only.
    static func bitonal(width: Int = 61, height: Int = 47) -> Bitmap {
        var pixels = GrayPixels(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where (x * 7 + y * 13) % 5 == 0 || x == y { pixels[x, y] = 0 }
        }
        return pixels.binarized(threshold: 128)
    }

    static func fill(_ pixels: inout GrayPixels, _ rect: PixelRect, with tone: UInt8) {
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX { pixels[x, y] = tone }
        }
    }

    /// The largest difference of any two tones; nil where the sizes differ.
    static func difference(_ one: GrayPixels, _ two: GrayPixels) -> Int? {
        guard one.width == two.width, one.height == two.height else { return nil }
        return zip(one.bytes, two.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
    }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("imaging-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, _ content: Data) throws -> URL {
        let file = url.appendingPathComponent(name)
        try content.write(to: file)
        return file
    }
}
