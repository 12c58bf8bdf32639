internal import Arithmetic
internal import Imaging
internal import Synchronization

/// The network that reads lines: PP-OCRv6's recogniser. One thread at a time.
final class LineNetwork {
    let dictionary: LineDictionary
    private let model: OpenVINOModel

    /// What the network sees in one of a line's steps: each class that is not quite unlikely.
    struct Step {
        /// Each class with its chance.
        var sights: [(place: Int32, value: Float)]
    }

    /// The height of a line's picture, in pixels.
    static let height = 48
    /// Pixels of the picture for each step.
    static let stride = 8
    /// A longer line, in pixels, is none that the network knows.
    static let longest = 3200

    /// The widths that lines are padded to, in pixels. The library lays its weights out anew for every other shape and keeps
    /// them: so few shapes hold a third of the memory that any width would.
    private static let widths = [64, 128, 192, 256, 320, 384, 512, 640, 832, 1088, 1408, 1856, 2432, longest]
    /// Lines of one width that go through the network together, as long as they are no wider than the second: that many
    /// narrow lines cost a quarter less than one by one, wider ones nothing less.
    private static let batch = (lines: 4, width: 320)
    /// Classes less likely than this are left out.
    private static let least: Float = 0.0005

    /// Nil where the model is damaged or another one.
    init?(_ reader: SecondReader, library: OpenVINOLibrary) {
        guard let dictionary = LineDictionary.read(reader.recogniser),
            let model = OpenVINOModel(file: reader.recogniser, in: library)
        else { return nil }
        (self.dictionary, self.model, self.reader) = (dictionary, model, reader)
        let width = Self.widths[0]
        var white = [Float](repeating: 1, count: 3 * Self.height * width)
        let shape = model.run(&white, shape: [1, 3, Self.height, width]) { $0.shape }
        guard shape == [1, width / Self.stride, dictionary.classes] else { return nil }
    }

    private let reader: SecondReader

    /// One that nobody uses at the moment, else a new one: making one takes longer than a page. Nil where the model is
    /// damaged or another one.
    static func lent(_ reader: SecondReader, library: OpenVINOLibrary) -> LineNetwork? {
        idle.withLock { idle in idle[reader.folder]?.popLast() }?.network ?? LineNetwork(reader, library: library)
    }

    /// For the next who needs one; nobody reads with it any more.
    func giveBack() { Self.idle.withLock { idle in idle[reader.folder, default: []].append(Idle(network: self)) } }

    /// Used by nobody, and so by no two threads.
    private struct Idle: @unchecked Sendable { let network: LineNetwork }

    private static let idle = Mutex<[String: [Idle]]>([:])

    /// The steps of each line, left to right; none where the network fails.
    ///
    /// - Parameter lines: Dark on white, `height` pixels high and `longest` wide at most.
    func read(_ lines: [GrayPixels]) -> [[Step]] {
        var steps = [[Step]](repeating: [], count: lines.count)
        let byWidth = Dictionary(grouping: lines.indices) { index in
            Self.widths.first { $0 >= lines[index].width } ?? Self.longest
        }
        for (width, own) in byWidth.sorted(by: { $0.key < $1.key }) {
            var rest = own[...]
            while !rest.isEmpty {
                let isBatch = width <= Self.batch.width && rest.count >= Self.batch.lines
                let batch = rest.prefix(isBatch ? Self.batch.lines : 1)
                rest = rest.dropFirst(batch.count)
                for (index, read) in zip(batch, read(batch.map { lines[$0] }, paddedTo: width)) { steps[index] = read }
            }
        }
        return steps
    }

    private func read(_ lines: [GrayPixels], paddedTo width: Int) -> [[Step]] {
        var input = [Float](repeating: 0, count: lines.count * 3 * Self.height * width)
        for (index, line) in lines.enumerated() {
            for channel in 0..<3 {
                NetworkPlane.fill(
                    &input, from: (index * 3 + channel) * Self.height * width, rowLength: width, with: line.bytes,
                    width: line.width, scale: 1 / 127.5, shift: -1)
            }
        }
        let shape = [lines.count, 3, Self.height, width]
        return model.run(&input, shape: shape) { output in
            guard output.shape.count == 3, output.shape[0] == lines.count else { return [] }
            return lines.enumerated().map { index, line in
                let used = min(output.shape[1], (line.width + Self.stride - 1) / Self.stride)
                let start = output.values + index * output.shape[1] * output.shape[2]
                return (0..<used).map { Self.step(start + $0 * output.shape[2], classes: output.shape[2]) }
            }
        } ?? []
    }

    private static func step(_ chances: UnsafePointer<Float>, classes: Int) -> Step {
        Step(sights: NetworkPlane.values(in: UnsafeBufferPointer(start: chances, count: classes), from: least))
    }
}
