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
            try mistakes(Data([0x83, 0x65, 0x83, 0x58])) == [
                "workflow.yml:1:1: not UTF-8 text (it seems to be Shift_JIS): save it again as UTF-8"
            ])
        let title = Data("workflow: slip\ntitle: ".utf8) + Data([0x90, 0xBF, 0x0A])
        #expect(
            try mistakes(title) == [
                "workflow.yml:2:8: not UTF-8 text (it seems to be Shift_JIS): save it again as UTF-8"
            ])
        #expect(
            try mistakes(Data([0xFF, 0xFE, 0x77, 0x00])) == [
                "workflow.yml: not UTF-8 text (it was saved as UTF-16, Notepad's 'Unicode'): save it again as UTF-8"
            ])
    }

    @Test(arguments: [
        ("%PDF-1.7\n%âã", "workflow.yml: no text file but one of PDF: give a YAML file"),
        ("PK\u{3}\u{4}", "workflow.yml: no text file but one of ZIP / Excel / Word: give a YAML file"),
        ("workflow: a\u{0}b", "workflow.yml:1:12: a NUL (U+0000), which can't stand in YAML: delete it"),
        ("a: b\nc: d\u{1B}[0m", "workflow.yml:2:5: a control character (U+001B), which can't stand in YAML: delete it"),
    ])
    func whatIsNoTextSaysSo(text: String, mistake: String) throws {
        #expect(try mistakes(text) == [mistake])
    }

    @Test func aBinaryFileHasNoLines() throws {
        #expect(
            try mistakes(Data((0..<2000).map { UInt8($0 * 7 % 256) })) == [
                "workflow.yml: no text file: give a YAML file"
            ])
    }

    @Test(arguments: [
        (String(repeating: "[", count: 60_000), "workflow.yml:1:65: "),
        (String(repeating: "- ", count: 30_000), "workflow.yml:1:"),
        ("workflow: " + String(repeating: "{a: ", count: 100), "workflow.yml:1:"),
    ])
    func nestingWithoutEndIsNamedWhereItGoesTooFar(text: String, place: String) throws {
        let mistakes = try mistakes(text)
        #expect(mistakes.count == 1)
        #expect(mistakes[0].hasPrefix(place) && mistakes[0].hasSuffix("levels: check brackets and indentation"))
    }

    @Test func aNameOfAMillionLettersIsNotShownInFull() throws {
        let name = String(repeating: "a", count: 1_000_000)
        try folder.write("%PDF", to: "blank.pdf")
        let templates = [
            "form: f\nversion: 1\npaper: A4\nblank: blank.pdf\nfields: []\n\(name): x\n",
            "form: f\nversion: 1\npaper: A4\nblank: blank.pdf\nfields: []\n? \(name)\n: x\n",
            "form: f\nversion: 1\npaper: A4\nblank: blank.pdf\nfields: [{name: a, type: \(name)}]\n",
        ]
        for template in templates {
            try folder.write(template, to: "f.yml")
            let lines = folder.lines(TemplateReader.read(folder.file("f.yml")).diagnostics)
            #expect(!lines.isEmpty)
            #expect(lines.allSatisfy { $0.hasPrefix("f.yml:") && $0.count < 500 })
        }
    }

    @Test func optionsKeepTheirNamesAsTyped() throws {
        let names = ["Yes", "No", "ON", "01", "1", "null", "~", "12:30"]
        let options = names.enumerated().map { "\($1): [\(10 + $0 * 10), 10, 5, 5]" }.joined(separator: ", ")
        try folder.write("%PDF", to: "blank.pdf")
        try folder.write(
            "form: f\nversion: 1\npaper: A4\nblank: blank.pdf\nfields:\n"
                + "  - {name: answer, type: choice, options: {\(options)}}\n", to: "f.yml")
        let read = TemplateReader.read(folder.file("f.yml"))
        #expect(folder.lines(read.diagnostics) == [])
        guard case .options(let read)? = read.value?.fields.first?.place else {
            Issue.record("the field has options")
            return
        }
        #expect(read.map(\.name) == names)
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
