import FieldTypes
import JapaneseText
import Paperwork
import Testing

/// The types of invoices, receipts and letters.
@Suite struct PaperTypesTests {
    private static func best(
        _ text: String, _ type: String, order: FieldDefinition.DateOrder? = nil
    ) throws -> Candidate {
        let definition = FieldDefinition(name: "f", type: type, place: .cells([]), order: order)
        let reading = Reading(text: text, confidence: .certain, recogniser: "test")
        return try #require(
            FieldTypes.named(type)?.candidates(from: [reading], in: FieldContext(definition: definition)).first)
    }

    static let values: [(String, String, FieldValue)] = [
        ("T7000012050002", "invoice-number", .text("T7000012050002")),
        ("Ｔ７０００-０１２０-５０００２", "invoice-number", .text("T7000012050002")),
        ("㈱見本 商店", "company", .text("株式会社見本商店")), ("見本商店（株）御中", "company", .text("見本商店株式会社")),
        ("MIHON TRADING Co.", "company", .text("MIHON TRADING Co.")),
        ("RM 1,234.50", "money", .text("1234.50")), ("9.00", "money", .text("9.00")),
        ("-5.20", "money", .text("-5.20")),
        ("¥12,000-", "money", .integer(12000)), ("US$ 12", "money", .integer(12)), ("(3.40)", "money", .text("-3.40")),
        ("ＲＭ", "currency", .text("MYR")), ("¥", "currency", .text("JPY")), ("円", "currency", .text("JPY")),
        ("カ）ミホンシヨウテン", "account-holder", .text("ｶ)ﾐﾎﾝｼﾖｳﾃﾝ")), ("ヤマダ　ジロー", "account-holder", .text("ﾔﾏﾀﾞ ｼﾞﾛ-")),
        ("普通 1234567", "bank-account", .text("1234567")),
    ]

    @Test(arguments: values.indices)
    func normalForms(index: Int) throws {
        let (text, type, value) = Self.values[index]
        let candidate = try Self.best(text, type)
        #expect(candidate.value == value)
        #expect(candidate.proof.problem == nil)
    }

    @Test(arguments: [
        ("T7000012050003", "invoice-number", "check-digit"), ("T700001205000", "invoice-number", "length"),
        ("12,50", "money", "comma"), ("1.234,56", "money", "comma"), ("12.345", "money", "amount"),
        ("ABC", "money", "amount"), ("山田", "account-holder", "characters"), ("ぬ", "currency", "currency"),
    ])
    func whatIsWrongIsSaid(text: String, type: String, rule: String) throws {
        #expect(try Self.best(text, type).proof.problem?.rule == rule)
    }

    @Test(arguments: [
        ("25/12/2018", "2018-12-25"), ("25-12-18 8:13:39 PM", "2018-12-25"), ("25 DEC 2018", "2018-12-25"),
        ("Dec 25, 2018", "2018-12-25"), ("25DEC18", "2018-12-25"), ("2018-12-25", "2018-12-25"),
        ("25.12.2018(TUE)", nil), ("25122018", "2018-12-25"), ("20181225", "2018-12-25"), ("31/02/2018", nil),
        ("12/25/2018", nil), ("25/12", nil), ("25/12/201", nil),
    ])
    func daysFirst(text: String, iso: String?) throws {
        let candidate = try Self.best(text, "date", order: .dmy)
        if let iso {
            #expect(candidate.value == .text(iso))
        } else {
            #expect(candidate.proof.problem?.rule == "calendar")
        }
    }
}
