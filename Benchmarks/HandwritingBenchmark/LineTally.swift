import Foundation
import Operations
import Paperwork
import Recognition

/// Counts of what was read right.
struct LineTally {
    private(set) var lines = 0
    private var rightLines = 0
    private var characters = 0
    private var errors = 0
    private var doubted = 0
    private var topTwo = 0
    private var topTen = 0
    /// For each character of a line read with the right length: its score, and whether it is right.
    private var scored: [(score: Double, isRight: Bool)] = []
    private var temperature = TemperatureFit()
    private(set) var readings: [JudgedReading] = []
    var seconds = 0.0

    mutating func add(_ reading: Reading, truth: String) {
        if !reading.text.isEmpty {
            readings.append(
                JudgedReading(
                    recogniser: reading.recogniser, kind: "number", raw: reading.confidence.value,
                    isRight: reading.text == truth))
        }
        lines += 1
        characters += truth.count
        if reading.text == truth { rightLines += 1 }
        if reading.doubt != nil { doubted += 1 }
        errors += Self.distance(Array(reading.text), Array(truth))
        guard reading.lattice.positions.count == truth.count else { return }
        for (alternatives, character) in zip(reading.lattice.positions, truth) {
            guard let best = alternatives.first else { continue }
            scored.append((best.score, best.text == String(character)))
            temperature.add(alternatives, truth: character)
            let rank = alternatives.firstIndex { $0.text == String(character) } ?? alternatives.count
            if rank < min(2, alternatives.count) { topTwo += 1 }
            if rank < min(10, alternatives.count) { topTen += 1 }
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
            among the top two \(Self.percent(topTwo, scored.count)), \
            among ten \(Self.percent(topTen, scored.count)), ECE \(Self.rounded(Self.calibrationError(of: scored))), \
            by chance alone \(Self.rounded(calibrationErrorByChance)); \
            likeliest at \(Self.rounded(temperature.best)) × the temperature
            covered with at most 0.05 % errors: \(Self.percent(covered.count, characters)) at \
            p >= \(Self.rounded(covered.threshold))
            \(Self.rounded(seconds * 1000 / Double(max(1, characters)))) CPU ms a character
            """
    }

    /// The mean gap between score and share of right ones, over 15 equally wide bins (Guo et al. 2017).
    private static func calibrationError(of scored: [(score: Double, isRight: Bool)]) -> Double {
        var bins = [(count: Int, score: Double, right: Int)](repeating: (0, 0, 0), count: 15)
        for item in scored {
            let bin = min(14, Int(item.score * 15))
            bins[bin].count += 1
            bins[bin].score += item.score
            bins[bin].right += item.isRight ? 1 : 0
        }
        return bins.reduce(0) { $0 + abs($1.score - Double($1.right)) } / Double(max(1, scored.count))
    }

    /// What that gap is on average where every score is right: the fewer the characters, the wider.
    private var calibrationErrorByChance: Double {
        var random = SeededRandom(seed: 1)
        let rounds = 200
        let errors = (0..<rounds).map { _ in
            Self.calibrationError(of: scored.map { ($0.score, .random(in: 0..<1, using: &random) < $0.score) })
        }
        return errors.reduce(0, +) / Double(rounds)
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
