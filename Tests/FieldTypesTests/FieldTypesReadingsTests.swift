import FieldTypes
import JapaneseText
import Paperwork
import Testing

@Suite struct FieldTypesReadingsTests {
    private let zone = Zone(left: 0, top: 0, width: 10, height: 5)

    @Test func latticeGivesAlternativesBelowTheReading() throws {
        let reading = reading("123456789019", 0.6, alternatives: [11: [("9", 0.6), ("8", 0.4)]])
        let candidates = try candidates("my-number", [reading])
        #expect(candidates.map(\.value) == [.text("123456789019"), .text("123456789018")])
        #expect(candidates[0].proof.problem?.rule == "check-digit")
        #expect(candidates[1].proof.problem == nil)
        #expect(candidates[0].score > candidates[1].score)
    }

    @Test func textsWithOneValueAddUp() throws {
        let candidates = try candidates("number", [reading("120", 0.6, alternatives: [2: [("0", 0.6), ("O", 0.4)]])])
        #expect(candidates.count == 1)
        #expect(candidates[0].score > 0.6 && candidates[0].score <= 1)
    }

    @Test func aValueThatAllReadingsSeeBeatsOneThatOneSees() throws {
        let candidates = try candidates(
            "yen", [reading("1,284", 0.8), reading("1,234", 0.7), reading("¥1234", 0.7)])
        #expect(candidates.map(\.value) == [.integer(1234), .integer(1284)])
        #expect(abs(candidates[0].score - 1.4 / 3) < 1e-9)
    }

    @Test func theFirstReadingLeadsUnlessMoreSeeAnotherValue() throws {
        let likeliest = reading("1,284", 0.4)
        #expect(try candidates("yen", [likeliest, reading("1,234", 0.9)]).first?.value == .integer(1284))
        #expect(try candidates("yen", [reading("x", 0.4), reading("1,234", 0.9)]).first?.value == .integer(1234))
        let outvoted = try candidates("yen", [likeliest, reading("1,234", 0.9), reading("1234", 0.9)])
        #expect(outvoted.first?.value == .integer(1234))
    }

    @Test func thereAreNeverMoreThanTheLimit() throws {
        let choices = "0123456789".map { (String($0), 0.1) }
        let reading = reading("000", 0.2, alternatives: [0: choices, 1: choices, 2: choices])
        #expect(try candidates("number", [reading]).count <= FieldTypes.candidateLimit)
    }

    @Test func noReadingsAreAnEmptyField() throws {
        #expect(try candidates("text", []).map(\.value) == [.none])
        #expect(try candidates("text", [reading("", 0.9)]).map(\.value) == [.none])
        #expect(try candidates("table", []).map(\.value) == [.none])
    }

    @Test(arguments: [
        (["0", "8", "0", "4", "0", "1"], "2026-04-01"), (["", "8", "", "4", "", "1"], "2026-04-01"),
        (["8", "", "4", "", "1", ""], "2026-04-01"),
        (["0", "8", "1", "2", "1", "0"], "2026-12-10"),
    ])
    func combOfAnEraDate(cells: [String], iso: String) throws {
        let lattice = Lattice(positions: cells.map { [Lattice.Alternative($0, 0.9)] })
        let reading = Reading(text: cells.joined(), confidence: Confidence(0.8), lattice: lattice, recogniser: "test")
        let definition = FieldDefinition(
            name: "birth", type: "era-date", place: .cells(Array(repeating: zone, count: 6)), era: .field("era"))
        let context = FieldContext(definition: definition, era: .text("令和"))
        let candidates = FieldTypes.named("era-date")?.candidates(from: [reading], in: context)
        #expect(candidates?.first?.value == .text(iso))
    }

    @Test func emptyCombIsEmpty() throws {
        let lattice = Lattice(positions: Array(repeating: [Lattice.Alternative("", 1)], count: 6))
        let reading = Reading(text: "", confidence: .certain, lattice: lattice, recogniser: "test")
        let definition = FieldDefinition(
            name: "birth", type: "era-date", place: .cells(Array(repeating: zone, count: 6)))
        let candidates = FieldTypes.named("era-date")?
            .candidates(from: [reading], in: FieldContext(definition: definition))
        #expect(candidates?.map(\.value) == [FieldValue.none])
    }

    @Test func eraApartDecides() throws {
        let definition = FieldDefinition(name: "birth", type: "era-date", place: .zone(zone), era: .field("era"))
        let read = [reading("60.3.2", 0.9)]
        let type = try #require(FieldTypes.named("era-date"))
        let showa = type.candidates(from: read, in: FieldContext(definition: definition, era: .text("昭和")))
        #expect(showa.first?.value == .text("1985-03-02"))
        let heisei = type.candidates(from: read, in: FieldContext(definition: definition, era: .text("平成")))
        #expect(heisei.first?.proof.problem?.message.ja.contains("平成は平成31年4月30日まで") == true)
        let none = type.candidates(from: read, in: FieldContext(definition: definition, era: FieldValue.none))
        #expect(none.first?.proof.problem != nil)
    }

    @Test(
        "A date whose era the form prints",
        arguments: ["date", "era-date"], ["6 4 1", "6.4.1", "6・4・1", "6年4月1日", "令和6年4月1日", "R6.4.1", "060401"])
    func eraInPrint(type: String, text: String) throws {
        let definition = FieldDefinition(name: "day", type: type, place: .zone(zone), era: .printed(.reiwa))
        let candidates = try #require(FieldTypes.named(type))
            .candidates(from: [reading(text, 0.9)], in: FieldContext(definition: definition))
        #expect(candidates.first?.value == .text("2024-04-01"))
    }

    @Test func anotherEraThanThePrintedOneIsNoDate() throws {
        let definition = FieldDefinition(name: "day", type: "date", place: .zone(zone), era: .printed(.reiwa))
        let candidates = try #require(FieldTypes.named("date"))
            .candidates(from: [reading("平成6年4月1日", 0.9)], in: FieldContext(definition: definition))
        #expect(candidates.first?.proof.problem?.rule == "calendar")
    }

    @Test func aGapThatMayBeNoneGivesBothDates() throws {
        let gap = [Lattice.Alternative(" ", 0.6), Lattice.Alternative("", 0.4)]
        let digits = "6111".map { [Lattice.Alternative(String($0), 1)] }
        let lattice = Lattice(positions: [digits[0], [.init(" ", 1)], digits[1], gap, digits[2], gap, digits[3]])
        let reading = Reading(text: lattice.best, confidence: Confidence(0.5), lattice: lattice, recogniser: "test")
        let definition = FieldDefinition(name: "day", type: "date", place: .zone(zone), era: .printed(.reiwa))
        let values = try #require(FieldTypes.named("date"))
            .candidates(from: [reading], in: FieldContext(definition: definition)).map(\.value)
        #expect(values.contains(.text("2024-11-01")))
        #expect(values.contains(.text("2024-01-11")))
    }

    @Test(arguments: [("checkbox", "1", true), ("checkbox", "", false), ("seal", "0", false), ("signature", "1", true)])
    func presence(type: String, text: String, expected: Bool) throws {
        #expect(try candidates(type, [reading(text, 0.9)]).map(\.value) == [.flag(expected)])
    }

    @Test func nothingAndZeroAreOneAnswer() throws {
        let candidates = try candidates("checkbox", [reading("", 0.9), reading("0", 0.7)])
        #expect(candidates.map(\.value) == [.flag(false)])
        #expect(abs(candidates[0].score - 0.8) < 1e-9)
    }

    @Test func oneOptionOfSeveral() throws {
        #expect(try marked("circled", "昭和").map(\.value) == [.text("昭和")])
        #expect(try marked("choice", "").map(\.value) == [.none])
        let two = try #require(try marked("circled", "平成;昭和").first)
        #expect(two.value == .text("昭和;平成"))
        #expect(two.proof.problem?.rule == "one-option")
        #expect(try marked("circled", "慶応").first?.proof.problem != nil)
    }

    @Test func severalOptionsInTheTemplatesOrder() throws {
        #expect(try marked("mark-grid", "令和;昭和").map(\.value) == [.list(["昭和", "令和"])])
        #expect(try marked("mark-grid", "").map(\.value) == [.list([])])
        let lattice = Lattice(positions: [
            [.init("昭和", 0.9), .init("", 0.1)], [.init("", 0.8), .init("平成", 0.2)], [.init("令和", 0.9), .init("", 0.1)],
        ])
        let reading = Reading(
            text: "昭和;令和", confidence: Confidence(0.6), lattice: lattice, recogniser: "test")
        let candidates = try #require(FieldTypes.named("mark-grid"))
            .candidates(from: [reading], in: FieldContext(definition: options("mark-grid")))
        #expect(candidates.first?.value == .list(["昭和", "令和"]))
        #expect(candidates.dropFirst().first?.value == .list(["昭和", "平成", "令和"]))
    }

    @Test func tableRowsTakeTheirColumnsTypes() throws {
        let columns = [
            FieldDefinition.Column(name: "item", type: "text", width: 80),
            FieldDefinition.Column(name: "price", type: "yen", width: 40),
        ]
        let definition = FieldDefinition(name: "items", type: "table", place: .table(zone, rows: 3, columns: columns))
        let type = try #require(FieldTypes.named("table"))
        let read = [reading("鉛筆\t１，０００円\n\t\nノート\t2,00", 0.9)]
        let table = try #require(type.candidates(from: read, in: FieldContext(definition: definition)).first)
        #expect(
            table.value
                == .rows([
                    ["item": .text("鉛筆"), "price": .integer(1000)], ["item": .text("ノート"), "price": .integer(200)],
                ]))
        #expect(table.proof.problem?.message.ja.hasPrefix("2行目のprice") == true)
    }

    @Test func aColumnOfDatesHasTheEraThatTheFormPrints() throws {
        let columns = [FieldDefinition.Column(name: "day", type: "date", width: 40, era: .reiwa)]
        let definition = FieldDefinition(name: "days", type: "table", place: .table(zone, rows: 2, columns: columns))
        let type = try #require(FieldTypes.named("table"))
        let table = try #require(
            type.candidates(from: [reading("6.4.1\n7.4.1", 0.9)], in: FieldContext(definition: definition)).first)
        #expect(table.value == .rows([["day": .text("2024-04-01")], ["day": .text("2025-04-01")]]))
    }

    private func options(_ type: String) -> FieldDefinition {
        let options = ["昭和", "平成", "令和"].map { FieldDefinition.Option(name: $0, zone: zone) }
        return FieldDefinition(name: "f", type: type, place: .options(options))
    }

    private func marked(_ type: String, _ text: String) throws -> [Candidate] {
        try #require(FieldTypes.named(type))
            .candidates(from: [reading(text, 0.9)], in: FieldContext(definition: options(type)))
    }

    private func candidates(_ type: String, _ readings: [Reading]) throws -> [Candidate] {
        let definition = FieldDefinition(name: "f", type: type, place: .zone(zone))
        return try #require(FieldTypes.named(type))
            .candidates(from: readings, in: FieldContext(definition: definition))
    }

    private func reading(
        _ text: String, _ confidence: Double, alternatives: [Int: [(String, Double)]] = [:]
    ) -> Reading {
        let positions = text.enumerated().map { index, character in
            (alternatives[index] ?? [(String(character), 1)]).map { Lattice.Alternative($0.0, $0.1) }
        }
        return Reading(
            text: text, confidence: Confidence(confidence), lattice: Lattice(positions: positions), recogniser: "test")
    }
}
