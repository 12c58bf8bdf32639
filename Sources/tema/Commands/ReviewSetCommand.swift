import ArgumentParser
import Foundation
import Operations
import Paperwork

struct ReviewSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Give fields of a document their values.",
        discussion: """
            A value is typed as the station takes it: a date as written or ISO, a mark as 1 or 0, an option by its name, \
            several joined with ; and a table as lines whose cells stand apart by tabs. What speaks against a value, as a \
            wrong check digit, is named and nothing is settled of that field, unless --force is given. With --from, the \
            values come from a JSON object of fields and texts; null confirms the value as it stands.

            EXIT STATUS
              0 nothing waits any more, 3 the document waits still, 74 there is no such document or field, it does not \
            wait, or someone else has it in hand

            EXAMPLE
              tema review set 20261122-821905260f-4 amount=12000 birth=1988-04-02 --seconds 30
            """)

    @Argument(help: "The document, as tema review list shows it.") var document: String
    @Argument(help: ArgumentHelp("Fields and their values.", valueName: "field=value")) var values: [String] = []
    @Option(help: "A file with a JSON object of fields and values; - for standard input.") var from: String?
    @Option(help: "The key of the register's record that the document speaks of.") var record: String?
    @Flag(help: "The register has no record of it.") var noRecord = false
    @Flag(help: "Settle a value although something speaks against it.") var force = false
    @OptionGroup var time: SecondsOption
    @OptionGroup var options: ReviewOptions

    mutating func validate() throws {
        guard !values.isEmpty || from != nil || record != nil || noRecord else {
            throw ValidationError("Please give fields and their values, as in amount=12000.")
        }
        if let wrong = values.first(where: { !$0.dropFirst().contains("=") }) {
            throw ValidationError("'\(wrong)' is no field=value.")
        }
        guard record == nil || !noRecord else { throw ValidationError("Please give one of --record and --no-record.") }
        if record?.isEmpty == true { throw ValidationError("Please give a key with --record, or --no-record.") }
    }

    func run() async throws {
        options.common.chooseLanguage()
        var order = ReviewDoor.Order()
        order.fields =
            try from.map(Self.fields) ?? []
            + values.map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (String(parts[0]), String(parts[1]))
            }
        order.record = noRecord ? "" : record
        order.force = force
        order.seconds = time.seconds
        let (document, settled) = (document, order)
        try options.report(try await options.run { try $0.settle(document, settled) })
    }

    /// The fields in a JSON file, in the order of their names.
    ///
    /// - throws: `Trouble` where it can't be read, or is no object of texts.
    private static func fields(from path: String) throws -> [(name: String, text: String?)] {
        let data: Data?
        if path == "-" {
            data = FileHandle.standardInput.readDataToEndOfFile()
        } else {
            data = try? Data(contentsOf: URL(filePath: path))
        }
        guard let data else {
            throw Trouble(
                .file, Wording(ja: "\(path) を読めません。", en: "\(path) can't be read"),
                remedy: Wording(ja: "ファイルの場所と権限を確かめてください。", en: "check that it is there and may be read"))
        }
        guard let object = try? JSONDecoder().decode([String: String?].self, from: data) else {
            throw Trouble(
                .file,
                Wording(ja: "\(path) は、項目と文字列の JSON ではありません。", en: "\(path) is no JSON object of fields and texts"),
                remedy: Wording(
                    ja: "例: {\"amount\": \"12000\", \"name\": null}",
                    en: "write it as {\"amount\": \"12000\", \"name\": null}"))
        }
        return object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

struct ReviewConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Confirm fields of a document as they stand: without names, all that wait.",
        discussion: """
            What stands against the document when all its fields are settled, as a rule that fails, keeps it waiting, unless \
            --despite-problems is given. A document of which nothing waits asks its rules and its register again.

            EXIT STATUS
              0 nothing waits any more, 3 the document waits still, 74 there is no such document or field, it does not \
            wait, or someone else has it in hand

            EXAMPLE
              tema review confirm 20261122-821905260f-4 name address --seconds 12
            """)

    @Argument(help: "The document, as tema review list shows it.") var document: String
    @Argument(help: "Fields (default: all that wait).") var fields: [String] = []
    @Flag(help: "Settle a value although something speaks against it.") var force = false
    @Flag(help: "Let the document pass with what stands against it.") var despiteProblems = false
    @OptionGroup var time: SecondsOption
    @OptionGroup var options: ReviewOptions

    func run() async throws {
        var order = ReviewDoor.Order()
        order.fields = fields.map { ($0, nil) }
        order.allOpen = fields.isEmpty
        order.force = force
        order.despiteProblems = despiteProblems
        order.seconds = time.seconds
        let (document, settled) = (document, order)
        try options.report(try await options.run { try $0.settle(document, settled) })
    }
}
