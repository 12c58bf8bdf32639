import Foundation
import Paperwork
import Robot
import StationRuns
import Testing
import WebDriver
import Workflows

/// A script is written while someone works in a browser.
@Suite(.serialized, .browserTurn) struct RecorderTests {
    @Test func whatIsDoneInTheTaxSystemBecomesAScriptThatEntersIt() async throws {
        let system = try TaxSystem()
        let address = try #require(URL(string: system.address))
        let text = try await Browser.with { browser in
            let recorder = try await RobotRecorder(
                browser, name: "tax-system", title: "税務システム", address: address,
                fields: ["number": .text("A-77"), "way": .text("郵送"), "note": .text("髙橋 花子")])
            try await browser.find("input[name=user]").type("shokuin")
            try await browser.find("input[name=password]").type("himitsu")
            try await browser.find("input[type=submit]").click()
            #expect(await recorder.take())
            try await browser.waitForElement("a[href='/new']")
            try await browser.find("a[href='/new']").click()
            try await browser.waitForElement("input[name=number]")
            try await browser.find("input[name=number]").type("A-77")
            try await browser.find("input[name=consent]").click()
            try await browser.find("input[type=submit]").click()
            try await browser.waitForElement("input[name=note]")
            try await browser.find("input[value='2']").click()
            try await browser.find("input[name=note]").type("髙橋 花子")
            try await browser.find("input[type=submit]").click()
            try await browser.acceptAlert()
            try await browser.waitFor("document.title === '登録完了'")
            #expect(await recorder.take())
            return recorder.script()
        }
        #expect(!text.contains("himitsu") && !text.contains("shokuin"))
        let lines = text.split(separator: "\n").map(String.init)
        for line in [
            #"  - type: {into: {cell: "パスワード"}, text: "{secret.password}"}"#, #"  - click: {link: "新規登録"}"#,
            #"  - type: {into: {cell: "整理番号"}, text: "{number}"}"#, #"  - tick: {cell: "同意"}"#,
            #"  - choose: {from: {cell: "受取方法"}, option: "{way}"}"#, #"  - type: {into: {cell: "備考"}, text: "{note}"}"#,
            "    commits:", #"      done: {text: "登録完了"}"#,
        ] {
            #expect(lines.contains(line), "\(line) in\n\(text)")
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        let checked = RobotScriptReader.read(file)
        #expect(checked.diagnostics.map { $0.text(in: .en) } == [])
        // The robot enters another document by it.
        let script = try #require(checked.value)
        let outcome = try await OwnSession.enter(
            script, ["number": .text("A-78"), "way": .text("窓口"), "note": .text("佐藤 太郎")])
        guard case .done = outcome else {
            Issue.record("\(outcome)\n\(text)")
            return
        }
        #expect(try system.records().map(\.number) == ["A-77", "A-78"])
        #expect(try system.records().map(\.way) == ["2", "1"])
        #expect(try system.records().map(\.note) == ["髙橋 花子", "佐藤 太郎"])
    }
}

/// A robot's session on a thread of its own.
private enum OwnSession {
    static func enter(_ script: RobotScript, _ values: [String: FieldValue]) async throws -> EntryOutcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let session = RobotSession(script, secrets: ["user": "shokuin", "password": "himitsu"])
                        defer { session.close() }
                        let fields = values.map { name, value in
                            Field(name: name, type: "text", value: value, text: value.plainText)
                        }
                        return try session.enter(
                            fields, facts: ["_document": "A-78"], condition: { _ in true }, intend: { _ in })
                    })
            }
        }
    }
}
