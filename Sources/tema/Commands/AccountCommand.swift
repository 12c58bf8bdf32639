import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Keep the accounts of those who use the station.",
        discussion: """
            A place's first account is made here; accounts of the role it can make others at the station. A password is \
            asked for twice on the terminal, or read from standard input with --password-stdin; it is never an argument, \
            and only its hash is kept.

            EXIT STATUS
              0 done, 64 the command line is wrong, 65 a mistake in the site file, 74 there is no such account, the name \
            is taken, the password can't be one, or the store could not be read

            EXAMPLE
              tema account add sato --role clerk --department 市民税課 --display "佐藤 花子"
            """,
        subcommands: [
            AccountAddCommand.self, AccountListCommand.self, AccountChangeCommand.self, AccountPasswordCommand.self,
            AccountCloseCommand.self,
        ])
}

enum RoleName: String, ExpressibleByArgument, CaseIterable { case clerk, it, manager, auditor }

/// Where the accounts are kept.
struct AccountOptions: ParsableArguments {
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    /// Opens the book and does `work` with it, on a thread of its own.
    func run<Result: Sendable>(_ work: @escaping @Sendable (AccountBook) throws -> Result) async throws -> Result {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        return try await OwnThread.run { try work(try AccountBook(dataFolder)) }
    }

    func report(_ entry: AccountBook.Entry) throws {
        if json { try JSONOutput.print(entry) } else { print(entry.name) }
    }
}

struct AccountAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an account.",
        discussion: """
            EXIT STATUS
              0 added, 74 the name is taken, or the name or the password can't be one

            EXAMPLE
              tema account add admin --role it
            """)

    @Argument(help: "What they sign in with: up to 40 of a-z 0-9 . - _") var name: String
    @Option(help: "clerk (drops scans, settles what waits), it (keeps the place), manager (sees the hours), auditor.")
    var role: RoleName
    @Option(help: "A department whose batches they see; may be given again (default: all).") var department: [String] =
        []
    @Option(help: "What others call them (default: the name).") var display: String?
    @Flag(help: "Read the password from standard input.") var passwordStdin = false
    @OptionGroup var options: AccountOptions

    func validate() throws {
        if let fault = AccountBook.fault(ofName: name) { throw ValidationError(fault.en) }
    }

    func run() async throws {
        options.common.chooseLanguage()
        var change = AccountBook.Change()
        change.role = role.rawValue
        change.departments = department
        change.display = display
        let (name, settings, fromInput) = (name, change, passwordStdin)
        try options.report(
            try await options.run { try $0.add(name, settings, password: try PasswordPrompt.read(fromInput)) })
    }
}

struct AccountListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the accounts.",
        discussion: """
            EXIT STATUS
              0 listed, 74 the store could not be read

            EXAMPLE
              tema account list --json
            """)

    @OptionGroup var options: AccountOptions

    func run() async throws {
        let entries = try await options.run { try $0.list() }
        if options.json { return try JSONOutput.print(["accounts": entries]) }
        guard !entries.isEmpty else {
            print(
                Wording(ja: "利用者はまだいません。tema account add で加えます。", en: "There is no account yet: tema account add.").said
            )
            return
        }
        let header = Wording(ja: "利用者 名前 役割 部署 状態", en: "account name role departments state").said
        let rows = entries.map { entry in
            [
                entry.name, entry.display, entry.role,
                entry.departments.isEmpty
                    ? Wording(ja: "すべて", en: "all").said : entry.departments.joined(separator: ", "),
                entry.closed ? Wording(ja: "停止", en: "closed").said : "",
            ]
        }
        print(
            TextTable(
                header: header.split(separator: " ").map(String.init), rows: rows,
                alignments: Array(repeating: .left, count: 5)
            ).rendered().harmless)
    }
}

struct AccountChangeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change an account's role, departments or name for others.",
        discussion: """
            EXIT STATUS
              0 changed, 74 there is no such account

            EXAMPLE
              tema account change sato --role manager --all-departments
            """)

    @Argument(help: "The account.") var name: String
    @Option(help: "clerk, it, manager or auditor.") var role: RoleName?
    @Option(help: "A department whose batches they see, in place of those before; may be given again.")
    var department: [String] = []
    @Flag(help: "They see the batches of all departments.") var allDepartments = false
    @Option(help: "What others call them.") var display: String?
    @Flag(help: "Open a closed account again.") var reopen = false
    @OptionGroup var options: AccountOptions

    func validate() throws {
        guard department.isEmpty || !allDepartments else {
            throw ValidationError("Please give one of --department and --all-departments.")
        }
        guard role != nil || display != nil || !department.isEmpty || allDepartments || reopen else {
            throw ValidationError("Please say what to change.")
        }
    }

    func run() async throws {
        var change = AccountBook.Change()
        change.role = role?.rawValue
        change.display = display
        change.departments = allDepartments ? [] : department.isEmpty ? nil : department
        change.isClosed = reopen ? false : nil
        let (name, settings) = (name, change)
        try options.report(try await options.run { try $0.change(name, settings) })
    }
}

struct AccountPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set an account's password; whoever is signed in by it is signed out.",
        discussion: """
            EXIT STATUS
              0 set, 74 there is no such account, or the password can't be one

            EXAMPLE
              tema account password sato
            """)

    @Argument(help: "The account.") var name: String
    @Flag(help: "Read the password from standard input.") var passwordStdin = false
    @OptionGroup var options: AccountOptions

    func run() async throws {
        let (name, fromInput) = (name, passwordStdin)
        try options.report(
            try await options.run { book in
                let entry = try book.entry(name)
                try book.setPassword(try PasswordPrompt.read(fromInput), of: name)
                return entry
            })
    }
}

struct AccountCloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close an account: nobody signs in by it any more; what it did stays on record.",
        discussion: """
            EXIT STATUS
              0 closed, 74 there is no such account

            EXAMPLE
              tema account close sato
            """)

    @Argument(help: "The account.") var name: String
    @OptionGroup var options: AccountOptions

    func run() async throws {
        var change = AccountBook.Change()
        change.isClosed = true
        let (name, settings) = (name, change)
        try options.report(try await options.run { try $0.change(name, settings) })
    }
}
