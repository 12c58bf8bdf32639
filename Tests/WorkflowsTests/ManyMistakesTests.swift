import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct ManyMistakesTests {
    static let job = """
        workflow: onestop
        tilte: 申請
        forms: [forms/onestop.yml]
        intake: {split: from}
        steps:
          - read:
              error-budget: 0.1
          - check:
              - that: length(my_numbr) = 12
                else: 個人番号は12桁です
              - that: amount > 5 AND amount < 3
                else: 金額
          - reconcile:
              with: resident
              on: [kanna]
          - revew
          - export:
              file: out-{dat}.csv
              columns: {額: amuont}
        time:
          baseline: {minutes: 3.3, spread: 0.6, timed: 2026-05-18, by: 市民税課, approved: 係長}

        """

    @Test func allMistakesOfAFileAreReportedAtOnceInOrder() throws {
        let folder = try WorkingFolder(Samples.files)
        try folder.write(Self.job, to: "workflow.yml")
        try folder.write(Samples.template, to: "forms/onestop.yml")
        try folder.write("%PDF-1.4\n", to: "forms/onestop-blank.pdf")
        let site = SiteReader.read(folder.file("tema.yml")).value
        let read = WorkflowReader.read(folder.url, site: site)
        #expect(
            folder.lines(read.diagnostics) == [
                "workflow.yml:2:1: unknown key 'tilte' (did you mean 'title'?)",
                "workflow.yml:4:17: 'split' cannot be 'from' (did you mean 'form'?)",
                "workflow.yml:7:21: 'error-budget' must be a percentage from 0% to 100%, as in 0.1%",
                "workflow.yml:9:22: there is no field 'my_numbr' (did you mean 'my_number'?)",
                "workflow.yml:11:15: this rule can never hold",
                "workflow.yml:14:13: the site file has no register 'resident' (did you mean 'residents'?)",
                "workflow.yml:15:12: unknown field 'kanna' (did you mean 'kana'?)",
                "workflow.yml:16:5: unknown step 'revew' (did you mean 'review'?)",
                "workflow.yml:18:13: unknown placeholder {dat} (did you mean 'date'?)",
                "workflow.yml:19:20: unknown field 'amuont' (did you mean 'amount'?)",
                "workflow.yml:21:13: 'baseline' lacks 'sample'",
            ])
    }

    @Test func mistakesSpeakJapanese() throws {
        let broken = Broken.job("title:", "titel:")
        let folder = try broken.folder()
        let site = SiteReader.read(folder.file("tema.yml")).value
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.diagnostics, in: .ja) == [
                "Workflows/onestop/workflow.yml:2:1: 「titel」というキーはありません（「title」の間違いではありませんか）"
            ])
    }

    @Test func mistakesOfTheTemplateComeWithThoseOfTheJobFile() throws {
        let folder = try Broken.template("type: kana", "type: kanna").folder()
        try folder.write(
            Samples.job.replacingOccurrences(of: "title:", with: "titel:"), to: "Workflows/onestop/workflow.yml")
        let site = SiteReader.read(folder.file("tema.yml")).value
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.diagnostics) == [
                "Workflows/onestop/forms/onestop.yml:10:11: unknown field type 'kanna' (did you mean 'kana'?)",
                "Workflows/onestop/workflow.yml:2:1: unknown key 'titel' (did you mean 'title'?)",
            ])
    }

    @Test func twoTemplatesWithOneIdAreRefused() throws {
        let folder = try Broken.job("[forms/onestop.yml]", "[forms/onestop.yml, forms/copy.yml]").folder()
        try folder.write(Samples.template, to: "Workflows/onestop/forms/copy.yml")
        let site = SiteReader.read(folder.file("tema.yml")).value
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.diagnostics) == [
                "Workflows/onestop/workflow.yml:9:28: 'forms/copy.yml' and 'onestop.yml' are both the form 'onestop'"
            ])
    }

    @Test func aRegisterWithoutASiteFileSaysWhereItIsLookedFor() throws {
        let folder = try WorkingFolder(Samples.files)
        let read = WorkflowReader.read(folder.file("Workflows/onestop/workflow.yml"), site: nil)
        #expect(
            folder.lines(read.diagnostics) == [
                "Workflows/onestop/workflow.yml:20:13: there is no site file (tema.yml) that declares the register "
                    + "'residents': give one with --site"
            ])
    }

    @Test func aRegisterMayBeGivenInPlace() throws {
        let folder = try Broken.job("with: residents", "with: {csv: ../../registers/residents.csv, key: 宛名番号}").folder()
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: nil)
        #expect(folder.lines(read.diagnostics) == [])
    }

    @Test func aNameThatNoTemplateInDoubtCanGiveIsUnknown() throws {
        let folder = try Broken.template("zone: [150, 20, 40, 8]", "zone: [150, 20, 400, 8]").folder()
        let job = Samples.job.replacingOccurrences(of: "_document", with: "_dokument")
        try folder.write(job, to: "Workflows/onestop/workflow.yml")
        let site = SiteReader.read(folder.file("tema.yml")).value
        let lines = folder.lines(WorkflowReader.read(folder.file("Workflows/onestop"), site: site).diagnostics)
        #expect(lines.count == 2)
        #expect(lines.last?.contains("unknown field '_dokument'") == true, "\(lines)")
    }

    @Test func aTemplateInDoubtDoesNotMakeItsFieldsUnknown() throws {
        let folder = try Broken.template("zone: [150, 20, 40, 8]", "zone: [150, 20, 400, 8]").folder()
        let site = SiteReader.read(folder.file("tema.yml")).value
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.diagnostics) == [
                "Workflows/onestop/forms/onestop.yml:31:11: 'zone' leaves the page at the right (the paper is 210 × 297 mm)"
            ])
    }
}
