import FieldTypes
import Forms
import Foundation
import JapaneseText
import Paperwork
import Registers
import Testing
import Workflows

@Suite struct CorrectFilesTests {
    let folder: WorkingFolder

    init() throws { folder = try WorkingFolder(Samples.files) }

    private func workflow() throws -> Workflow {
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(folder.lines(read.diagnostics) == [])
        return try #require(read.value)
    }

    @Test func theJobFileBecomesAWorkflow() throws {
        let workflow = try workflow()
        #expect(workflow.id == "onestop")
        #expect(workflow.title == "ふるさと納税ワンストップ特例申請")
        #expect(workflow.department == "市民税課")
        #expect(workflow.intake == Intake(inbox: "onestop", split: .form))
        #expect(
            workflow.baseline
                == Baseline(minutes: 3.3, spread: 0.6, sample: 30, timed: "2026-05-18", by: "市民税課", approved: "係長"))
        #expect(workflow.sha256.count == 64)
    }

    @Test func baselinesOfTwoTasksAddUp() {
        let reading = Baseline(minutes: 2, spread: 0.5, sample: 25, timed: "2026-05-18", by: "福祉課", approved: "係長")
        let entering = Baseline(minutes: 1.5, spread: 0.8, sample: 16, timed: "2026-04-02", by: "福祉課", approved: "課長")
        let both = reading.followed(by: entering)
        // 0.5² / 25 + 0.8² / 16 = 0.05; √(0.05 × 16) = √0.8.
        #expect(both.minutes == 3.5 && both.sample == 16 && abs(both.spread - 0.8.squareRoot()) < 1e-12)
        #expect(both.timed == "2026-04-02" && both.by == "福祉課" && both.approved == "係長、課長")
    }

    @Test func theStepsComeInOrder() throws {
        let steps = try workflow().steps.map(\.action)
        #expect(steps.count == 5)
        #expect(steps[0] == .read(ReadStep(errorBudget: 0.001)))
        #expect(
            steps[1]
                == .check([
                    CheckRule(that: "length(my_number) = 12", otherwise: "個人番号は12桁です"),
                    CheckRule(that: "birth <= received", otherwise: "生年月日が受付日より後です"),
                ]))
        guard case .reconcile(let reconcile) = steps[2], case .export(let export) = steps[4] else {
            Issue.record("the third step reconciles and the fifth exports")
            return
        }
        #expect(reconcile.register.name == "residents")
        #expect(reconcile.register.key == "id")
        #expect(reconcile.register.columns["id"] == "宛名番号")
        #expect(
            reconcile.register.source == .csv(folder.file("registers/residents.csv"), encoding: "CP932"))
        #expect(reconcile.fill == [FilledField(field: "resident_id", column: "id")])
        #expect(steps[3] == .review(ReviewStep(by: "clerk", secondPerson: ["amount"])))
        #expect(export.file == "onestop-{date}-{batch}.csv")
        #expect(export.encoding == .cp932)
        #expect(export.unencodable == .fail)
        #expect(export.whenWaiting == .hold)
        #expect(export.columns.map(\.header) == ["宛名番号", "氏名", "寄附額", "帳票"])
        #expect(export.columns.map(\.field) == ["resident_id", "kana", "amount", "_document"])
    }

    @Test func theTemplateHoldsEveryKindOfPlace() throws {
        let read = TemplateReader.read(folder.file("Workflows/onestop/forms/onestop.yml"))
        #expect(folder.lines(read.diagnostics) == [])
        let template = try #require(read.value)
        #expect(template.version == "2026")
        #expect(template.paper == PaperSize(width: 210, height: 297))
        #expect(template.blank?.lastPathComponent == "onestop-blank.pdf")
        #expect(template.pages == 2)
        let fields = Dictionary(uniqueKeysWithValues: template.fields.map { ($0.name, $0) })
        #expect(fields["kana"]?.label == "フリガナ")
        #expect(fields["kana"]?.writing == .hand)
        #expect(fields["kana"]?.place == .zone(Zone(left: 52, top: 61.5, width: 96, height: 9)))
        #expect(fields["my_number"]?.isSensitive == true)
        #expect(fields["my_number"]?.place.cellCount == 12)
        #expect(fields["birth"]?.era == .field("era"))
        #expect(fields["birth"]?.place.cellCount == 3)
        #expect(fields["amount"]?.isOptional == true)
        #expect(fields["office"]?.place == .find([.init(.rightOf(["勤務先"]))]))
        #expect(fields["remarks"]?.lines == 2)
        #expect(
            fields["topics"]?.place
                == .options([
                    .init(name: "窓口", zone: Zone(page: 2, left: 20, top: 20, width: 5, height: 5)),
                    .init(name: "道路", zone: Zone(page: 2, left: 20, top: 30, width: 5, height: 5)),
                ]))
        #expect(
            fields["items"]?.place
                == .table(
                    Zone(left: 20, top: 130, width: 170, height: 60), rows: 6,
                    columns: [
                        .init(name: "item", type: "text", width: 80), .init(name: "price", type: "yen", width: 40),
                        .init(name: "day", type: "date", width: 50, era: .reiwa),
                    ]))
    }

    @Test(arguments: [("令和", Era.reiwa), ("平成", .heisei), ("R", .reiwa), ("昭", .showa)])
    func anEraMayBeNamedItself(text: String, era: Era) throws {
        let path = "Workflows/onestop/forms/onestop.yml"
        let zone = "    zone: [150, 10, 40, 8]\n"
        try folder.write(
            Samples.template.replacingOccurrences(of: "era: era", with: "era: \(text)")
                .replacingOccurrences(of: zone, with: zone + "    era: \(text)\n"), to: path)
        let read = TemplateReader.read(folder.file(path))
        #expect(folder.lines(read.diagnostics) == [])
        let template = try #require(read.value)
        for name in ["birth", "received"] {
            #expect(template.fields.first { $0.name == name }?.era == .printed(era))
        }
        let written = "Workflows/onestop/forms/written.yml"
        try folder.write(TemplateWriter.yaml(for: template), to: written)
        #expect(TemplateReader.read(folder.file(written)).value == template)
    }

    @Test func theSiteFileIsFoundNearTheJob() throws {
        let elsewhere = try WorkingFolder()
        let found = try SiteReader.find(
            explicit: nil, near: folder.file("Workflows/onestop"), workingFolder: elsewhere.url)
        #expect(found?.path == folder.file("tema.yml").path)
        #expect(throws: Trouble.self) {
            try SiteReader.find(explicit: elsewhere.file("no.yml"), near: nil, workingFolder: elsewhere.url)
        }
    }

    @Test func theSiteFileGivesPlacesAndRegisters() throws {
        try folder.write("indicators: []", to: "seeds/plan.yml")
        try folder.write(Samples.site + "plan: seeds/plan.yml\n", to: "tema.yml")
        let read = SiteReader.read(folder.file("tema.yml"))
        #expect(folder.lines(read.diagnostics) == [])
        let site = try #require(read.value)
        #expect(site.data.path == "/var/lib/tema")
        #expect(site.workers == 2)
        #expect(site.workflows.map(\.lastPathComponent) == ["onestop"])
        #expect(site.language == .ja)
        #expect(site.plan?.lastPathComponent == "plan.yml")
        #expect(site.keep == KeepPeriods(pageDays: 90, auditDays: 3650, waitingDays: 30))
    }

    @Test func theDigestChangesWithTheTemplate() throws {
        let before = try workflow().sha256
        #expect(try workflow().sha256 == before)
        try folder.write(
            Samples.template.replacingOccurrences(of: "61.5", with: "61.6"), to: "Workflows/onestop/forms/onestop.yml")
        #expect(try workflow().sha256 != before)
    }
}

extension FieldDefinition.Place {
    var cellCount: Int? {
        if case .cells(let cells) = self { cells.count } else { nil }
    }
}
