import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Measures the recogniser on lines that `Training/digits/compose.py` wrote to the folder that `TEMA_HANDWRITING_LINES`
/// names, and prints tables.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TEMA_HANDWRITING_LINES"] != nil))
struct HandwritingMeasures {
    private let folder = URL(
        filePath: ProcessInfo.processInfo.environment["TEMA_HANDWRITING_LINES"] ?? ".", directoryHint: .isDirectory)

    @Test(arguments: ["combs", "lines"])
    func measuresLines(set: String) throws {
        let repertoire: Repertoire = set == "combs" ? .digits : [.digits, .signs]
        let request = ReadingRequest(repertoire: repertoire, hand: .hand, fieldType: "number")
        let recogniser = HandRecogniser()
        var tally = LineTally()
        for line in try ComposedLine.all(in: folder, set: set) {
            let start = Self.threadSeconds
            let reading = try #require(try recogniser.read(line.crop, as: request).first)
            tally.seconds += Self.threadSeconds - start
            tally.add(reading, truth: line.truth)
        }
        print("== \(set)\n\(tally.report)")
        #expect(tally.lines > 0)
    }

    /// CPU seconds of this thread.
    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test func measuresRubbish() throws {
        let request = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "number")
        let recogniser = HandRecogniser()
        var confident: [String: [Double]] = [:]
        for line in try ComposedLine.all(in: folder, set: "rubbish") {
            let reading = try #require(try recogniser.read(line.crop, as: request).first)
            let parts = line.truth.split(separator: "=", omittingEmptySubsequences: false)
            let isHarmless = reading.doubt != nil || reading.text == parts[1]
            confident[String(parts[0]), default: []].append(isHarmless ? 0 : reading.confidence.value)
        }
        print("== rubbish: cells misread without a doubt at a confidence of at least 0.9, 0.95, 0.99, 0.995")
        for (kind, scores) in confident.sorted(by: { $0.key < $1.key }) {
            let shares = [0.9, 0.95, 0.99, 0.995].map { limit in
                "\(scores.count { $0 >= limit })"
            }
            print("\(kind) (\(scores.count) cells): \(shares.joined(separator: ", "))")
        }
        #expect(!confident.isEmpty)
    }
}

/// A line that was composed, with what it says.
struct ComposedLine {
    var crop: Crop
    var truth: String

    static func all(in folder: URL, set: String) throws -> [ComposedLine] {
        let bytes = try Data(contentsOf: folder.appending(path: "\(set).gray"))
        let rows = try String(contentsOf: folder.appending(path: "\(set).tsv"), encoding: .utf8)
        return rows.split(separator: "\n").map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
            let numbers = columns.prefix(3).compactMap { Int($0) }
            let cells = columns[4].split(separator: ";").map { cell in
                let sides = cell.split(separator: ",").compactMap { Int($0) }
                return PixelRect(x: sides[0], y: sides[1], width: sides[2], height: sides[3])
            }
            let pixels = GrayPixels(
                width: numbers[1], height: numbers[2],
                bytes: [UInt8](bytes[numbers[0]..<numbers[0] + numbers[1] * numbers[2]]))
            return ComposedLine(
                crop: Crop(bitmap: Bitmap(pixels), dpi: 300, cells: cells), truth: String(columns[3]))
        }
    }
}

/// Counts of what was read right.
struct LineTally {
    private(set) var lines = 0
    private var rightLines = 0
    private var characters = 0
    private var errors = 0
    private var doubted = 0
    private var topTwo = 0
    /// For each character of a line read with the right length: its score, and whether it is right.
    private var scored: [(score: Double, isRight: Bool)] = []
    var seconds = 0.0

    mutating func add(_ reading: Reading, truth: String) {
        lines += 1
        characters += truth.count
        if reading.text == truth { rightLines += 1 }
        if reading.doubt != nil { doubted += 1 }
        errors += Self.distance(Array(reading.text), Array(truth))
        guard reading.lattice.positions.count == truth.count else { return }
        for (alternatives, character) in zip(reading.lattice.positions, truth) {
            guard let best = alternatives.first else { continue }
            scored.append((best.score, best.text == String(character)))
            if alternatives.prefix(2).contains(where: { $0.text == String(character) }) { topTwo += 1 }
        }
    }

    var report: String {
        let sorted = scored.sorted { $0.score > $1.score }
        var wrong = 0
        var covered = (count: 0, threshold: 1.0)
        for (index, item) in sorted.enumerated() {
            if !item.isRight { wrong += 1 }
            if Double(wrong) <= 0.0005 * Double(index + 1) { covered = (index + 1, item.score) }
        }
        return """
            lines \(lines), right \(Self.percent(rightLines, lines)), with a doubt \(Self.percent(doubted, lines))
            characters \(characters), right \(Self.percent(characters - errors, characters))
            of \(scored.count) in lines of the right length: right \(Self.percent(scored.count { $0.isRight }, scored.count)), \
            among the top two \(Self.percent(topTwo, scored.count)), ECE \(Self.rounded(calibrationError))
            covered with at most 0.05 % errors: \(Self.percent(covered.count, characters)) at \
            p >= \(Self.rounded(covered.threshold))
            \(Self.rounded(seconds * 1000 / Double(max(1, characters)))) CPU ms a character
            """
    }

    /// The mean gap between score and share of right ones, over 15 equally wide bins (Guo et al. 2017).
    private var calibrationError: Double {
        var bins = [(count: Int, score: Double, right: Int)](repeating: (0, 0, 0), count: 15)
        for item in scored {
            let bin = min(14, Int(item.score * 15))
            bins[bin].count += 1
            bins[bin].score += item.score
            bins[bin].right += item.isRight ? 1 : 0
        }
        return bins.reduce(0) { $0 + abs($1.score - Double($1.right)) } / Double(max(1, scored.count))
    }

    private static func percent(_ part: Int, _ whole: Int) -> String {
        "\(rounded(100 * Double(part) / Double(max(1, whole)))) %"
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.4g", value) }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }
}
