import Foundation
import Paperwork
import SQLAccess
import Testing

@Suite struct ExpressionSandboxTests {
    private let sandbox: ExpressionSandbox

    init() throws {
        sandbox = try ExpressionSandbox(
            main: SandboxTable(
                name: "document",
                columns: [
                    .init(name: "name", affinity: .text), .init(name: "amount", affinity: .integer),
                    .init(name: "寄附 \"額\"", affinity: .integer),
                ]),
            tables: [SandboxTable(name: "items", columns: [.init(name: "price", affinity: .integer)])])
        try sandbox.setRow([.text("山田太郎"), .integer(12), .integer(3000)])
        try sandbox.setRows([[.integer(5)], [.integer(7)]], ofTable: "items")
    }

    @Test(arguments: [
        ("amount + 1", SQLValue.integer(13)), ("length(name)", .integer(4)), ("amount > 20", .integer(0)),
        ("name || '様' -- a comment", .text("山田太郎様")), ("\"寄附 \"\"額\"\"\" / 2", .integer(1500)),
        ("(SELECT sum(price) FROM items) = amount", .integer(1)),
        ("EXISTS (SELECT 1 FROM items WHERE price > amount)", .integer(0)),
        ("(SELECT count(*) FROM items)", .integer(2)), ("NULL", .null), ("amount BETWEEN 1 AND 20", .integer(1)),
        ("name LIKE '山%' AND (1) OR (0)", .integer(1)), ("document.amount", .integer(12)),
    ])
    func `an expression over the tables has SQLite's value`(expression: String, value: SQLValue) throws {
        #expect(try sandbox.prepare(expression).value() == value)
    }

    @Test func `it tells which columns it reads`() throws {
        let reads = try sandbox.prepare("amount = (SELECT max(price) FROM items) AND 1 = 0 AND NAME <> ''").reads
        #expect(
            reads == [
                SandboxColumn(table: "document", name: "amount"), SandboxColumn(table: "document", name: "name"),
                SandboxColumn(table: "items", name: "price"),
            ])
    }

    @Test(arguments: [
        "1; DROP TABLE document", "1) FROM document; DELETE FROM items; --", "1), (2", "1) FROM items WHERE (1",
        "1) UNION SELECT (2", "1) THEN 1 END FROM document WHERE (CASE WHEN (1", "ATTACH 'x.db' AS x",
        "PRAGMA user_version", "", "  \n", "1) /*", "amount, name", "?", ":x = 1", "1 = 1;", "'a\u{0}b'",
        "(SELECT price, price FROM items)", "INSERT INTO items VALUES (1)", "(DELETE FROM items RETURNING price)",
    ])
    func `what is not one expression is refused`(expression: String) throws {
        #expect(throws: ExpressionMistake.self) { try sandbox.prepare(expression) }
        #expect(try sandbox.prepare("(SELECT count(*) FROM items)").value() == .integer(2))
    }

    @Test(arguments: [
        ("load_extension('x')", ExpressionMistake.Kind.forbiddenFunction("load_extension")),
        ("zeroblob(1000000000)", .forbiddenFunction("zeroblob")), ("randomblob(9)", .forbiddenFunction("randomblob")),
        ("printf('%999999999d', 1)", .forbiddenFunction("printf")), ("random()", .forbiddenFunction("random")),
        ("sqlite_version()", .forbiddenFunction("sqlite_version")),
        ("(SELECT count(*) FROM sqlite_master)", .unknownTable("sqlite_master")),
        ("(SELECT name FROM pragma_database_list)", .forbidden),
        ("(SELECT value FROM json_each('[1]'))", .forbidden),
        ("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)", .forbidden),
        ("nmae = ''", .unknownColumn("nmae")), ("\"nmae\" = ''", .unknownColumn("nmae")),
        ("rowid", .unknownColumn("ROWID")), ("foo(1)", .unknownFunction("foo")),
        ("(SELECT 1 FROM other)", .unknownTable("other")),
        (String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200), .tooLarge),
        (String(repeating: "1+", count: 15_000) + "1", .tooLarge),
    ])
    func `what could do harm is refused by name`(expression: String, kind: ExpressionMistake.Kind) {
        let mistake = #expect(throws: ExpressionMistake.self) { try sandbox.prepare(expression) }
        #expect(mistake?.kind == kind)
    }

    @Test(arguments: [
        "(SELECT count(*) FROM items a, items b, items c, items d, items e, items f, items g, items h) > 0",
        "length(replace(replace(replace(replace(name, '山', '\(String(repeating: "あ", count: 200))'), "
            + "'あ', '\(String(repeating: "い", count: 200))'), 'い', '\(String(repeating: "う", count: 200))'), 'う', '12'))",
        "'\(String(repeating: "a", count: 300))' LIKE '\(String(repeating: "%a", count: 150))b'",
        "abs(-9223372036854775807 - 1)",
    ])
    func `what would take long or grow large is stopped`(expression: String) throws {
        try sandbox.setRows((0..<100).map { [.integer($0)] }, ofTable: "items")
        let prepared = try sandbox.prepare(expression)
        #expect(throws: ExpressionMistake.self) { try prepared.value() }
        #expect(try sandbox.prepare("amount").value() == .integer(12))
    }

    @Test(arguments: [
        ("名前 = ''", 0), ("length(name) = 4 AND nmae = ''", 21), ("'山田' = nmae", 7), ("amount + zeroblob(3)", 9),
        ("amount = = 1", 9),
    ])
    func `a mistake has its place`(expression: String, offset: Int) {
        let mistake = #expect(throws: ExpressionMistake.self) { try sandbox.prepare(expression) }
        #expect(mistake?.offset == offset)
    }

    @Test func `a value too long for it is refused, and the next one works`() throws {
        let long = SQLValue.text(String(repeating: "a", count: 200_000))
        #expect(throws: ExpressionMistake(.tooLarge)) { try sandbox.setRow([long, .null, .null]) }
        try sandbox.setRow([.text("short"), .null, .null])
        #expect(try sandbox.prepare("name").value() == .text("short"))
    }

    @Test func `names that clash are told`() {
        let trouble = #expect(throws: Trouble.self) {
            try ExpressionSandbox(
                main: SandboxTable(
                    name: "d", columns: [.init(name: "Name", affinity: .text), .init(name: "name", affinity: .text)]))
        }
        #expect(trouble?.kind == .definition)
    }
}
