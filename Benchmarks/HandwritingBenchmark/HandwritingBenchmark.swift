import ComposedLines
import FieldTypes
import Foundation
import Imaging
import Operations
import Paperwork
import Recognition

/// Reads the lines that `compose.py` of `Training/digits` and `Training/kanji` wrote to the folder that is named, prints
/// tables, and writes what it read wrong beside them (`SET.failures.tsv`). With `--readings FILE` it adds each reading of
/// digits, and whether it was right, to a file that `tema evaluate` fits a calibration to.
@main
struct HandwritingBenchmark {
    private static let sets: [(name: String, repertoire: Repertoire)] = [
        ("combs", .digits), ("lines", [.digits, .signs]), ("dates", [.digits, .signs, .dateWords]),
        ("kanji-fonts", .kanji), ("kanji-strokes", .kanji),
        ("katakana-fonts", .katakana), ("katakana-strokes", .katakana),
        ("hiragana-fonts", .hiragana), ("hiragana-strokes", .hiragana),
        ("names-fonts", [.kanji, .hiragana, .katakana]),
    ]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 || (arguments.count == 4 && arguments[2] == "--readings") else {
            print("handwriting-benchmark FOLDER [--readings FILE]")
            exit(64)
        }
        let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
        var readings: [JudgedReading] = []
        for (set, repertoire) in sets where holds(folder, set) {
            let tally = try tally(set, as: repertoire, in: folder)
            print("== \(set)\n\(tally.report)")
            if repertoire.isSubset(of: [.digits, .signs, .dateWords]) { readings += tally.readings }
        }
        if arguments.count == 4 { try readings.append(to: URL(filePath: arguments[3])) }
        if holds(folder, "rubbish") { try measureRubbish(in: folder) }
    }

    private static func holds(_ folder: URL, _ set: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "\(set).tsv").path)
    }

    private static func tally(_ set: String, as repertoire: Repertoire, in folder: URL) throws -> LineTally {
        let request = ReadingRequest(repertoire: repertoire, hand: .hand, fieldType: "text")
        let recogniser = HandRecogniser()
        var tally = LineTally()
        var failures = ""
        for (index, line) in try ComposedLine.all(in: folder, set: set).enumerated() {
            let start = threadSeconds
            let reading = try recogniser.read(line.crop, as: request)[0]
            tally.seconds += threadSeconds - start
            tally.add(reading, truth: line.truth)
            guard reading.text != line.truth else { continue }
            let doubt = reading.doubt == nil ? "" : "doubt"
            failures += "\(index)\t\(line.truth)\t\(reading.text)\t\(reading.confidence.value)\t\(doubt)\n"
        }
        try failures.write(to: folder.appending(path: "\(set).failures.tsv"), atomically: true, encoding: .utf8)
        return tally
    }

    /// CPU seconds of this thread.
    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func measureRubbish(in folder: URL) throws {
        let request = ReadingRequest(repertoire: .digits, hand: .hand, fieldType: "number")
        let recogniser = HandRecogniser()
        var confident: [String: [Double]] = [:]
        for line in try ComposedLine.all(in: folder, set: "rubbish") {
            let reading = try recogniser.read(line.crop, as: request)[0]
            let parts = line.truth.split(separator: "=", omittingEmptySubsequences: false)
            let isHarmless = reading.doubt != nil || reading.text == parts[1]
            confident[String(parts[0]), default: []].append(isHarmless ? 0 : reading.confidence.value)
        }
        print("== rubbish: cells misread without a doubt at a confidence of at least 0.9, 0.95, 0.99, 0.995")
        for (kind, scores) in confident.sorted(by: { $0.key < $1.key }) {
            let shares = [0.9, 0.95, 0.99, 0.995].map { limit in "\(scores.count { $0 >= limit })" }
            print("\(kind) (\(scores.count) cells): \(shares.joined(separator: ", "))")
        }
    }
}
