import ArgumentParser
import Foundation
import SampleForms

struct BlanksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blanks", abstract: "Draw blank forms in many styles, with the truth of their fields beside.",
        discussion: "By these `tema form new` is measured: half of the styles are for tuning, half for the report.")

    @Option(help: "tuning, final or all.")
    var set = "all"

    @Option(help: "The same seed draws the same forms.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The folder that gets STYLE-SEED.pdf and STYLE-SEED.json.", valueName: "folder"))
    var out: String

    func run() throws {
        guard ["tuning", "final", "all"].contains(set) else {
            throw ValidationError("'\(set)' is no set: say tuning, final or all.")
        }
        let folder = URL(filePath: out)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for style in BlankStyle.allCases where set == "all" || style.isForTuning == (set == "tuning") {
            try style.draw(seed: seed, into: folder)
        }
    }
}
