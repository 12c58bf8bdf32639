import ArgumentParser
import Foundation
import SampleForms

struct SamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "samples", abstract: "Draw the sample batches and golden cases that the project ships anew.")

    @Option(help: ArgumentHelp("The project's folder.", valueName: "folder"))
    var out: String

    func run() throws { try SampleSet.write(to: URL(filePath: out)) }
}
