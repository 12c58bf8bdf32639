import ArgumentParser
import Foundation
import SampleForms

struct ZooCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zoo", abstract: "Draw forms by chance, fill and scan them, with workflow and truth beside.",
        discussion: """
            Each form gets a folder: its job file, template and blank form, the scans with their truth, and where each value \
            lies in the scan. Another seed draws other forms. The type faces of a split are in no other split; those that \
            this machine lacks are named and left out.
            """)

    @Option(help: "The same seed draws the same forms.")
    var seed: UInt64

    @Option(help: ArgumentHelp("The folder that gets a folder for each form.", valueName: "folder"))
    var out: String

    @Option(help: "How many forms.")
    var forms = 12

    @Option(help: "How many documents of each form.")
    var documents = 3

    @Option(parsing: .upToNextOption, help: "clean, office, hard: one or more of them.")
    var level = ["clean", "office", "hard"]

    @Option(help: "Whose type faces and hands: train, choose or report.")
    var split = "train"

    @Flag(help: "Fill them in for residents of the fictional register, which the job files reconcile with.")
    var register = false

    @Flag(help: "Also write each written zone as a PNG, cut out as it was drawn.")
    var crops = false

    func run() throws {
        guard let split = ZooSplit(rawValue: split) else {
            throw ValidationError("'\(split)' is no split: say train, choose or report.")
        }
        let levels = try level.map { name in
            guard let level = ScanLevel(rawValue: name) else {
                throw ValidationError("'\(name)' is no level: say clean, office or hard.")
            }
            return level
        }
        guard forms > 0, documents > 0 else { throw ValidationError("Draw at least one form with one document.") }
        sayWhatIsMissing(split)
        let residents =
            register
            ? ResidentRegister.drawn(
                count: ResidentRegister.standardCount, seed: ResidentRegister.standardSeed) : nil
        for index in 1...forms {
            var form = ZooForm.drawn(seed: seed, index: index, split: split)
            form.register = residents
            let folder = URL(filePath: out).appending(path: form.design.id)
            try form.write(to: folder)
            for level in levels {
                let batch = ZooBatch.drawn(form, level: level, documents: documents, seed: seed, split: split)
                try batch.write(to: folder, named: level.rawValue)
                if crops { try batch.writeCrops(to: folder.appending(path: level.rawValue + "-crops")) }
            }
        }
    }

    private func sayWhatIsMissing(_ split: ZooSplit) {
        let missing = TypeFamily.all.filter { $0.split == split && !$0.isInstalled }
        guard !missing.isEmpty else { return }
        let packages = Set(missing.map(\.package)).sorted().joined(separator: " ")
        let names = missing.map(\.name).joined(separator: ", ")
        FileHandle.standardError.write(
            Data("Left out, not installed here: \(names). Scripts/install-packages bench installs \(packages).\n".utf8))
    }
}
