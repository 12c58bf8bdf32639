import Foundation
import Slips
import Testing

/// Mistakes in what a person wrote: all at once, each with its place, and status 65.
@Suite struct DefinitionTests {
    private static let soundSteps = """
        - read: {error-budget: 0.1%}
        - review
        - export: {file: "slip-{batch}.csv", columns: {同意: consent}}
        """

    @Test func aCorrectWorkflowHasNoMistakes() throws {
        let folder = try SlipFolder(steps: Self.soundSteps)
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 0)
        #expect(check.output == "slip: no mistakes\n")
        #expect(check.messages == "")
    }

    @Test func warningsStandOnStandardErrorAndChangeNoStatus() throws {
        let steps = Self.soundSteps.replacing("0.1%", with: "10%")
        let folder = try SlipFolder(steps: steps)
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 0)
        #expect(check.output == "slip: no mistakes\n")
        let lines = check.messages.split(separator: "\n").map { $0.replacing(folder.url.path + "/", with: "") }
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("slip/workflow.yml:7:26: warning: an error-budget of 10% is large"))
        let japanese = try Tema.run(["check", "slip", "--language", "ja"], in: folder.url)
        #expect(japanese.messages.contains("注意: 許容誤り率10%は大きすぎます"))
    }

    @Test func aTemplateIsCheckedAsOne() throws {
        let folder = try SlipFolder()
        let check = try Tema.run(["check", "slip/forms/slip.yml"], in: folder.url)
        #expect(check.status == 0)
        #expect(check.output == "slip/forms/slip.yml: no mistakes\n")
        try folder.write(
            Slip.marksTemplate.replacing("type: checkbox", with: "type: chekbox"), to: "slip/forms/slip.yml")
        let wrong = try Tema.run(["check", "slip/forms/slip.yml"], in: folder.url)
        #expect(wrong.status == 65)
        #expect(wrong.messages.contains("unknown field type 'chekbox' (did you mean 'checkbox'?)"))
        #expect(!wrong.messages.contains("workflow"))
        try folder.write("", to: "slip/forms/slip-blank.pdf")
        try folder.write(Slip.marksTemplate, to: "slip/forms/slip.yml")
        #expect(try Tema.run(["check", "slip/forms/slip.yml"], in: folder.url).messages.contains("slip-blank.pdf"))
    }

    @Test func ofThousandsOfMistakesAHundredAreListed() throws {
        let folder = try SlipFolder()
        let keys = (1...4000).map { "k\($0): x" }.joined(separator: "\n")
        try folder.write(
            "workflow: slip\nforms: [forms/slip.yml]\nsteps: [read, review]\n\(keys)\n", to: "slip/workflow.yml")
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 65)
        let lines = check.messages.split(separator: "\n")
        #expect(lines.count == 101)
        #expect(lines.last == "and 3901 more" || lines.last == "and 3900 more", "\(lines.last ?? "")")
    }

    @Test(arguments: ["check", "run", "test"])
    func tenMistakesAreListedAtOnceEachWithItsPlace(command: String) throws {
        let folder = try SlipFolder()
        try folder.write(
            """
            workflow: Slip 1
            titel: 給付申請
            department: [福祉課]
            intake: {inbox: slip, split: from}
            forms: [forms/slip.yml]
            steps:
              - read: {error-budget: 60}
              - check:
                  - {that: consnet, else: 同意がありません}
                  - {that: consent = , else: 式が違います}
              - reconcil: {with: people}
              - export: {file: slip.csv, encoding: SJIS, columns: {同意: consent, 方法: wya}}
            time:
              baseline: {minutes: 2, spread: 0.5, timed: 2026-05-18, by: 福祉課, approved: 係長}

            """, to: "slip/workflow.yml")
        let scan = command == "run" ? [try folder.scan([.plain]).path] : []
        let result = try Tema.run([command, "slip"] + scan, in: folder.url)
        #expect(result.status == 65)
        #expect(result.output == "")
        let lines = result.messages.split(separator: "\n")
        #expect(lines.count >= 10, "\(result.messages)")
        #expect(lines.allSatisfy { $0.contains(/workflow\.yml:\d+:\d+: ./) }, "\(result.messages)")
        #expect(result.messages.contains("did you mean 'title'?"))
        #expect(result.messages.contains("did you mean 'consent'?"))
        if command == "check" {
            try expectSnapshot(result.messages.replacing(folder.url.path + "/", with: ""), "ten-mistakes")
        }
    }

    @Test(arguments: [
        ("slip/workflow.yml", "workflow: [slip\n\t: }", "workflow.yml:"),
        ("slip/workflow.yml", "", "workflow.yml:"),
        ("slip/forms/slip.yml", Slip.marksTemplate.replacing("[12, 92, 5, 5]", with: "[102, 92, 5, 5]"), "slip.yml:7:"),
        ("slip/forms/slip-blank.pdf", "", "slip-blank.pdf"),
        ("tema.yml", "registers: {people: {csv: none.csv, key: id}}", "none.csv"),
    ])
    func aMistakeHasItsPlaceAndStatus65(path: String, text: String, what: String) throws {
        try expectMistake(what, in: text, at: path)
    }

    @Test func aFileBeyondTheLimitIsNotRead() throws {
        let text = String(repeating: "# a long comment\n", count: 620_000)
        try expectMistake("larger than the limit", in: text, at: "slip/workflow.yml")
    }

    private func expectMistake(_ what: String, in text: String, at path: String) throws {
        let folder = try SlipFolder()
        try folder.write(text, to: path)
        let result = try Tema.run(["check", "slip"], in: folder.url)
        #expect(result.status == 65)
        #expect(result.messages.contains(what), "\(result.messages)")
        #expect(result.messages.count < 2_000)
    }

    @Test func aMissingBlankFormIsNamed() throws {
        let folder = try SlipFolder()
        try FileManager.default.removeItem(at: folder.file("slip/forms/slip-blank.pdf"))
        let result = try Tema.run(["check", "slip"], in: folder.url)
        #expect(result.status == 65)
        #expect(result.messages.contains(/slip\.yml:4:\d+: .*slip-blank\.pdf/), "\(result.messages)")
    }

    @Test(arguments: [
        ("", "is empty"), ("番号\n", "no key column '宛名番号'"), ("宛名番号,番号\n1,1002\n1,1003\n", "1"),
    ])
    func aRegisterThatCannotBeUsedIsRefused(csv: String, what: String) throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate,
            steps: """
                - read: {error-budget: 49%}
                - reconcile:
                    with: {csv: people.csv, key: 宛名番号, columns: {number: 番号}}
                    on: [number]
                """)
        try folder.write(csv, to: "slip/people.csv")
        try folder.scan([.plain])
        for arguments in [["check", "slip"], ["run", "slip", "scan.pdf"]] {
            let result = try Tema.run(arguments, in: folder.url)
            #expect(result.status == 65 || result.status == 74)
            #expect(result.messages.contains("people"), "\(result.messages)")
            #expect(result.messages.contains(what), "\(result.messages)")
        }
    }

    private static let reconcile = """
        - read: {error-budget: 49%}
        - reconcile:
            with: people
            on: [number, name]
            fill: {person: id, town: 住所}
        """

    @Test func whatARegisterLacksIsNamedAtTheLineThatAsksForIt() throws {
        let site =
            "registers:\n  people:\n    csv: people.csv\n    key: 宛名番号\n    columns:\n      number: 番号\n      id: 宛名番\n"
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.reconcile, site: site)
        try folder.write("宛名,番号\n1,1002\n", to: "people.csv")
        let declared = try Tema.run(["check", "slip"], in: folder.url)
        #expect(declared.status == 65)
        #expect(declared.messages.contains(/tema\.yml:7:11: .*no column '宛名番'/), "\(declared.messages)")
        #expect(declared.messages.contains(/tema\.yml:4:10: .*no key column '宛名番号'/), "\(declared.messages)")
        try folder.write("宛名番号,宛名番,番号\n1,1,1002\n", to: "people.csv")
        let asked = try Tema.run(["check", "slip"], in: folder.url)
        #expect(asked.status == 65)
        #expect(asked.messages.contains(/workflow\.yml:10:20: .*no column 'name'/), "\(asked.messages)")
        #expect(asked.messages.contains(/workflow\.yml:11:32: .*no column '住所'/), "\(asked.messages)")
        try folder.scan([.plain])
        let run = try Tema.run(["run", "slip", "scan.pdf"], in: folder.url)
        #expect(run.messages.contains("no column 'name'"), "\(run.messages)")
    }

    @Test func damagedValuesOfARegisterAreWarnedOf() throws {
        let steps = Self.reconcile.replacing(", town: 住所", with: "")
        let site = "registers: {people: {csv: people.csv, key: id, columns: {id: 宛名番号, number: 番号, name: 氏名}}}\n"
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps, site: site)
        try folder.write("宛名番号,番号,氏名\n7.00E+03,1002,SAMPLE ONE\n", to: "people.csv")
        let check = try Tema.run(["check", "slip"], in: folder.url)
        #expect(check.status == 0)
        #expect(check.output == "slip: no mistakes\n")
        #expect(
            check.messages.contains(
                "slip: warning: column 宛名番号 of people: 1 of 1 keys are damaged, e.g. 7.00E+03 (line 2)\n  → "),
            "\(check.messages)")
        try folder.scan([.plain])
        #expect(try Tema.run(["run", "slip", "scan.pdf"], in: folder.url).messages.contains("1 of 1 keys are damaged"))
    }

    @Test func aMissingWorkflowIsNamed() throws {
        let folder = try SlipFolder()
        let result = try Tema.run(["check", "nothing"], in: folder.url)
        #expect(result.status == 65)
        #expect(result.messages.contains("nothing"))
    }

    @Test func aMissingSiteFileIsNamed() throws {
        let folder = try SlipFolder()
        let result = try Tema.run(["check", "slip", "--site", "nothing.yml"], in: folder.url)
        #expect(result.status == 65)
        #expect(result.messages.contains("nothing.yml"))
    }
}
