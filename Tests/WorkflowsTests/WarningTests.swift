import Foundation
import Paperwork
import Testing
import Workflows

/// What does not keep a job file from being used, but does not do all that its writer may think.
@Suite struct WarningTests {
    private func warnings(_ broken: Broken, in language: Language = .en) throws -> [String] {
        let folder = try broken.folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(folder.lines(read.diagnostics) == [])
        #expect(read.value != nil)
        return folder.lines(read.warnings, in: language)
            .map { $0.replacingOccurrences(of: "Workflows/onestop/workflow.yml:", with: "") }
    }

    static func empty(_ field: String, at place: String) -> String {
        "\(place): warning: where '\(field)' is empty this can't be worked out, and the document waits for a person: where "
            + "empty is fine write \(field) IS NULL OR …, or coalesce(\(field), …)"
    }

    private static let rule = "birth <= received"

    static let cases: [Broken] = [
        .job(
            "error-budget: 0.1%", "error-budget: 10%",
            "13:21: warning: an error-budget of 10% is large: of 100 values that pass unseen about 10 may be wrong"),
        .job(
            "error-budget: 0.1%", "error-budget: 0%",
            "13:21: warning: with an error-budget of 0% nothing is ever proved enough: every document waits for a person"
        ),
        .job("error-budget: 0.1%", "error-budget: 5%"),
        .job(
            rule, "birth < '2026/4/1'",
            "17:23: warning: 'birth' (era-date) holds such a value as '2026-04-01': write that, not '2026/4/1'"),
        .job(
            rule, "received > '1960-5-4'",
            "17:26: warning: 'received' (date) holds such a value as '1960-05-04': write that, not '1960-5-4'"),
        .job(
            rule, "received > '２０２６－０４－０１'",
            "17:26: warning: 'received' (date) holds such a value as '2026-04-01': write that, not '２０２６－０４－０１'"),
        .job(
            rule, "received BETWEEN '2026-04-01' AND '令和8年4月30日'",
            "17:49: warning: 'received' (date) holds such a value as '2026-04-30': write that, not '令和8年4月30日'"),
        .job(rule, "received > '2026' AND received < '2026-04' AND received < '9999-12-31'"),
        .job(
            rule, "received > '2026-02-30'",
            "17:26: warning: 'received' is never '2026-02-30': received: month 2 of that year has 28 days, not 30. "
                + "Check the date."),
        .job(
            rule, "kana = 'ミホン タロウ'",
            "17:22: warning: 'kana' (kana) holds such a value as 'ミホンタロウ': write that, not 'ミホン タロウ'"),
        .job(
            rule, "kana IN ('ミホン', 'みほん')",
            "17:31: warning: 'kana' (kana) holds such a value as 'ミホン': write that, not 'みほん'"),
        .job(
            rule, "era = '昭' OR era = '平成'",
            "17:21: warning: 'era' is never '昭': era: it is none of the options. Check which one is meant."),
        .job(
            rule, "kana = '' OR birth <= received",
            "17:22: warning: where 'kana' is empty it is NULL, never '': write kana IS NULL"),
        .job(
            rule, "(SELECT count(*) FROM items WHERE item = '米　俵' AND price > 5) > 0",
            "17:56: warning: 'item' (text) holds such a value as '米俵': write that, not '米　俵'"),
        .job(rule, "length(kana) > 2 AND CAST(amount / 7 AS integer) * 7 >= 0", empty("amount", at: "17:41")),
        .job(
            rule, "length(kana) > 2 AND coalesce(amount, 0) / 7 * 7 >= 0",
            "17:56: warning: whole numbers are divided without what is left over (7 / 2 is 3): where that counts write "
                + "'* 1.0 / …', where it is to be dropped 'CAST(… AS integer)'"),
        .job(rule, "amount < 100000 OR kana <> 'カ'", empty("amount", at: "17:15")),
        .job(
            "onestop-{date}-{batch}.csv", "onestop-{date}.csv",
            "26:13: warning: the name has neither {batch} nor {time}: from the second batch with the same name on, the "
                + "batch's id is appended; put {batch} into it"),
        .job(rule, "amount IS NULL OR amount < 100000"),
        .job(rule, "coalesce(amount, 0) < 100000"),
        .job(rule, "topics <> '' AND consent"),
        .job(
            "by: clerk, second", "by: chief, second",
            "24:18: warning: 'chief' is no role that settles documents: only managers can settle what waits "
                + "(known: clerk, manager)"),
    ]

    @Test(arguments: cases) func aWarningNamesItsPlace(broken: Broken) throws {
        let expected = broken.mistakes.map { $0.replacingOccurrences(of: "Workflows/onestop/workflow.yml:", with: "") }
        let found = try warnings(broken)
        #expect(found.sorted() == expected.sorted())
    }

    @Test func aJobWithoutAReviewStepSaysWhatBecomesOfWhatIsNotProved() throws {
        #expect(
            try warnings(.job("  - review: {by: clerk, second-person: [amount]}\n", "")) == [
                "12:3: warning: no step lets people review: documents that can't be proved wait all the same; write "
                    + "'- review' before 'export'"
            ])
    }

    @Test func aConditionIsLookedAtAsARuleIs() throws {
        #expect(
            try warnings(.job("  - export:\n", "  - when: amount > 999999\n    export:\n"))
                == [Self.empty("amount", at: "25:11")])
    }

    @Test func whatARegisterAddsMayBeEmpty() throws {
        #expect(
            try warnings(.job("  - review: {by", "  - check: [{that: resident_id <> '0', else: x}]\n  - review: {by"))
                .contains(Self.empty("resident_id", at: "24:20")))
    }

    @Test func aBaselineOfOneFormIsNoneOfTheOthers() throws {
        let folder = try Broken.job("[forms/onestop.yml]", "[forms/onestop.yml, forms/other.yml]").folder()
        try folder.write(
            Samples.template.replacingOccurrences(of: "form: onestop", with: "form: other"),
            to: "Workflows/onestop/forms/other.yml")
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let one = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(one.warnings).contains(
                "Workflows/onestop/workflow.yml:32:14: warning: the baseline was not timed with 'other': once it is, add "
                    + "that to the list of 'valid-for'"))
        let both = "[{form: onestop, version: 2026}, {form: other, version: 2026}]"
        let job = try String(contentsOf: folder.file("Workflows/onestop/workflow.yml"), encoding: .utf8)
        try folder.write(
            job.replacingOccurrences(of: "{form: onestop, version: 2026}", with: both),
            to: "Workflows/onestop/workflow.yml")
        let two = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(folder.lines(two.diagnostics) == [])
        #expect(folder.lines(two.warnings).allSatisfy { !$0.contains("baseline") })
    }

    @Test func aNewVersionOfAFormEndsItsBaselineUntilSomeoneCarriesItOver() throws {
        let folder = try Broken.job("version: 2026}", "version: 2025}").folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let lapsed = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(lapsed.warnings).contains(
                "Workflows/onestop/workflow.yml:32:39: warning: the baseline was timed with version 2025 of 'onestop', which "
                    + "is now version 2026: nothing counts until it is timed again, or carried-over names who let it hold"
            ))
        let workflow = try #require(lapsed.value)
        #expect(workflow.lapsedForms == ["onestop 2025 → 2026"])
        #expect(workflow.baseline != nil && workflow.countingBaseline == nil)
        let job = try String(contentsOf: folder.file("Workflows/onestop/workflow.yml"), encoding: .utf8)
        try folder.write(
            job + "\n  carried-over: {form: onestop, version: 2026, by: 課長 山田, on: 2026-06-01}\n",
            to: "Workflows/onestop/workflow.yml")
        let carried = try #require(WorkflowReader.read(folder.file("Workflows/onestop"), site: site).value)
        #expect(carried.lapsedForms == [] && carried.countingBaseline == carried.baseline)
        #expect(carried.carriedOver == ["onestop 2026: 課長 山田 2026-06-01"])
    }

    @Test func aFieldThatNotEveryFormHasMayBeEmpty() throws {
        let folder = try Broken.job("[forms/onestop.yml]", "[forms/onestop.yml, forms/other.yml]").folder()
        try folder.write(
            Samples.template.replacingOccurrences(of: "form: onestop", with: "form: other")
                .replacingOccurrences(of: "name: received", with: "name: taken"),
            to: "Workflows/onestop/forms/other.yml")
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.warnings).contains(
                "Workflows/onestop/workflow.yml:" + Self.empty("received", at: "17:24")))
    }

    @Test func aFieldOfTwoTypesIsNamed() throws {
        let folder = try Broken.job("[forms/onestop.yml]", "[forms/onestop.yml, forms/other.yml]").folder()
        try folder.write(
            Samples.template.replacingOccurrences(of: "form: onestop", with: "form: other")
                .replacingOccurrences(of: "type: yen\n", with: "type: text\n"), to: "Workflows/onestop/forms/other.yml")
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(
            folder.lines(read.warnings).contains(
                "Workflows/onestop/workflow.yml:9:8: warning: the field 'amount' is of type yen in 'onestop' but text in "
                    + "'other': rules take it for yen"))
    }

    @Test(arguments: [
        ("station: {listen: 127.0.0.1:9090}", "127.0.0.1", 9090), ("station: {listen: \"[::1]:0\"}", "::1", 0),
        ("station: {listen: 0.0.0.0:80, language: en}", "0.0.0.0", 80),
    ])
    func aSiteSaysWhereItsStationListens(text: String, host: String, port: Int) throws {
        let folder = try WorkingFolder(Samples.files)
        try folder.write(text + "\n", to: "tema.yml")
        let read = SiteReader.read(folder.file("tema.yml"))
        #expect(read.diagnostics.isEmpty && read.warnings.isEmpty)
        #expect(read.value?.station == Site.Station(host: host, port: port))
        try folder.write("station: {language: ja}\n", to: "tema.yml")
        #expect(SiteReader.read(folder.file("tema.yml")).value?.station == nil)
    }

    @Test func aFileIsKnownByItsKeys() throws {
        let folder = try WorkingFolder(Samples.files)
        let (job, form) = (
            folder.file("Workflows/onestop/workflow.yml"), folder.file("Workflows/onestop/forms/onestop.yml")
        )
        #expect(
            WorkflowReader.read(form, site: nil).diagnostics.map(\.message.en) == [
                "this is a form template: give the workflow's folder, or its workflow.yml"
            ])
        #expect(
            TemplateReader.read(job).diagnostics.map(\.message.en) == [
                "this is a job file: give a form template, as they lie in forms/"
            ])
        #expect(DefinitionKind.of(folder.file("Workflows/onestop")) == .workflow)
        #expect(DefinitionKind.of(folder.file("Workflows/onestop/forms/onestop.yml")) == .template)
        #expect(DefinitionKind.of(folder.file("tema.yml")) == .site)
        #expect(DefinitionKind.of(folder.file("nothing.yml")) == .workflow)
    }
}
