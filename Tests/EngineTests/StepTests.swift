import Foundation
import Intake
import Paperwork
import SlipRuns
import Slips
import Testing

@Suite struct StepTests {
    private static let people = "宛名番号,番号,氏名\n7001,1002,SAMPLE ONE\n7002,2003,SAMPLE TWO\n"

    private static func reconcile(unlessFound: String) -> String {
        """
        - read: {error-budget: 49%}
        - reconcile:
            with: {csv: people.csv, key: id, columns: {id: 宛名番号, number: 番号, name: 氏名}}
            on: [number, name]
            fill: {person: id}
            unless-found: \(unlessFound)
        """
    }

    @Test func aStepRunsOnlyWhenItsConditionHolds() throws {
        let steps = """
            - read: {error-budget: 49%}
            - when: NOT urgent
              check:
                - {that: consent, else: 同意がありません}
            """
        let batch = try SlipFolder(steps: steps).run([.front(marks: ["urgent"]), .front(), .plain])
        #expect(try batch.documents.map(\.state) == [.done, .review, .done])
        #expect(try batch.documents.map { $0.problems.map(\.message.ja) } == [[], ["同意がありません"], []])
    }

    @Test(arguments: [("review", DocumentState.review), ("reject", .rejected), ("continue", .done)])
    func aPersonWhoIsNotInTheRegisterGoesWhereTheStepSays(unlessFound: String, state: DocumentState) throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.reconcile(unlessFound: unlessFound))
        try folder.write(Self.people, to: "slip/people.csv")
        let document = try #require(
            try folder.run([.front(writing: ["number": "9999", "name": "NOBODY"])]).documents.first)
        #expect(document.match?.outcome == .notFound)
        #expect(document.state == state)
        #expect(document.value("person") == FieldValue.none)
        #expect(document.problems.map(\.rule) == (unlessFound == "continue" ? [] : ["register"]))
    }

    @Test(arguments: ["review", "reject", "continue"])
    func aRecordWhoseKeyIsDamagedGoesToAPersonByItsLine(unlessFound: String) throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.reconcile(unlessFound: unlessFound))
        try folder.write(Self.people.replacing("7002", with: "7.00E+03"), to: "slip/people.csv")
        let document = try #require(
            try folder.run([.front(writing: ["number": "2003", "name": "SAMPLE TWO"])]).documents.first)
        #expect(document.state == .review)
        #expect(document.match?.key == nil)
        #expect(document.value("person") == FieldValue.none)
        #expect(document.problems.map(\.message.en).first?.contains("line 3") == true)
        #expect(document.problems.map(\.message.en).first?.contains("7.00E+03") == true)
    }

    @Test func aRegistersValueWithControlCharactersIsNotFilledIn() throws {
        let steps = Self.reconcile(unlessFound: "review").replacing("{person: id}", with: "{person: id, note: 備考}")
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps)
        let people = "宛名番号,番号,氏名,備考\n7001,1002,SAMPLE ONE,良\n7002,2003,SAMPLE TWO,不\u{1}良\n"
        try folder.write(people, to: "slip/people.csv")
        let document = try #require(
            try folder.run([.front(writing: ["number": "2003", "name": "SAMPLE TWO"])]).documents.first)
        #expect(document.value("person") == .text("7002"))
        #expect(document.value("note") == FieldValue.none)
        #expect(document.state == .review)
        #expect(document.problems.map(\.field) == ["note"])
        #expect(document.problems.first?.message.en.contains("<U+0001>") == true)
    }

    @Test func theRegisterChoosesAmongWhatTheInkAllows() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.reconcile(unlessFound: "review"))
        try folder.write(Self.people, to: "slip/people.csv")
        let page = Slip.Page.front(writing: ["number": "2003", "name": "SAMPLE TWO"], misread: ["number"])
        let document = try #require(try folder.run([page]).documents.first)
        #expect(document.field("number")?.readings.contains { $0.text == "2883" } == true)
        #expect(document.value("number") == .integer(2003))
        #expect(document.match?.key == "7002")
        #expect(document.value("person") == .text("7002"))
    }

    @Test func twoDocumentsOfOnePersonStayTwo() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.reconcile(unlessFound: "review"))
        try folder.write(Self.people, to: "slip/people.csv")
        let page = Slip.Page.front(writing: ["number": "2003", "name": "SAMPLE TWO"])
        let batch = try folder.run([page, page])
        #expect(try batch.documents.map { $0.match?.key } == ["7002", "7002"])
        #expect(try Set(batch.documents.map(\.id)).count == 2)
    }

    private static let sum = """
        - read: {error-budget: 49%}
        - check:
            - {that: total = first + second, else: 合計が内訳と合いません}
        """

    @Test func aSumThatMustAddUpCorrectsAMisreading() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.sum)
        let page = Slip.Page.front(writing: ["first": "300", "second": "521", "total": "821"], misread: ["first"])
        let document = try #require(try folder.run([page]).documents.first)
        #expect(document.field("first")?.readings.contains { $0.text == "388" } == true)
        #expect(document.value("first") == .integer(300))
        #expect(document.problems.isEmpty)
    }

    @Test func aSumThatDoesNotAddUpGoesToAPerson() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.sum)
        let page = Slip.Page.front(writing: ["first": "312", "second": "521", "total": "945"])
        let document = try #require(try folder.run([page]).documents.first)
        #expect(document.state == .review)
        #expect(document.problems.map(\.message.ja) == ["合計が内訳と合いません"])
    }

    private static func rule(_ rule: String) -> String {
        """
        - read: {error-budget: 49%}
        - check:
            - {that: "\(rule)", else: 理由が要ります}
        - review: {by: clerk}
        """
    }

    @Test func aRuleThatCannotBeWorkedOutSendsItsDocumentToAPersonAndNamesTheEmptyField() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.rule("first < 400 OR name <> ''"))
        let batch = try folder.run([
            .front(writing: ["first": "521"]), .front(writing: ["first": "312"]),
            .front(writing: ["first": "521", "name": "BECAUSE"]),
        ])
        let documents = try batch.documents
        #expect(documents.map(\.state) == [.review, .done, .done])
        let problem = try #require(documents[0].problems.first)
        #expect(problem.field == "name")
        #expect(problem.rule == "first < 400 OR name <> ''")
        #expect(problem.message.ja == "「氏名」が空欄のため、規則「first < 400 OR name <> ''」を確かめられません（理由が要ります）。")
        #expect(documents[0].field("name")?.decision?.accepted == false)
        #expect(
            documents[0].field("name")?.decision?.because.en.contains("can't be worked out while this is empty") == true
        )
        #expect(documents[0].field("first")?.decision?.accepted == true)
    }

    @Test func aRuleThatAllowsAnEmptyFieldLetsItPass() throws {
        let folder = try SlipFolder(
            template: Slip.writingTemplate, steps: Self.rule("first < 400 OR coalesce(name, '') <> 'x'"))
        let document = try #require(try folder.run([.front(writing: ["first": "521"])]).documents.first)
        #expect(document.state == .done)
    }

    @Test func aRuleThatIsUnknownForAnotherReasonGoesToAPersonToo() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.rule("second / (first - 312) > 0"))
        let document = try #require(
            try folder.run([.front(writing: ["first": "312", "second": "521"])]).documents.first)
        #expect(document.state == .review)
        #expect(document.problems.map(\.message.en).allSatisfy { $0.contains("can't be worked out") })
    }

    @Test func aConditionThatCannotBeWorkedOutStopsTheDocumentAtItsStep() throws {
        let steps = """
            - read: {error-budget: 49%}
            - when: first > 400
              check:
                - {that: consent, else: 同意がありません}
            - review
            """
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: steps)
        let batch = try folder.run([.front(), .front(writing: ["first": "312"]), .front(writing: ["first": "521"])])
        let documents = try batch.documents
        #expect(documents.map(\.state) == [.review, .done, .review])
        #expect(documents[0].problems.map(\.rule) == ["first > 400"])
        #expect(documents[2].problems.map(\.message.ja) == ["同意がありません"])
    }

    @Test func fieldsForASecondPersonAreNeverAcceptedUnseen() throws {
        let steps = """
            - read: {error-budget: 49%}
            - review: {by: chief, second-person: [consent]}
            """
        let document = try #require(try SlipFolder(steps: steps).run([.plain]).documents.first)
        #expect(document.state == .review)
        #expect(document.field("consent")?.decision?.accepted == false)
        #expect(document.field("consent")?.decision?.because.ja == "必ず2人で確認する項目です（担当: chief）。")
        #expect(document.field("urgent")?.decision?.accepted == true)
    }

    @Test func aRuleOverATableThatIsFoundByItsHeadingIsWorkedOutAsItIsChecked() throws {
        let table = """
              - name: items
                type: table
                optional: true
                find: {table: {heading: [Item, Price], columns: [{name: item, type: text}, {name: price, type: yen}]}}

            """
        let steps = """
            - read: {error-budget: 49%}
            - check:
                - {that: "(SELECT coalesce(sum(price), 0) FROM items) <= 5", else: 合計}
                - {that: "(SELECT count(*) FROM items) > 0", else: 明細がありません}
            - review
            """
        let document = try #require(
            try SlipFolder(template: Slip.marksTemplate + table, steps: steps).run([.plain]).documents.first)
        #expect(document.state == .review)
        #expect(document.problems.map(\.message.ja) == ["明細がありません"])
    }
}
