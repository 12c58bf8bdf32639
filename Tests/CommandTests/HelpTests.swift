import Foundation
import Testing

@Suite struct HelpTests {
    private static let folder = FileManager.default.temporaryDirectory

    @Test(arguments: [
        "", "run", "check", "test", "evaluate", "form", "form new", "form show", "form places", "form fill", "report",
        "verify",
        "backup",
        "restore", "purge", "doctor", "serve", "work", "status", "retry", "resume", "train",
        "review", "review list", "review show", "review set", "review confirm", "review reject", "account",
        "robot", "robot list", "robot record", "robot repair", "robot try",
        "robot open", "robot settle", "account add", "account list", "account change", "account password",
        "account close", "ledger", "ledger close", "ledger months", "ledger book", "ledger reverse", "time-study",
        "time-study start", "time-study show", "plan", "register", "register show", "register refresh", "register fit",
    ])
    func helpSaysWhatACommandDoes(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let result = try Tema.run(words + ["--help"], in: Self.folder, environment: ["COLUMNS": "80"])
        #expect(result.status == 0)
        #expect(result.messages == "")
        try expectSnapshot(result.output, "help" + words.map { "-" + $0 }.joined())
    }

    @Test(arguments: [
        ["nonsense"], ["run"], ["run", "job"], ["check"], ["test"], ["evaluate", "job", "scan.pdf"],
        ["run", "job", "scan.pdf", "--workers", "0"], ["report", "--fiscal-year", "X8"], ["report", "--by", "weekday"],
        ["run", "job", "scan.pdf", "--langauge", "ja"], ["backup"], ["restore"], ["verify", "all"],
        ["retry", "--accept"], ["retry", "batch", "--accept", "--drop"],
        ["retry", "one", "two", "--under-new-version"], ["train"], ["train", "--from", "nowhere"],
    ])
    func aWrongCommandLineIsRefusedOnStandardError(arguments: [String]) throws {
        let result = try Tema.run(arguments, in: Self.folder)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.messages.contains("Error:"))
        #expect(result.messages.contains("--help"))
    }

    @Test func versionIsPrinted() throws {
        let result = try Tema.run(["--version"], in: Self.folder)
        #expect(result.status == 0)
        #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}
