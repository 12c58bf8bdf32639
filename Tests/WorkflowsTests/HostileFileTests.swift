import FieldTypes
import Forms
import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct HostileFileTests {
    let folder: WorkingFolder

    init() throws { folder = try WorkingFolder() }

    private func mistakes(_ bytes: Data) throws -> [String] {
        try folder.write(bytes, to: "workflow.yml")
        let read = WorkflowReader.read(folder.url, site: nil)
        #expect(read.value == nil)
        return folder.lines(read.diagnostics)
    }

    private func mistakes(_ text: String) throws -> [String] { try mistakes(Data(text.utf8)) }

    @Test func emptyAndMissingFilesSaySo() throws {
        #expect(try mistakes("") == ["workflow.yml:1:1: the file is empty"])
        #expect(try mistakes("# nothing\n") == ["workflow.yml:1:1: the file is empty"])
        #expect(
            folder.lines(WorkflowReader.read(folder.file("no.yml"), site: nil).diagnostics) == ["no.yml: no such file"])
    }

    @Test func aFileInAnotherEncodingSaysHowToSaveIt() throws {
        #expect(
            try mistakes(Data([0x83, 0x65, 0x83, 0x58])) == ["workflow.yml: not UTF-8 text: save it again as UTF-8"])
    }

    @Test func aByteOrderMarkAndWindowsLineEndsDoNotMatter() throws {
        let text = "\u{FEFF}workflow: A\r\nforms: x\r\nsteps: y\r\n"
        #expect(
            try mistakes(text) == [
                "workflow.yml:1:11: 'workflow' takes a-z, 0-9 and -, up to 64 characters, not 'A'",
                "workflow.yml:2:8: 'forms' must be a list, as in [a, b]",
                "workflow.yml:3:8: 'steps' must be a list, as in [a, b]",
            ])
    }

    @Test func anOversizedFileIsNotRead() throws {
        #expect(
            try mistakes(String(repeating: "#\n", count: 40_000)) == ["workflow.yml: larger than the limit of 64 KiB"])
    }

    @Test func anAliasBombIsRefusedAtItsFirstAlias() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        text += "? *a9\n: x\n"
        #expect(
            try mistakes(text) == [
                "workflow.yml:2:10: anchors and aliases are not allowed: write out what '*a0' stands for"
            ])
    }

    @Test(arguments: ["- a\n- b\n", "text", "[1, 2]", "12"])
    func anythingButKeysAndValuesIsRefused(text: String) throws {
        #expect(try mistakes(text) == ["workflow.yml:1:1: 'workflow.yml' takes keys and values"])
    }

    @Test(arguments: [
        "{", "[[[[[[", ": : :", "\u{1}", "!!binary x", "--- a\n--- b\n", "%YAML 9.9\n", "? ? ?", "'", "\"\\q\"", "*a",
        "a: *b",
        String(repeating: "[", count: 60_000), String(repeating: "- ", count: 30_000), "{[a]: b}", "<<: {a: b}",
        "workflow: [\nforms: ]", "steps: {a: b}\nforms: {}\nworkflow: {}", "steps: [[], 1, {}, {check: [1]}, ~]",
        "steps: [{check: {that: x}}, {export: []}, {reconcile: 1}]",
    ])
    func nonsenseEndsInMistakes(text: String) throws {
        #expect(try !mistakes(text).isEmpty)
    }

    @Test func textStaysTextAndWordsStayWords() throws {
        let template = """
            form: f
            version: 012
            paper: A4
            blank: blank.pdf
            fields:
              - {name: yes, label: 0x10, type: text, zone: [1, 1, 5, 5]}
              - {name: on, label: 1.50, type: text, zone: [10, 1, 5, 5]}
            """
        try folder.write(template, to: "f.yml")
        try folder.write("%PDF", to: "blank.pdf")
        let read = TemplateReader.read(folder.file("f.yml"))
        #expect(folder.lines(read.diagnostics) == [])
        #expect(read.value?.version == "012")
        #expect(read.value?.fields.map(\.name) == ["yes", "on"])
        #expect(read.value?.fields.map(\.label) == ["0x10", "1.50"])
    }
}
