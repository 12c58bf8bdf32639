import ArgumentParser
import ComposedLines
import FieldTypes
import Foundation
import Paperwork
import Recognition

/// Cuts composed combs and lines into the cells that the network for digits and signs sees.
@main
struct HandCellsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-cells",
        abstract: "Write the characters of composed combs and lines as cells, and what lines can wrongly be cut into.",
        discussion: """
            Each cell is four bytes, the character's code point (0 for a part that is no character), low byte first, and \
            then 32 × 32 bytes, row by row, 255 for ink.
            """)

    @Argument(help: "The folder that digits.practice wrote the lines to.") var folder: String
    @Argument(help: "Its sets: combs, lines, dates.") var sets: [String]
    @Option(help: "The file to write.") var out: String
    @Option(help: "How often each character is cut out.") var looks = 2
    @Option(help: "For the shifts between one look and the next.") var seed: UInt64 = 1

    func run() throws {
        let sampler = try HandSampler()
        var random = SeededRandom(seed: seed)
        var records = Data()
        for set in sets {
            for line in try ComposedLine.all(in: URL(filePath: folder, directoryHint: .isDirectory), set: set) {
                let samples = sampler.samples(
                    of: line.crop, saying: line.truth, as: [.digits, .signs, .dateWords], looks: looks, using: &random)
                for sample in samples {
                    let code = sample.character?.unicodeScalars.first?.value ?? 0
                    withUnsafeBytes(of: code.littleEndian) { records.append(contentsOf: $0) }
                    records.append(contentsOf: sample.cell.map { UInt8(($0 * 255).rounded()) })
                }
            }
        }
        try records.write(to: URL(filePath: out))
    }
}
