import FieldTypes
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Needs what `Scripts/install-second-reader` lays; where that can't be had, Tesseract reads in its place and this has
/// nothing to test.
@Suite(.enabled(if: SecondReader.installed.missing() == nil)) struct LineRecogniserTests {
    private let recogniser: LineRecogniser

    init() throws { recogniser = try #require(LineRecogniser()) }

    struct Sample: Sendable, CustomTestStringConvertible {
        var text: String
        var font: String
        var repertoire: Repertoire
        var type = "text"
        var seen: String?

        var testDescription: String { "\(text) \(font)" }
    }

    static let samples = [
        Sample(text: "1,234,567", font: "DejaVu Sans Mono", repertoire: [.digits, .signs]),
        Sample(text: "¥30,080", font: "IPAexGothic", repertoire: [.digits, .signs]),
        Sample(text: "△2,000,000", font: "IPAexMincho", repertoire: [.digits, .signs]),
        Sample(text: "68,364円", font: "IPAexGothic", repertoire: [.digits, .signs]),
        Sample(text: "12.5", font: "IPAexGothic", repertoire: [.digits, .signs]),
        Sample(text: "13:05", font: "IPAexGothic", repertoire: [.digits, .signs, .timeWords], type: "time"),
        Sample(text: "ヤマダタロウ", font: "IPAexGothic", repertoire: .katakana),
        Sample(text: "コーポ桜島", font: "IPAexGothic", repertoire: .anyJapanese),
        Sample(text: "高橋三四郎", font: "IPAexMincho", repertoire: .anyJapanese),
        Sample(text: "二宮さくら", font: "Klee One", repertoire: .anyJapanese),
        Sample(text: "鹿児島市山下町11番1号", font: "IPAexMincho", repertoire: .anyJapanese),
        Sample(text: "令和7年10月20日", font: "IPAexMincho", repertoire: [.digits, .signs, .dateWords], type: "date"),
        Sample(
            text: "7   4   12", font: "IPAexGothic", repertoire: [.digits, .signs, .dateWords], type: "date",
            seen: "7 4 12"),
    ]

    static func crop(_ text: String, font: String, points: Double = 9) -> Crop {
        let picture = Drawing.picture(width: 75, height: 7) { $0.text(text, font: font, points: points, x: 3, y: 5) }
        return Crop(bitmap: Bitmap(picture.scanned()), dpi: 300)
    }

    @Test(arguments: samples) func readsLines(_ sample: Sample) throws {
        let request = ReadingRequest(repertoire: sample.repertoire, hand: .print, fieldType: sample.type)
        let reading = try #require(
            try recogniser.read(Self.crop(sample.text, font: sample.font), as: request).first)
        #expect(reading.text == sample.seen ?? sample.text)
        #expect(reading.lattice.best == reading.text)
        #expect(reading.confidence.value > 0.5)
        #expect(reading.recogniser == "line/print")
        for position in reading.lattice.positions { #expect(position.reduce(0) { $0 + $1.score } <= 1.000_001) }
    }

    @Test func readsManyAsOne() throws {
        let tasks = Self.samples.map { sample in
            ReadingTask(
                crop: Self.crop(sample.text, font: sample.font),
                request: ReadingRequest(repertoire: sample.repertoire, hand: .print, fieldType: sample.type))
        }
        let together = try recogniser.read(tasks).map { $0[0].text }
        #expect(together == Self.samples.map { $0.seen ?? $0.text })
    }

    @Test func digitsAreNeverLetters() throws {
        let request = ReadingRequest(repertoire: .digits, hand: .print)
        let reading = try #require(try recogniser.read(Self.crop("O1l0", font: "DejaVu Sans"), as: request).first)
        #expect(reading.text.allSatisfy { $0.isNumber })
        let words = try #require(try recogniser.read(Self.crop("山田太郎", font: "IPAexMincho"), as: request).first)
        #expect(words.confidence.value < 0.1, "what can't stand here is no confident number")
    }

    @Test(arguments: [(1, 1), (2, 300), (20_000, 40), (300, 2)]) func oddSizesAreNoConfidentValue(_ size: (Int, Int))
        throws
    {
        for level in [UInt8(0), 255] {
            let pixels = GrayPixels(
                width: size.0, height: size.1, bytes: Array(repeating: level, count: size.0 * size.1))
            let request = ReadingRequest(repertoire: .anyJapanese, hand: .print)
            let reading = try #require(try recogniser.read(Crop(bitmap: Bitmap(pixels), dpi: 300), as: request).first)
            #expect(reading.text.isEmpty || reading.confidence.value < 0.5)
        }
    }

    @Test func whatIsMissingIsNamed() throws {
        let trouble = try #require(SecondReader(folder: "/nonexistent").missing())
        #expect(trouble.kind == .installation)
        #expect(trouble.description.contains("/nonexistent"))
        #expect(LineRecogniser(SecondReader(folder: "/nonexistent")) == nil)
    }

    /// A copy of what is installed, with one file damaged.
    private func damaged(_ file: String) throws -> (reader: SecondReader, folder: URL) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "second-reader-\(UUID())")
        let installed = URL(filePath: SecondReader.installed.folder)
        for part in ["lib", "models"] {
            let own = folder.appending(path: part)
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            for name in try FileManager.default.contentsOfDirectory(atPath: installed.appending(path: part).path) {
                let (from, to) = (installed.appending(path: "\(part)/\(name)"), own.appending(path: name))
                if name == file {
                    try Data("no such file was ever pinned".utf8).write(to: to)
                } else {
                    try FileManager.default.createSymbolicLink(at: to, withDestinationURL: from)
                }
            }
        }
        return (SecondReader(folder: folder.path), folder)
    }

    @Test func aLibraryThatDoesNotLoadIsNamed() throws {
        let (reader, folder) = try damaged("libopenvino_c.so.2641")
        defer { try? FileManager.default.removeItem(at: folder) }
        let trouble = try #require(reader.missing())
        #expect(trouble.kind == .installation)
        #expect(trouble.message.en.contains("can't be loaded"))
        #expect(LineRecogniser(reader) == nil, "another reads in its place")
    }

    @Test func aDamagedModelIsNamedAndReadsNothing() throws {
        let (reader, folder) = try damaged("PP-OCRv6_rec_small.onnx")
        defer { try? FileManager.default.removeItem(at: folder) }
        let trouble = try #require(reader.missing())
        #expect(trouble.message.en.contains("damaged or of another version"))
        let recogniser = try #require(LineRecogniser(reader))
        let request = ReadingRequest(repertoire: .digits, hand: .print)
        #expect(try recogniser.read(Self.crop("123", font: "IPAexGothic"), as: request).isEmpty)
        #expect(PageTextReader(reader) == nil)
    }
}
