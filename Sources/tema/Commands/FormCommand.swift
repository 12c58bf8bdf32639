import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "Make and look at form templates.",
        subcommands: [New.self, Show.self, Places.self, Fill.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Write a first template from a blank form, or from three papers that have none.",
            discussion: """
                Found are boxes, combs, dates and times before their printed words, words and numbers to circle, boxes to \
                tick, underlined and dotted blanks, postal codes, and tables. Labels are the words beside or above: a PDF's \
                own text, else read from the picture, in white on black and downwards too. Headings, notes and an office's \
                own areas are left out.

                What is a guess has a comment above it that begins with 'check': no label, one that is not known or known \
                in part only, one that may be misread, options that are no known set, or boxes that don't fit the type. \
                Rows in which something is circled come as fields with the row's number, since a table's cells hold no \
                options; other rows of equal cells, boxes to tick among them, as one table. A blank that lies askew is put straight beside the template, as NAME-straight.

                Three papers or more of a kind that has no form, such as invoices, make a template with layout: free: the \
                labels that recur on all of them, and the values beside them that vary.

                Look at the result with tema form show: some fields may be missing or misnamed.

                EXIT STATUS
                  0 written, 74 the blank form could not be read or the template not written

                EXAMPLE
                  tema form new blank.pdf --out Workflows/mine/forms/mine.yml
                  tema form new bill-1.pdf bill-2.pdf bill-3.jpg --out Workflows/bills/forms/bill.yml
                """)

        @Argument(help: "The empty form, or three papers of one kind or more: PDF or picture.") var papers: [String]
        @Option(help: "The template file (default: the blank's name with .yml).") var out: String?
        @Option(help: "The form's id (default: from the file's name).") var id: String?
        @Flag(help: "Overwrite a template that is there.") var force = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let papers = papers.map { URL(filePath: $0) }
            let blank = papers[0]
            let target = out.map { URL(filePath: $0) } ?? blank.deletingPathExtension().appendingPathExtension("yml")
            if !force, FileManager.default.fileExists(atPath: target.path) {
                throw Trouble(
                    .file,
                    Wording(ja: "\(target.relativePath) はすでにあります。", en: "\(target.relativePath) is there already"),
                    remedy: Wording(
                        ja: "上書きするなら --force、別の名前にするなら --out を付けてください。",
                        en: "add --force to overwrite it, or --out to name another file"))
            }
            let id = id
            if papers.count > 1 {
                let name = id ?? FirstTemplate.identifier(from: target.deletingPathExtension().lastPathComponent)
                let fields = try await OwnThread.run {
                    try FirstPaperTemplate(papers: papers, id: name).write(to: target, language: Terminal.language)
                }
                print(
                    Wording(
                        ja: "\(target.relativePath): 項目の候補 \(fields) 件。「要確認」の行を見て、名前と型を直してください。",
                        en:
                            "\(target.relativePath): \(fields.counted("field")) found; look at the lines that say 'check'"
                    ).said)
                return
            }
            let written = try await OwnThread.run {
                try FirstTemplate(blank: blank, id: id).write(to: target, language: Terminal.language)
            }
            print(
                Wording(
                    ja: "\(target.relativePath): 項目の候補 \(written.fields) 件（うち要確認 \(written.doubtful) 件）。"
                        + "「要確認」の行を見て名前と型を直し、tema form show で確かめてください。",
                    en:
                        "\(target.relativePath): \(written.fields.counted("field")) found, \(written.doubtful) of them to be checked; "
                        + "look at the lines that say 'check', then at tema form show"
                ).said)
            if let straight = written.straightened {
                print(
                    Wording(
                        ja: "様式が傾いていたので、まっすぐにした \(straight.lastPathComponent) を並べて置きました。",
                        en:
                            "the blank lay askew: it was put straight as \(straight.lastPathComponent) beside the template"
                    ).said)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Draw a template's zones and names on its blank form, as PNG.",
            discussion: """
                One picture per page: OUT, then OUT-2 and so on. With --scan, one picture: the first page of the scan that \
                fits, laid onto the form, with what is read in each zone (green: sure, amber: not sure, red: can't be right). \
                Zones that the blank's own print covers are named.

                EXIT STATUS
                  0 drawn, 65 a mistake in the template, 74 the blank form could not be read or the picture not written

                EXAMPLE
                  tema form show Workflows/payroll/forms/payroll.yml --out payroll.png
                """)

        @Argument(help: "The template file.") var template: String
        @Option(help: "The picture, NAME.png (default: the template's name).") var out: String?
        @Option(help: "A scan to read.") var scan: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let file = URL(filePath: template)
            let template = try TemplateReader.read(file).get()
            let target =
                out.map { URL(filePath: $0) }
                ?? URL(filePath: file.deletingPathExtension().lastPathComponent).appendingPathExtension("png")
            let picture = TemplatePicture(template)
            try Self.expectPNG(target)
            for file in scan == nil ? picture.files(from: target) : [target] { try Self.expectNoOtherFile(at: file) }
            let scan = scan.map { URL(filePath: $0) }
            let (pictures, mistakes) = try await OwnThread.run {
                let mistakes = try picture.zoneMistakes(in: file)
                guard let scan else { return (try picture.write(to: target), mistakes) }
                try ReadingPicture(template).write(of: scan, to: target)
                return ([target], mistakes)
            }
            for picture in pictures { print(picture.relativePath) }
            guard mistakes.isEmpty else { throw Mistakes(diagnostics: mistakes) }
        }

        /// What is written is what the name says.
        private static func expectPNG(_ file: URL) throws {
            guard file.pathExtension.lowercased() != "png" else { return }
            throw Trouble(
                .file,
                Wording(
                    ja: "\(file.relativePath) は、PNG のファイル名ではありません。",
                    en: "the picture is a PNG, and \(file.relativePath) is no name of one"),
                remedy: Wording(
                    ja: "--out の名前を .png で終えてください。", en: "give --out a name that ends in .png"))
        }

        /// A picture may replace an earlier one, and nothing else.
        private static func expectNoOtherFile(at file: URL) throws {
            guard let handle = try? FileHandle(forReadingFrom: file) else { return }
            defer { try? handle.close() }
            guard try handle.read(upToCount: 4) != Data([0x89, 0x50, 0x4E, 0x47]) else { return }
            throw Trouble(
                .file,
                Wording(
                    ja: "\(file.relativePath) には、PNG でないファイルがすでにあります。",
                    en: "\(file.relativePath) is there already, and is no PNG picture"),
                remedy: Wording(ja: "--out で別の名前を指定してください。", en: "name another file by --out"))
        }
    }
}
