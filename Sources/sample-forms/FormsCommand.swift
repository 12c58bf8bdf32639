import ArgumentParser
import Foundation
import SampleForms

struct FormsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forms", abstract: "Write the blank forms and their templates into the workflows' folders.")

    @Option(help: ArgumentHelp("The folder of workflows.", valueName: "folder"))
    var out: String

    func run() throws {
        for design in FormDesign.all {
            let folder = URL(filePath: out).appending(path: "\(design.id)/forms")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try design.writeBlank(to: folder.appending(path: "\(design.id)-blank.pdf"))
            try design.template.write(
                to: folder.appending(path: "\(design.id).yml"), atomically: true, encoding: .utf8)
        }
    }
}
