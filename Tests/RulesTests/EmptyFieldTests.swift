import Paperwork
import Rules
import Testing

/// Rules that can't be worked out where a field is empty, and constants that are compared with fields.
@Suite struct EmptyFieldTests {
    private let schema = RuleSchema(
        fields: [
            (name: "amount", type: "yen"), (name: "note", type: "text"), (name: "birth", type: "date"),
            (name: "kind", type: "circled"), (name: "weight", type: "number"),
        ],
        tables: [(name: "items", columns: [(name: "item", type: "text"), (name: "price", type: "yen")])])
    private let optional: Set<String> = ["amount", "note", "items"]

    private func kinds(_ rule: String) throws -> [RuleMistake.Kind] {
        try RuleSet.check(rule, schema: schema, mayBeEmpty: optional).map(\.kind)
    }

    @Test(arguments: [
        ("amount < 100000 OR note <> ''", ["note"]), ("amount < 100000 OR note <> 'x'", ["amount", "note"]),
        ("coalesce(amount, 0) < 100000 OR note <> ''", ["note"]),
        ("amount > 0", ["amount"]), ("amount IS NULL OR amount > 0", []), ("note IS NOT NULL", []),
        ("birth < '2026'", []),
        ("(SELECT sum(price) FROM items) = 5", ["items"]), ("(SELECT coalesce(sum(price), 0) FROM items) = 5", []),
        ("EXISTS (SELECT 1 FROM items WHERE price > 5)", []),
        ("kind = 'a' AND NOT (amount = 12345 AND weight > 3)", ["amount"]),
        ("iif(kind = 'other', note <> '', 1)", ["note"]), ("length(birth) = 10 AND length(note) < 5", ["note"]),
    ])
    func `the fields without which a rule can't be worked out are named`(rule: String, fields: [String]) throws {
        #expect(try kinds(rule) == fields.map { .unknownWhenEmpty($0) })
    }

    @Test func `the place is that of the field's first word`() throws {
        let mistakes = try RuleSet.check("weight > 1 AND Note <> 'x'", schema: schema, mayBeEmpty: optional)
        #expect(mistakes.map(\.offset) == [15])
        #expect(mistakes.map(\.kind.isWarning) == [true])
    }

    @Test(arguments: ["abs(NULL) + amount > 1", "weight / 0 > 1", "nullif(1, 1) = amount"])
    func `a rule that no document can be held to is named`(rule: String) throws {
        #expect(try kinds(rule) == [.neverWorkedOut])
    }

    @Test(arguments: [("note = NULL", 7), ("NULL <> amount", 0), ("amount > 5 AND note != null", 23)])
    func `a comparison with NULL is a mistake`(rule: String, offset: Int) throws {
        let mistakes = try RuleSet.check(rule, schema: schema)
        #expect(mistakes.map(\.kind) == [.neverHolds])
        #expect(mistakes.map(\.offset) == [offset])
    }

    @Test(arguments: [
        ("birth < '1960-5-4'", ["birth order 1960-5-4 8"]), ("'a' = note", ["note equal a 0"]),
        ("note IN ('a', 'b')", ["note equal a 9", "note equal b 14"]), ("note NOT IN ('a')", ["note unequal a 13"]),
        ("birth BETWEEN '2026' AND '2027'", ["birth order 2026 14", "birth order 2027 25"]),
        ("amount / 7 * 7 = 100", []), ("note || 'x' = 'ax'", []), ("birth = '2026' || '-01-01'", []),
        ("length(note) = 3", []),
        ("\"note\" <> '見本 太郎' AND amount = 5", ["note unequal 見本 太郎 10", "amount equal 5 31"]),
        ("(SELECT count(*) FROM items WHERE items.item = 'x') > 1", ["items.item equal x 47"]),
    ])
    func `constants are found with what they are compared with`(rule: String, expected: [String]) {
        let found = RuleSet.constants(in: rule, schema: schema).map {
            "\($0.table.map { $0 + "." } ?? "")\($0.field) \($0.comparison) \($0.text) \($0.offset)"
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        ("amount = (1 + 2", "this '(' is never closed", "「(」が閉じられていません"),
        ("amount = 1)", "there is no '(' that this ')' closes", "この「)」には対になる「(」がありません"),
        ("amount = = 1", "this is no valid expression: look at what stands near '='", "式として読めません。「=」のあたりを確かめてください"),
        ("length(note, 1) = 1", "the function 'length' does not take as many values", "関数「length」に渡す値の数が違います"),
        ("(SELECT item, price FROM items) = 1", "write it so that it gives one value", "値を1つだけ返すように書いてください"),
    ])
    func `what SQLite says comes in the user's words`(rule: String, english: String, japanese: String) throws {
        let message = try RuleSet.check(rule, schema: schema).first?.message
        #expect(message == Wording(ja: japanese, en: english))
    }
}
