import Paperwork
import Rules
import Testing

@Suite struct RuleSetTests {
    private let schema = RuleSchema(
        fields: [
            (name: "my_number", type: "my-number"), (name: "寄附額", type: "yen"), (name: "birth", type: "era-date"),
            (name: "received", type: "date"), (name: "consent", type: "checkbox"), (name: "topics", type: "mark-grid"),
            (name: "weight", type: "number"),
        ],
        tables: [(name: "items", columns: [(name: "品名", type: "text"), (name: "price", type: "yen")])])

    private let fields = [
        Field(name: "my_number", type: "my-number", value: .text("123456789018"), text: ""),
        Field(name: "寄附額", type: "yen", value: .integer(30_000), text: ""),
        Field(name: "birth", type: "era-date", value: .text("1970-01-31"), text: ""),
        Field(name: "received", type: "date", value: .text("2026-04-01"), text: ""),
        Field(name: "consent", type: "checkbox", value: .flag(true), text: ""),
        Field(name: "topics", type: "mark-grid", value: .list(["子育て", "防災"]), text: ""),
        Field(name: "weight", type: "number", value: .text("12.5"), text: ""),
        Field(
            name: "items", type: "table",
            value: .rows([
                ["品名": .text("米"), "price": .integer(10_000)], ["品名": .text("茶"), "price": .integer(20_000)],
                ["品名": .text("無料"), "price": .none],
            ]), text: ""),
        Field(name: "not in the schema", type: "text", value: .text("x"), text: ""),
    ]

    @Test(arguments: [
        ("length(my_number) = 12", RuleVerdict.holds), ("birth <= received", .holds), ("birth > received", .fails),
        ("寄附額 % 1000 = 0", .holds), ("\"寄附額\" < 2000", .fails), ("consent", .holds), ("NOT consent", .fails),
        ("topics = '子育て;防災'", .holds), ("';' || topics || ';' LIKE '%;防災;%'", .holds),
        ("(SELECT sum(price) FROM items) = 寄附額", .holds), ("(SELECT count(*) FROM items WHERE 品名 = '米') = 1", .holds),
        ("NOT EXISTS (SELECT 1 FROM items WHERE price IS NULL)", .fails), ("weight > 12", .holds),
        ("weight > 9", .holds), ("my_number GLOB '[0-9]*'", .holds), ("my_number", .fails), ("NULL = 1", .unknown),
        ("abs(-9223372036854775807 - 1) > 0", .fails),
    ])
    func `a rule says of a document what SQL says`(rule: String, verdict: RuleVerdict) throws {
        let rules = try RuleSet([rule], schema: schema)
        rules.load(fields)
        #expect(rules.verdicts() == [verdict])
    }

    @Test func `what is empty is unknown`() throws {
        let rules = try RuleSet(
            ["length(my_number) = 12", "consent = 0", "topics <> ''", "my_number IS NULL"], schema: schema)
        rules.load([
            Field(name: "my_number", type: "my-number", value: .none, text: ""),
            Field(name: "consent", type: "checkbox", value: .flag(false), text: ""),
            Field(name: "topics", type: "mark-grid", value: .list([]), text: ""),
        ])
        #expect(rules.verdicts() == [.unknown, .holds, .fails, .holds])
    }

    @Test func `a rule tells which fields it reads`() throws {
        let rules = try RuleSet(
            ["birth <= received", "(SELECT sum(price) FROM items) = 寄附額", "1 = 1", "(SELECT count(*) FROM items) > 0"],
            schema: schema)
        #expect(rules.reads == [["birth", "received"], ["寄附額", "items"], [], ["items"]])
    }

    @Test func `substituted values hold for one question only`() throws {
        let rules = try RuleSet(["寄附額 = 30000", "birth = '1970-01-31'"], schema: schema)
        rules.load(fields)
        #expect(rules.verdicts(substituting: ["寄附額": .integer(80_000)]) == [.fails, .holds])
        #expect(rules.verdicts(substituting: ["寄附額": .none, "absent": .none]) == [.unknown, .holds])
        #expect(rules.verdicts(substituting: ["birth": .text("1970-01-01")], rules: [1]) == [.fails])
        #expect(rules.verdicts() == [.holds, .holds])
    }

    @Test func `a document loaded next leaves nothing of the one before`() throws {
        let rules = try RuleSet(["(SELECT count(*) FROM items) = 0", "my_number IS NULL"], schema: schema)
        rules.load(fields)
        #expect(rules.verdicts() == [.fails, .fails])
        rules.load([])
        #expect(rules.verdicts() == [.holds, .holds])
    }

    @Test func `what is too long to check does not pass`() throws {
        let rules = try RuleSet(["1 = 1"], schema: schema)
        rules.load([
            Field(name: "my_number", type: "text", value: .text(String(repeating: "a", count: 200_000)), text: "")
        ])
        #expect(rules.verdicts() == [.fails])
    }

    @Test func `a table field may be called as the document's own table is`() throws {
        let schema = RuleSchema(
            fields: [(name: "a", type: "yen")], tables: [(name: "document", columns: [(name: "b", type: "yen")])])
        let rules = try RuleSet(["a = (SELECT sum(b) FROM document)"], schema: schema)
        rules.load([
            Field(name: "a", type: "yen", value: .integer(3), text: ""),
            Field(name: "document", type: "table", value: .rows([["b": .integer(1)], ["b": .integer(2)]]), text: ""),
        ])
        #expect(rules.verdicts() == [.holds])
    }

    @Test func `a set with a mistake in it is not made`() {
        #expect(throws: RuleMistake.self) { try RuleSet(["1 = 1", "nmae = 1"], schema: schema) }
    }
}
