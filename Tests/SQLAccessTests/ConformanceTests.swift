import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Testing

/// What both engines do alike.
@Suite(.onBothEngines) struct ConformanceTests {
    private let test: TestDatabase

    init() throws { test = try TestDatabase() }

    @Test(arguments: [
        SQLValue.null, .integer(-9_007_199_254_740_993), .integer(Int64.max), .real(0.1), .real(-1e300),
        .text("髙﨑 'quoted' \\ \n"), .text(""), .blob(Data([0, 1, 92, 39, 255])), .blob(Data()),
    ])
    func `a value comes back as it was bound`(value: SQLValue) throws {
        let database = try test.open()
        #expect(try database.read { try $0.row("SELECT ? AS v", [value])?["v"] } == value)
    }

    @Test func `values take their places, and question marks in quotes or comments are none`() throws {
        let row = try test.open().read { connection in
            try connection.row(
                """
                SELECT '?''?' AS "a?", ?2 AS b, ?1 AS c, /* ? ' */ ? AS d -- ? "
                , ?1 AS e
                """, [.integer(10), .integer(20), .integer(30)])
        }
        #expect(row?.columns == ["a?", "b", "c", "d", "e"])
        #expect(row?.values == [.text("?'?"), .integer(20), .integer(10), .integer(30), .integer(10)])
    }

    @Test func `counts, sums and comparisons come back as numbers`() throws {
        let database = try test.openWithTable()
        let row = try database.write { connection in
            for number in 1...3 { try connection.execute("INSERT INTO t (n) VALUES (?)", [.integer(number)]) }
            return try connection.row("SELECT count(*) AS c, sum(n) AS s, max(v) AS v, avg(n) AS a FROM t")
        }
        #expect(try row?.integer("c") == 3)
        #expect(try row?.integer("s") == 6)
        #expect(try row?.real("a") == 2)
        #expect(try row?.optionalText("v") == nil)
    }

    @Test func `a statement tells how many rows it changed, and one that returns gives them`() throws {
        let database = try test.openWithTable()
        try database.write { connection in
            #expect(try connection.execute("INSERT INTO t (n) VALUES (1), (2), (3)") == 3)
            #expect(try connection.execute("UPDATE t SET v = ? WHERE n > ?", [.text("a"), .integer(1)]) == 2)
            #expect(try connection.execute("DELETE FROM t WHERE n = 9") == 0)
            let updated = try connection.rows("UPDATE t SET v = 'b' WHERE n = 2 RETURNING n, v")
            #expect(updated.map(\.values) == [[.integer(2), .text("b")]])
        }
    }

    @Test func `a write that throws leaves nothing behind`() throws {
        struct Stop: Error {}
        let database = try test.openWithTable()
        #expect(throws: Stop.self) {
            try database.write { connection in
                try connection.execute("INSERT INTO t (n) VALUES (1)")
                throw Stop()
            }
        }
        #expect(try database.read { try $0.rows("SELECT * FROM t") }.isEmpty)
        try database.write { try $0.execute("INSERT INTO t (n) VALUES (1)") }
    }

    @Test func `what one opening writes, another reads, and notices`() throws {
        let (one, two) = (try test.openWithTable(), try test.openWithTable())
        let before = (try one.dataVersion(), try two.dataVersion())
        try one.write { try $0.execute("INSERT INTO t (n) VALUES (1)") }
        #expect(try one.dataVersion() != before.0)
        #expect(try two.dataVersion() != before.1)
        #expect(try two.read { try $0.rows("SELECT n FROM t") }.count == 1)
    }

    @Test func `a read sees one moment, whatever others commit meanwhile`() throws {
        let (one, two) = (try test.openWithTable(), try test.openWithTable())
        let counts = try one.read { connection in
            let before = try connection.rows("SELECT n FROM t").count
            try two.write { try $0.execute("INSERT INTO t (n) VALUES (1)") }
            return [before, try connection.rows("SELECT n FROM t").count]
        }
        #expect(counts == [0, 0])
    }

    @Test func `a read can't write`() throws {
        let database = try test.openWithTable()
        #expect(throws: Trouble.self) { try database.read { try $0.execute("INSERT INTO t (n) VALUES (1)") } }
        #expect(try database.read { try $0.rows("SELECT n FROM t") }.isEmpty)
    }

    @Test func `rows are handed over one by one, until the reader has enough`() throws {
        struct Enough: Error {}
        let database = try test.open()
        var seen = 0
        #expect(throws: Enough.self) {
            try database.read { connection in
                try connection.forEachRow(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
                ) { _ in
                    seen += 1
                    if seen == 1000 { throw Enough() }
                }
            }
        }
        #expect(seen == 1000)
        #expect(try database.read { try $0.row("SELECT 1 AS one") } != nil)
    }

    @Test func `a large result is handed over without being kept`() throws {
        let text = String(repeating: "あ", count: 1000)
        let before = try Self.residentMegabytes()
        var (rows, highest) = (0, before)
        try test.open().read { connection in
            try connection.forEachRow(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                SELECT i, CAST(? AS TEXT) AS t FROM n
                """, [.text(text)]
            ) { row in
                rows += 1
                if rows % 10_000 == 0 {
                    #expect(try row.text("t") == text)
                    highest = max(highest, try Self.residentMegabytes())
                }
            }
        }
        #expect(rows == 100_000)
        #expect(highest - before < 150, "300 MB went through")
    }

    private static func residentMegabytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return (Int(pages) ?? 0) * 4096 >> 20
    }

    @Test func `while rows are handed over, the connection answers other questions`() throws {
        let found = try test.openWithTable().write { connection in
            for number in 1...250 { try connection.execute("INSERT INTO t (n) VALUES (?)", [.integer(number)]) }
            var found = 0
            try connection.forEachRow("SELECT n FROM t ORDER BY n") { row in
                let same = try connection.row("SELECT n FROM t WHERE n = ?", [.integer(try row.integer("n"))])
                if same == row { found += 1 }
            }
            return found
        }
        #expect(found == 250)
    }

    @Test func `an error names the statement's fault and not what a form holds`() throws {
        let database = try test.openWithTable()
        let faults = ["INSERT INTO t (n, v) VALUES (1, ?)", "UPDATE t SET n = ?"]
        for sql in faults {
            let trouble = #expect(throws: Trouble.self) {
                try database.write { connection in
                    try connection.execute("INSERT INTO t (n, v) VALUES (1, ?)", [.text("秘密")])
                    try connection.execute(sql, [.text("秘密")])
                }
            }
            #expect(trouble?.text(in: .ja).contains("秘密") == false)
            #expect(trouble?.remedy != nil)
            #expect(trouble?.isPassing == false)
        }
    }

    @Test func `texts sort by their characters' numbers`() throws {
        let words = ["企画課", "市民税課", "a", "B", "ア", "あ", "-"]
        let sorted = try test.openWithTable().write { connection in
            for (number, word) in words.enumerated() {
                try connection.execute("INSERT INTO t (n, v) VALUES (?, ?)", [.integer(number), .text(word)])
            }
            return try connection.rows("SELECT v FROM t ORDER BY v").map { try $0.text("v") }
        }
        #expect(sorted == ["-", "B", "a", "あ", "ア", "企画課", "市民税課"])
    }

    @Test func `more statements than stay prepared are no trouble`() throws {
        let sum = try test.open().read { connection in
            try (0..<700).reduce(0) { $0 + (try connection.row("SELECT \($1) AS n")?.integer("n") ?? 0) }
        }
        #expect(sum == 244_650)
    }

    @Test func `the time is that of the store`() throws {
        let database = try test.open()
        let first = database.now()
        #expect(abs(first.timeIntervalSinceNow) < 60)
        #expect(database.now() >= first)
    }
}
