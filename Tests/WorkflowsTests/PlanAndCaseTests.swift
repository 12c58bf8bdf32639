import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct PlanReaderTests {
    private func read(_ text: String) throws -> (value: Plan?, lines: [String]) {
        let folder = try WorkingFolder(["plan.yml": text])
        let read = PlanReader.read(folder.file("plan.yml"))
        return (read.value, folder.lines(read.diagnostics))
    }

    @Test func targetsAreKeptByTheYearInWhichTheyBegin() throws {
        let read = try read(
            "plan: 推進計画\nmeasure: 11\nindicator: 業務時間の削減\nunit: hours\nfiscal-years: {R8: 7000, 2027: 9000.5}\n")
        #expect(read.lines == [])
        #expect(
            read.value
                == Plan(measure: "11", title: "推進計画", indicator: "業務時間の削減", targets: [2026: 7000, 2027: 9000.5]))
    }

    @Test func mistakesAreNamedAtTheirPlace() throws {
        let read = try read("plan: 推進計画\nindicater: 時間\nunit: days\nfiscal-years: {X8: 1, R8: many, 2026: 2}\n")
        #expect(read.value == nil)
        #expect(
            read.lines == [
                "plan.yml:1:1: 'plan.yml' lacks 'indicator'",
                "plan.yml:2:1: unknown key 'indicater' (did you mean 'indicator'?)",
                "plan.yml:3:7: 'unit' cannot be 'days' (known: hours)",
                "plan.yml:4:16: 'X8' is no fiscal year: write it as in R8 or 2026",
                "plan.yml:4:27: 'R8' must be a number",
            ])
    }
}

@Suite struct GoldenCaseTests {
    static let expected = """
        documents:
          - pages: [1, 2]
            fields:
              kana: ヤマダタロウ
              my_number: 012345678901
              amount: 12000
              consent: true
              topics: [窓口, 道路]
              items:
                - {item: 鉛筆, price: 120}
                - {item: 紙, price: ~}
              received: ~
              resident_id: "0042"

        """

    private func workflow(in folder: WorkingFolder) throws -> Workflow {
        let site = SiteReader.read(folder.file("tema.yml")).value
        return try #require(WorkflowReader.read(folder.file("Workflows/onestop"), site: site).value)
    }

    @Test func valuesTakeTheFormOfTheirTypes() throws {
        let folder = try WorkingFolder(Samples.files)
        try folder.write(Self.expected, to: "Workflows/onestop/cases/first.yml")
        try folder.write("%PDF", to: "Workflows/onestop/cases/first.pdf")
        try folder.write(Self.expected, to: "Workflows/onestop/cases/second/expected.yml")
        try folder.write("II*", to: "Workflows/onestop/cases/second/scan.tif")
        let read = GoldenCaseReader.read(try workflow(in: folder))
        #expect(folder.lines(read.diagnostics) == [])
        let cases = try #require(read.value)
        #expect(cases.map(\.name) == ["first", "second"])
        #expect(cases.map(\.scan.lastPathComponent) == ["first.pdf", "scan.tif"])
        #expect(
            cases[0].documents == [
                .init(
                    form: "onestop", pages: [1, 2],
                    fields: [
                        "kana": .text("ヤマダタロウ"), "my_number": .text("012345678901"), "amount": .integer(12000),
                        "consent": .flag(true), "topics": .list(["窓口", "道路"]), "received": .none,
                        "items": .rows([
                            ["item": .text("鉛筆"), "price": .integer(120)], ["item": .text("紙"), "price": .none],
                        ]),
                        "resident_id": .text("0042"),
                    ])
            ])
    }

    @Test func mistakesAreNamedAtTheirPlace() throws {
        let folder = try WorkingFolder(Samples.files)
        let text = "documents:\n  - form: onstop\n    fields: {}\n  - fields: {kanna: x, consent: perhaps}\n"
        try folder.write(text, to: "Workflows/onestop/cases/first.yml")
        let read = GoldenCaseReader.read(try workflow(in: folder))
        #expect(read.value == nil)
        #expect(
            folder.lines(read.diagnostics) == [
                "Workflows/onestop/cases/first.yml:1:1: which scan is this of? write 'scan: FILE'",
                "Workflows/onestop/cases/first.yml:2:11: unknown form 'onstop' (did you mean 'onestop'?)",
                "Workflows/onestop/cases/first.yml:4:14: unknown field 'kanna' (did you mean 'kana'?)",
                "Workflows/onestop/cases/first.yml:4:33: 'consent' must be true or false",
            ])
    }

    @Test func aWorkflowWithoutCasesHasNone() throws {
        let folder = try WorkingFolder(Samples.files)
        #expect(GoldenCaseReader.read(try workflow(in: folder)).value == [])
    }
}
