import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Storage
import Workflows

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Close months of the time ledger, and write down time that no screen measures.",
        discussion: """
            EXIT STATUS
              0 done, 64 the command line is wrong, 74 the store refuses or could not be reached

            EXAMPLE
              tema ledger close 2026-04 --by 山田
            """,
        subcommands: [
            LedgerCloseCommand.self, LedgerMonthsCommand.self, LedgerBookCommand.self, LedgerReverseCommand.self,
        ])
}

/// Whose store it is, and who acts.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func open<Value: Sendable>(
        _ body: @escaping @Sendable (Store, DataFolder, Site) throws -> Value
    ) async throws -> Value {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        return try await OwnThread.run { try body(try Store.existing(dataFolder), dataFolder, site) }
    }
}

struct LedgerCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a month that is over: sign its sums, and let nothing be added to it.",
        discussion: """
            The shares of set-up and upkeep that are due are counted first. The signature is Ed25519; the key lies in \
            keys/ledger.key of the data folder. Keep the public key that is printed elsewhere: with it anyone can prove \
            the snapshot.

            EXIT STATUS
              0 closed, 74 the month is not over, is closed already, or an earlier one is open

            EXAMPLE
              tema ledger close 2026-04 --by 山田
            """)

    @Argument(help: "The month, as in 2026-04.") var month: String
    @Option(help: "Who closes it.") var by: String
    @Flag(help: "Sign with another key than the months before, where theirs is lost.") var newKey = false
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard month.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])/) != nil else {
            throw ValidationError("'\(month)' is no month. Please give one such as 2026-04.")
        }
    }

    func run() async throws {
        let (month, by, newKey) = (month, by, newKey)
        let closed = try await options.open { store, dataFolder, site in
            try MonthlyCosts(SiteWorkflows(site).sound()).count(in: store)
            return try store.closeMonth(
                month, seal: try dataFolder.seal(for: store, isNew: newKey), actor: by, now: store.now())
        }
        let hours = ReportWords.hours(closed.netSeconds)
        print(
            Wording(
                ja:
                    "\(month) を締めました: 純削減 \(hours) 時間、帳票 \(closed.documents) 件\nSHA-256 \(closed.sha256)\n署名 \(closed.signature)\n公開鍵 \(closed.publicKey)",
                en:
                    "\(month) is closed: net \(hours) h, \(closed.documents.counted("document"))\nSHA-256 \(closed.sha256)\nsignature \(closed.signature)\npublic key \(closed.publicKey)"
            ).said)
    }
}

struct LedgerMonthsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "months", abstract: "List the months that are closed.",
        discussion: """
            EXIT STATUS
              0 printed, 74 the store could not be read

            EXAMPLE
              tema ledger months
            """)

    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let months = try await options.open { store, _, _ in try store.closedMonths() }
        let header = Wording(
            ja: "年月|純削減(時間)|帳票|締めた人|SHA-256|公開鍵", en: "month|net (h)|documents|closed by|SHA-256|public key")
        print(
            TextTable(
                header: header.text(in: Terminal.language).split(separator: "|").map(String.init),
                rows: months.map {
                    [
                        $0.month, ReportWords.hours($0.netSeconds), String($0.documents), $0.actor ?? "", $0.sha256,
                        $0.publicKey,
                    ]
                }, alignments: [.left, .right, .right]
            ).rendered(), terminator: "")
    }
}

struct LedgerBookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Write down people's time: scanning, telephone calls, typing again, set-up, upkeep.",
        discussion: """
            It is taken off the hours saved. What was written down wrongly is taken back by tema ledger reverse.

            EXIT STATUS
              0 written, 64 the command line is wrong, 65 no such workflow, 74 the store could not be written

            EXAMPLE
              tema ledger book onestop --kind exceptions --minutes 12 --reason 電話での確認 --by 山田
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case preparation, exceptions, reEntry = "re-entry", setUp = "set-up", upkeep

        var kind: LedgerKind {
            switch self {
            case .preparation: .preparation
            case .exceptions: .exceptions
            case .reEntry: .reEntry
            case .setUp: .setUp
            case .upkeep: .upkeep
            }
        }
    }

    @Argument(help: "The workflow's id.") var workflow: String
    @Option(help: "preparation, exceptions, re-entry, set-up or upkeep.") var kind: Kind
    @Option(help: "How long it took.") var minutes: Double
    @Option(help: "What it was for.") var reason: String
    @Option(help: "Who writes it down.") var by: String
    @OptionGroup var options: LedgerOptions

    func validate() throws {
        guard minutes > 0, minutes <= 1_000_000 else { throw ValidationError("--minutes must be above 0.") }
    }

    func run() async throws {
        let (id, kind, minutes, reason, by) = (workflow, kind.kind, minutes, reason, by)
        try await options.open { store, _, site in
            guard let workflow = SiteWorkflows(site).sound().first(where: { $0.id == id }) else {
                throw Trouble(
                    .definition, Wording(ja: "業務「\(id)」がありません。", en: "there is no workflow '\(id)'"),
                    remedy: Wording(ja: "サイトファイルの workflows を確かめてください。", en: "see workflows in the site file"))
            }
            try store.book(
                TimeBooking(
                    workflow: id, department: workflow.department, kind: kind, seconds: minutes * 60, actor: by,
                    reason: reason), now: store.now())
        }
        print(Wording(ja: "記録しました。", en: "written down").said)
    }
}

struct LedgerReverseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Take back time that was written down, by an entry of its own.",
        discussion: """
            The entry's number stands in tema report --documents. Entries of documents are taken back by what happens to \
            the document, never by hand.

            EXIT STATUS
              0 taken back, 74 there is no such entry, or it was taken back before

            EXAMPLE
              tema ledger reverse 42 --reason 二重に記録 --by 山田
            """)

    @Argument(help: "The entry's number.") var entry: Int
    @Option(help: "Why.") var reason: String
    @Option(help: "Who takes it back.") var by: String
    @OptionGroup var options: LedgerOptions

    func run() async throws {
        let (entry, reason, by) = (entry, reason, by)
        let isBack = try await options.open { store, _, _ in
            try store.takeBack(booking: entry, actor: by, reason: reason, now: store.now())
        }
        guard isBack else {
            throw Trouble(
                .store,
                Wording(
                    ja: "記録 \(entry) は取り消せません（ない、帳票の記録、または取り消し済み）。",
                    en:
                        "entry \(entry) can't be taken back: there is none, it is a document's, or it was taken back before"
                ))
        }
        print(Wording(ja: "取り消しました。", en: "taken back").said)
    }
}
