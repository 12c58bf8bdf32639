import ArgumentParser
import Foundation
import Operations
import Paperwork

struct RobotRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Open a browser and write a robot's script while a person works in it.",
        discussion: """
            Enter one document as you always do, and close the window when it is in. What you type of the document's values \
            becomes its fields; passwords are not written down. The script's last click is what commits: look at it, add \
            'verify', and play it with tema robot try.

            EXIT STATUS
              0 written, 74 the browser could not be opened or the script not written

            EXAMPLE
              tema robot record http://tax.example.jp/ --fields one.json --out Workflows/onestop/enter.yml
            """)

    @Argument(help: "Where the other system begins.") var address: String
    @Option(help: "A JSON file: {field: value}.") var fields: String?
    @Option(help: "The script.") var out = "enter.yml"
    @Option(help: "The robot's id.") var name = "robot"
    @Option(help: "The other system's name.") var title: String?
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme ?? "") else {
            throw ValidationError("Please give an address that begins with http:// or https://.")
        }
    }

    func run() async throws {
        common.chooseLanguage()
        guard let url = URL(string: address) else { return }
        let target = URL(filePath: out)
        let steps = try await RobotRecording(
            name: name, title: title ?? name, address: url, fields: fields.map { URL(filePath: $0) }
        ).run(writing: target)
        print(
            Wording(
                ja: "\(target.relativePath): \(steps)個の操作を書きました。tema robot try で確かめてください。",
                en: "\(target.relativePath): \(steps.counted("step")); play it with tema robot try"
            ).said)
    }
}
