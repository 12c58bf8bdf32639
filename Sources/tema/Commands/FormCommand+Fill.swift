import ArgumentParser
import Engine
import Forms
import Foundation
import Paperwork
import Workflows

extension FormCommand {
    struct Fill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fill",
            abstract: "Draw a record's values into the zones of blank forms: what a citizen only signs.",
            discussion: """
                One PDF with all pages of all templates, in their order. A field of the same name gets the same value in \
                each. Text is made narrower, then smaller, until it fits its zone; combs are filled cell by cell.

                EXIT STATUS
                  0 written, 3 written without some values, which are named, 65 a mistake in a template, 74 a file could \
                not be read or written

                EXAMPLE
                  tema form fill Workflows/onestop/forms/onestop.yml --values citizen.json --out forms.pdf
                """)

        @Argument(help: "The template files.") var templates: [String]
        @Option(help: "A JSON file: {field: value}.") var values: String
        @Option(help: "The PDF.") var out: String
        @Option(help: "The document's id, drawn as a QR code on each page.") var id: String?
        @OptionGroup var common: CommonOptions

        mutating func validate() throws {
            guard !templates.isEmpty else { throw ValidationError("Please give at least one template.") }
            guard (id ?? "").utf8.count <= 42 else { throw ValidationError("Please give an --id of at most 42 bytes.") }
        }

        func run() async throws {
            common.chooseLanguage()
            let read = try templates.map { try TemplateReader.read(URL(filePath: $0)).get() }
            let (file, id, source) = (URL(filePath: out), id, URL(filePath: values))
            let misfits = try await OwnThread.run {
                try FilledBlank(read).write(try RecordValuesFile.read(source), id: id, to: file)
            }
            for misfit in misfits {
                Terminal.say(
                    Wording(
                        ja: "\(misfit.form) の「\(misfit.field)」: \(misfit.reason.ja)",
                        en: "\(misfit.field) of \(misfit.form): \(misfit.reason.en)"
                    ).said)
            }
            print(file.relativePath)
            if !misfits.isEmpty { throw ExitCode(ExitStatus.waiting.rawValue) }
        }
    }
}
