internal import Arithmetic
internal import Imaging

/// Finds the lines of writing on a page: PP-OCRv6's detector. One thread at a time.
///
/// The network gives each pixel's chance to lie in the kernel of a line, which is shrunk from the line's outline
/// (differentiable binarization: Liao et al., "Real-time scene text detection with differentiable binarization", AAAI 2020).
final class LineDetector {
    private let model: OpenVINOModel

    /// The longer side of the picture that the network looks at, in pixels: 8 pt are 15 high on A4.
    private static let longest = 1536
    private static let multiple = 32
    /// The network looks at one strip of the page after another, so many of the picture's rows high, and a margin above and
    /// below them that belongs to the neighbours: a whole page would take half a gigabyte.
    private static let strip = (height: 384, margin: 32)
    /// A strip's width is a multiple of that, so that few shapes go through the network.
    private static let across = 128
    /// Rows above a strip's end among which the emptiest is taken, so that no line is cut.
    private static let choice = 96
    /// A kernel's pixels are likelier than this, and all of it together than the second.
    private static let kernel: Float = 0.3
    private static let line: Float = 0.5
    /// By how much a line is larger than its kernel, as area over perimeter.
    private static let growth = 1.6

    /// Nil where the model is damaged or another one.
    init?(_ reader: SecondReader, library: OpenVINOLibrary) {
        guard let model = OpenVINOModel(file: reader.detector, in: library) else { return nil }
        self.model = model
        var white = [Float](repeating: 1, count: 3 * 64 * 64)
        guard model.run(&white, shape: [1, 3, 64, 64], { $0.shape }) == [1, 1, 64, 64] else { return nil }
    }

    /// The lines of an upright page, dark on white; in no order.
    func lines(on page: GrayPixels) -> [PixelRect] {
        guard page.width > 8, page.height > 8 else { return [] }
        let scale = min(1, Double(Self.longest) / Double(max(page.width, page.height)))
        let (width, height) = (Self.side(page.width, scale), Self.side(page.height, scale))
        let picture = page.resampled(width: width, height: height)
        guard let chances = chances(of: picture) else { return [] }
        let across = Double(page.width) / Double(width)
        let down = Double(page.height) / Double(height)
        return Self.kernels(in: chances, width: width, height: height).map { kernel in
            let area = Double(kernel.width * kernel.height)
            let margin = area * Self.growth / Double(2 * (kernel.width + kernel.height))
            let left = max(0, (Double(kernel.x) - margin) * across)
            let top = max(0, (Double(kernel.y) - margin) * down)
            let right = min(Double(page.width), (Double(kernel.maxX) + margin) * across)
            let bottom = min(Double(page.height), (Double(kernel.maxY) + margin) * down)
            return PixelRect(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        }
    }

    /// For each pixel of a picture how likely it lies in a line's kernel; nil where the network fails.
    private func chances(of picture: GrayPixels) -> [Float]? {
        let (width, height, margin) = (picture.width, Self.strip.height, Self.strip.margin)
        let across = (width + Self.across - 1) / Self.across * Self.across
        let inked = picture.inkedRows
        var chances = [Float](repeating: 0, count: width * picture.height)
        var start = 0
        while start < picture.height {
            let end = Self.end(of: start, inked: inked)
            let top = start - margin
            var input = [Float](repeating: 1, count: 3 * across * height)
            let rows = max(0, top)..<min(picture.height, top + height)
            for channel in 0..<3 {
                NetworkPlane.fill(
                    &input, from: (channel * height + rows.lowerBound - top) * across, rowLength: across,
                    with: Array(picture.bytes[rows.lowerBound * width..<rows.upperBound * width]), width: width,
                    scale: 1 / 127.5, shift: -1)
            }
            let isRead: Void? = model.run(&input, shape: [1, 3, height, across]) { output in
                guard output.shape.reduce(1, *) == across * height else { return }
                for row in start..<end {
                    for x in 0..<width { chances[row * width + x] = output.values[(row - top) * across + x] }
                }
            }
            guard isRead != nil else { return nil }
            start = end
        }
        return chances
    }

    /// The row at which a strip that starts there ends: the emptiest near its end.
    private static func end(of start: Int, inked: [Int]) -> Int {
        let last = start + strip.height - 2 * strip.margin
        guard last < inked.count else { return inked.count }
        return (last - choice...last).reversed().min { inked[$0] < inked[$1] } ?? last
    }

    private static func side(_ pixels: Int, _ scale: Double) -> Int {
        max(multiple, Int((Double(pixels) * scale / Double(multiple)).rounded()) * multiple)
    }

    private static func kernels(in chances: [Float], width: Int, height: Int) -> [PixelRect] {
        let ink = Ink(width: width, height: height, isInk: chances.map { $0 > kernel })
        return ink.components().compactMap { piece in
            guard piece.bounds.width > 2, piece.bounds.height > 2 else { return nil }
            let sum = piece.pixels.reduce(Float(0)) { $0 + chances[$1] }
            return sum / Float(piece.area) >= line ? piece.bounds : nil
        }
    }
}

extension GrayPixels {
    /// How many dark pixels each row holds.
    fileprivate var inkedRows: [Int] {
        (0..<height).map { row in bytes[row * width..<(row + 1) * width].count { $0 < 160 } }
    }
}
