import Paperwork
import Rules
import Testing

@Suite struct RuleCheckTests {
    private let schema = RuleSchema(
        fields: [
            (name: "my_number", type: "my-number"), (name: "amount", type: "yen"), (name: "consent", type: "checkbox"),
            (name: "birth", type: "date"), (name: "氏名", type: "name"), (name: "weight", type: "number"),
        ],
        tables: [(name: "items", columns: [(name: "price", type: "yen")])])

    private func kinds(_ expression: String) throws -> [RuleMistake.Kind] {
        try RuleSet.check(expression, schema: schema).map(\.kind)
    }

    @Test(arguments: [
        "length(my_number) = 12", "birth <= date('now')", "amount >= 0 AND amount < 1000000", "consent = 1",
        "birth >= '1900-01-01' AND birth < '2027-01-01'", "amount = (SELECT sum(price) FROM items)",
        "氏名 <> ''", "NOT (length(my_number) = 12 AND amount > 3)", "my_number GLOB '[0-9][0-9]'",
        "amount IS NULL OR amount > 5", "length(氏名) > 1 AND length(氏名) < 40", "birth > '2026' AND birth < '2026-02'",
        "weight = 12.5", "length(my_number) = 12 OR amount = 3 AND consent = 0", "amount > 1 AND amount < 3",
        "(SELECT count(*) FROM items) > 0",
        "NOT EXISTS (SELECT 1 FROM items)", "length(氏名) > 500", "my_number = 12 AND my_number = 13",
    ])
    func `a sound rule has no mistake`(expression: String) throws {
        #expect(try kinds(expression) == [])
    }

    @Test(arguments: [
        ("length(my_number) = 12 AND length(my_number) = 13", RuleMistake.Kind.neverHolds), ("1 = 2", .neverHolds),
        ("amount > 5 AND amount < 3", .neverHolds), ("amount > 5 AND amount < 6", .neverHolds), ("NULL", .neverHolds),
        ("birth > '2026' AND birth < '2025'", .neverHolds), ("consent = 1 and not (CONSENT = 1)", .neverHolds),
        ("length(my_number) < 0", .neverHolds), ("1", .alwaysHolds), ("'a' = 'a'", .alwaysHolds),
        ("amount > 5 OR amount <= 5", .alwaysHolds), ("length(\"氏名\") >= 0", .alwaysHolds),
        ("nmae = ''", .unknownName("nmae")), ("(SELECT price FROM item)", .unknownName("item")),
        ("lenght(my_number) = 12", .unknownName("lenght")), ("load_extension('x')", .forbidden),
        ("(SELECT count(*) FROM sqlite_master) = 1", .unknownName("sqlite_master")), ("amount = ", .syntax),
        ("amount = 1; DROP TABLE items", .syntax), ("", .notAnExpression), ("amount, birth", .syntax),
        ("1) FROM items WHERE (1", .syntax),
    ])
    func `a mistake is found`(expression: String, kind: RuleMistake.Kind) throws {
        #expect(try kinds(expression) == [kind])
    }

    @Test func `a mistake says where it is, and what, in both languages`() throws {
        let mistake = try #require(try RuleSet.check("氏名 <> '' AND nmae = 1", schema: schema).first)
        #expect(mistake.offset == 13)
        #expect(mistake.message == Wording(ja: "項目「nmae」はありません", en: "there is no field 'nmae'"))
    }
}
