import ArgumentParser
import Evidence
import FieldTypes
import Forms
import Foundation
import Paperwork
import Recognition
import SampleForms

/// Reads sheets whose truth is known, as a job would.
struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read marked sheets whose truth is known, and say how many are read right.",
        discussion: """
            A question is clear where no mark was struck out, no line strays through a zone and no second option is marked. \
            What is accepted is so at an error budget of 0.1 %.
            """)

    @OptionGroup var sheets: SheetOptions
    @Option(help: "The file of readings that `fit` fits to; it is added to.") var readings: String?
    @Option(help: "A calibration to judge by; else the one that comes with Tema.") var calibration: String?
    @Flag(help: "Name each clear question that was read wrong.") var misses = false

    func run() throws {
        let calibration =
            try calibration.map {
                try JSONDecoder().decode(Calibration.self, from: Data(contentsOf: URL(filePath: $0)))
            } ?? .bundled()
        let judge = Judge(calibration: calibration, errorBudget: 0.001)
        var tallies: [String: MarkTally] = [:]
        var lines = Data()
        var seed = 0
        try sheets.forEachPage { page in
            seed += 1
            let reader = DocumentReader(library: page.library, recognisers: Recognisers(recognisers: []))
            for field in try reader.read(page: page.scan, registration: page.registration) {
                let isRight = field.value == page.values[field.name]
                let isClear = (page.deeds[field.name] ?? []).allSatisfy { $0 == .nothing || $0 == .mark }
                let decision = judge.decide(field, facts: FieldFacts()).decision
                let kind = isClear ? field.type : "doubtful: \(page.deed(field.name))"
                tallies[kind, default: MarkTally()].add(
                    isRight: isRight, isAccepted: decision.accepted, isDoubted: field.readings.first?.doubt != nil)
                if misses, isClear, !isRight || !decision.accepted {
                    print(
                        "page \(seed) \(field.name) \(field.type): \(field.value) for \(page.values[field.name] ?? .none),",
                        field.readings.first?.confidence.value ?? 0, field.readings.first?.doubt?.en ?? "")
                }
                if let reading = field.readings.first, reading.doubt == nil {
                    lines.append(
                        Data(
                            "\(reading.recogniser)\t\(field.type)\t\(reading.confidence.value)\t\(isRight ? 1 : 0)\n"
                                .utf8))
                }
            }
        }
        for (kind, tally) in tallies.sorted(by: { $0.key < $1.key }) { print(tally.line(kind)) }
        var clear = MarkTally()
        for (kind, tally) in tallies where !kind.hasPrefix("doubtful") { clear.add(tally) }
        print(clear.line("all clear ones"))
        if let readings {
            let known = (try? Data(contentsOf: URL(filePath: readings))) ?? Data()
            try (known + lines).write(to: URL(filePath: readings))
        }
    }
}

extension MarkedPage {
    fileprivate func deed(_ field: String) -> String {
        "\((deeds[field] ?? []).first { $0 != .nothing && $0 != .mark } ?? .nothing)"
    }
}

/// How questions of a kind were read.
struct MarkTally {
    private var questions = 0
    private var right = 0
    private var accepted = 0
    private var acceptedWrong = 0
    private var doubted = 0

    mutating func add(isRight: Bool, isAccepted: Bool, isDoubted: Bool) {
        questions += 1
        right += isRight ? 1 : 0
        accepted += isAccepted ? 1 : 0
        acceptedWrong += isAccepted && !isRight ? 1 : 0
        doubted += isDoubted ? 1 : 0
    }

    mutating func add(_ other: MarkTally) {
        questions += other.questions
        right += other.right
        accepted += other.accepted
        acceptedWrong += other.acceptedWrong
        doubted += other.doubted
    }

    /// A row of a Markdown table.
    func line(_ kind: String) -> String {
        func share(_ count: Int) -> String {
            String(format: "%.2f %%", 100 * Double(count) / Double(max(1, questions)))
        }
        return
            "| \(kind) | \(questions) | \(share(right)) | \(share(accepted)) | \(acceptedWrong) | \(share(doubted)) |"
    }
}
