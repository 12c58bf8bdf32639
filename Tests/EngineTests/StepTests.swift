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
        - read: {error-budget: 60%}
        - reconcile:
            with: {csv: people.csv, key: id, columns: {id: 宛名番号, number: 番号, name: 氏名}}
            on: [number, name]
            fill: {person: id}
            unless-found: \(unlessFound)
        """
    }

    @Test func aStepRunsOnlyWhenItsConditionHolds() throws {
        let steps = """
            - read: {error-budget: 60%}
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
        #expect(document.field("number")?.readings.first?.text == "2883")
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
        - read: {error-budget: 60%}
        - check:
            - {that: total = first + second, else: 合計が内訳と合いません}
        """

    @Test func aSumThatMustAddUpCorrectsAMisreading() throws {
        let folder = try SlipFolder(template: Slip.writingTemplate, steps: Self.sum)
        let page = Slip.Page.front(writing: ["first": "300", "second": "521", "total": "821"], misread: ["first"])
        let document = try #require(try folder.run([page]).documents.first)
        #expect(document.field("first")?.readings.first?.text == "388")
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
}
