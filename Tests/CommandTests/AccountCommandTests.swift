import Foundation
import Slips
import Testing

@Suite struct AccountCommandTests {
    private let folder: SlipFolder

    init() throws { folder = try SlipFolder(site: "data: data\nworkflows: [slip]\n") }

    private func tema(_ arguments: String..., input: String? = nil) throws -> Tema.Result {
        try Tema.run(arguments + ["--language", "en"], in: folder.url, input: input)
    }

    private func accounts() throws -> [[String: Any]] {
        let result = try tema("account", "list", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        return try #require(object?["accounts"] as? [[String: Any]])
    }

    @Test func aPlacesFirstAccountIsMadeBeforeItsFirstScan() throws {
        let added = try tema(
            "account", "add", "sato", "--role", "clerk", "--department", "福祉課", "--display", "佐藤", "--password-stdin",
            input: "correct horse\n")
        #expect(added.status == 0, "\(added.messages)")
        #expect(added.output == "sato\n")
        let account = try #require(try accounts().first)
        #expect(account["role"] as? String == "clerk")
        #expect(account["departments"] as? [String] == ["福祉課"])
        #expect(account["display"] as? String == "佐藤")
        #expect(
            try tema("account", "add", "sato", "--role", "it", "--password-stdin", input: "correct horse").status == 74)
        #expect(try tema("verify").status == 0)
        let store = try Data(contentsOf: folder.file("data/tema.sqlite"))
        #expect(store.range(of: Data("correct horse".utf8)) == nil)
    }

    @Test func anAccountIsChangedAndClosed() throws {
        let password = "correct horse\n"
        #expect(try tema("account", "add", "abe", "--role", "it", "--password-stdin", input: password).status == 0)
        #expect(
            try tema("account", "change", "abe", "--role", "manager", "--department", "A", "--department", "B").status
                == 0)
        #expect(try accounts().first?["departments"] as? [String] == ["A", "B"])
        #expect(try accounts().first?["role"] as? String == "manager")
        #expect(try tema("account", "password", "abe", "--password-stdin", input: "another password").status == 0)
        #expect(try tema("account", "close", "abe").status == 0)
        #expect(try accounts().first?["closed"] as? Bool == true)
        #expect(try tema("account", "list").output.contains("closed"))
        #expect(try tema("account", "change", "abe", "--reopen", "--all-departments").status == 0)
        #expect(try accounts().first?["closed"] as? Bool == false)
        #expect(try tema("account", "close", "nobody").status == 74)
        #expect(try tema("account", "password", "nobody", "--password-stdin", input: password).status == 74)
    }

    @Test func whatCannotBeAnAccountIsRefused() throws {
        #expect(try tema("account", "add", "Sato Hanako", "--role", "it", "--password-stdin", input: "x").status == 64)
        #expect(try tema("account", "add", "sato", "--role", "mayor", "--password-stdin", input: "x").status == 64)
        #expect(try tema("account", "add", "sato").status == 64)
        let short = try tema("account", "add", "sato", "--role", "it", "--password-stdin", input: "short\n")
        #expect(short.status == 74)
        #expect(short.messages.contains("at least"))
        let silent = try tema("account", "add", "sato", "--role", "it")
        #expect(silent.status == 74)
        #expect(silent.messages.contains("--password-stdin"))
        #expect(try tema("account", "change", "sato").status == 64)
        #expect(try accounts().isEmpty)
    }
}
