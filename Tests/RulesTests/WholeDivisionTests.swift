import Rules
import Testing

@Suite struct WholeDivisionTests {
    private let schema = RuleSchema(
        fields: [
            (name: "amount", type: "yen"), (name: "weight", type: "number"), (name: "name", type: "name"),
        ],
        tables: [(name: "items", columns: [(name: "price", type: "yen")])])

    @Test(arguments: [
        ("amount / 7 * 7 = amount", 7), ("amount = weight / 2", 16), ("(amount + 1) / 2 > 3", 13), ("AMOUNT/2 = 3", 6),
        ("(SELECT sum(price) / count(*) FROM items) > 3", 19), ("100 * amount / 3 > 5", 13),
        ("length(name) / 2 = 3", 13),
        ("items.price / 2 = 1", 12), ("amount / length(name) > 2", 7), ("7 / 2 = amount", 2),
    ])
    func `whole numbers divided by whole numbers are found`(expression: String, offset: Int) {
        #expect(RuleSet.wholeDivisions(in: expression, schema: schema) == [offset])
    }

    @Test(arguments: [
        "amount * 1.0 / 7 > 2", "1.0 * amount / 7 > 2", "amount / 7.0 > 2", "cast(amount AS real) / 7 > 2",
        "(SELECT avg(price) / 3 FROM items) > 2", "name = 'a / 3'", "amount > 7", "round(amount, 1) / 3 > 2",
        "(amount + 0.5) / 3 > 2", "name / name = 1",
    ])
    func `others are let be`(expression: String) {
        #expect(RuleSet.wholeDivisions(in: expression, schema: schema) == [])
    }
}
