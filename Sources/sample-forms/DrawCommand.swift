import ArgumentParser
import Foundation
import SampleForms

struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draw", abstract: "Draw a batch of filled forms, badly scanned, with its truth beside.",
        discussion: "The people come from the fictional register that `sample-forms seeds` writes.")

    @Argument(help: "onestop, payroll or survey.")
    var form: String

    @Option(help: "clean, office or hard.")
    var level = "office"

    @Option(help: "How many documents.")
    var documents = 12

    @Option(help: "The same seed draws the same batch.")
    var seed: UInt64 = 1

    @Flag(help: "The scanner is set to black and white: CCITT group 4 in place of JPEG.")
    var blackAndWhite = false

    @Option(help: "How many times the drawn pages stand in the file, one after the other, for long files soon drawn.")
    var copies = 1

    @Option(help: ArgumentHelp("The scan, a .pdf or .tif; the truth goes beside it.", valueName: "file"))
    var out: String

    func run() throws {
        guard let design = FormDesign.all.first(where: { $0.id == form }) else {
            throw ValidationError("'\(form)' is no sample form: say onestop, payroll or survey.")
        }
        guard let level = ScanLevel(rawValue: level) else {
            throw ValidationError("'\(level)' is no level: say clean, office or hard.")
        }
        guard copies > 0 else { throw ValidationError("The pages stand in the file at least once.") }
        guard documents > 0 else { throw ValidationError("A batch has at least one document.") }
        let register = ResidentRegister.drawn(
            count: ResidentRegister.standardCount, seed: ResidentRegister.standardSeed)
        let file = URL(filePath: out)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try SampleBatch.drawn(
            design, level: level, documents: documents, seed: seed, register: register,
            isBlackAndWhite: blackAndWhite
        ).repeated(copies).write(to: file)
    }
}
