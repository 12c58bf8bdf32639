import Foundation
import Paperwork
import Registers
import Testing

@Suite("Reconciling a document with a register")
struct ReconcileTests {
    private let folder: TemporaryFolder
    private let register: Register

    init() throws {
        folder = try TemporaryFolder()
        let csv = """
            id,name,kana,birth,postal_code,address,phone,my_number
            101,髙橋　甲太,ﾀｶﾊｼ ｺｳﾀ,昭和60年4月12日,892-8677,鹿児島県架空市天町一丁目2番3号,099-224-1111,100000000018
            102,髙橋　乙子,ﾀｶﾊｼ ｵﾂｺ,昭和62年11月3日,892-8677,鹿児島県架空市天町一丁目2番3号,099-224-1111,100000000026
            103,渡邉　丙介,ﾜﾀﾅﾍﾞ ﾍｲｽｹ,1990-07-01,890-0001,架空市地町4-5,,100000000034
            104,丁野　戊美,ﾃｲﾉ ﾎﾞﾐ,2001-02-03,890-0002,架空市玄町6-7,090-1111-2222,
            """
        register = try Register.open(
            RegisterDefinition(
                name: "residents", source: .csv(try folder.write(Array(csv.utf8)), encoding: nil), key: "id"))
    }

    @Test("folds variants, widths and notations, and says that they agree")
    func foldsNotations() throws {
        let match = register.reconcile([
            Query.of("name", "name", "高橋甲太"), Query.of("kana", "kana", "タカハシコウタ"),
            Query.of("birth", "date", "1985-04-12"), Query.of("postal_code", "postal-code", "8928677"),
            Query.of("address", "address", "架空市天町1-2-3"), Query.of("phone", "phone", "0992241111"),
        ])
        #expect(match.outcome == .found)
        #expect(match.key == "101")
        #expect(match.register == "residents")
        #expect(match.comparisons.count == 6)
        #expect(match.comparisons.filter { !$0.agrees } == [])
        #expect(match.comparisons[0].written == "高橋甲太")
        #expect(match.comparisons[0].registered == "髙橋　甲太")
        #expect(match.record["kana"] == "ﾀｶﾊｼ ｺｳﾀ")
    }

    @Test("finds a record by its key number alone")
    func findsByNumber() {
        let match = register.reconcile([Query.of("my_number", "my-number", "100000000034")])
        #expect(match.outcome == .found)
        #expect(match.key == "103")
        #expect(register.reconcile([Query.of("id", "number", "104")]).key == "104")
    }

    @Test("lets an alternative of the lattice stand for what is written")
    func usesAlternatives() {
        let match = register.reconcile([
            Query.of("my_number", "my-number", "100000000834", score: 0.6, alternatives: [("100000000034", 0.3)]),
            Query.of("name", "name", "渡辺内介", score: 0.6, alternatives: [("渡辺丙介", 0.35)]),
            Query.of("birth", "date", "1990-07-01"),
        ])
        #expect(match.outcome == .found)
        #expect(match.key == "103")
        #expect(match.comparisons.filter { !$0.agrees } == [])
        #expect(match.comparisons.first { $0.field == "name" }?.written == "渡辺丙介")
    }

    @Test(
        "is not broken by one misread character, which is told as a difference",
        arguments: [
            ("name", "name", "丁野戊実"), ("kana", "kana", "テイノボシ"), ("birth", "date", "2001-03-02"),
            ("birth", "date", "2001-02-08"), ("address", "address", "架空市玄町8-7"), ("phone", "phone", "09011112227"),
            ("postal_code", "postal-code", "8900003"),
        ])
    func bearsMisreading(column: String, type: String, text: String) throws {
        let queries = [
            Query.of("name", "name", "丁野戊美"), Query.of("kana", "kana", "テイノボミ"),
            Query.of("birth", "date", "2001-02-03"),
            Query.of("address", "address", "架空市玄町6-7"),
        ]
        let match = register.reconcile(
            queries.filter { $0.column != column } + [Query.of(column, type, text)])
        #expect(match.outcome == .found)
        #expect(match.key == "104")
        let comparison = try #require(match.comparisons.first { $0.field == column })
        #expect(!comparison.agrees)
        #expect(comparison.written == text)
    }

    @Test("compares nothing where nothing is written or registered")
    func passesOverEmpty() {
        let match = register.reconcile([
            Query.of("name", "name", "渡邉丙介"), Query.of("kana", "kana", ""), Query.of("birth", "date", "1990-07-01"),
            Query.of("phone", "phone", "0992222222"), Query.of("unknown", "text", "x"),
        ])
        #expect(match.key == "103")
        #expect(match.comparisons.map(\.field) == ["name", "birth"])
        #expect(register.reconcile([Query.of("name", "name", "")]).outcome == .notFound)
        #expect(register.reconcile([]).outcome == .notFound)
    }

    @Test("never finds by another person's key number")
    func suspectsBorrowedNumber() {
        let match = register.reconcile([
            Query.of("my_number", "my-number", "100000000018"), Query.of("name", "name", "高橋乙子"),
            Query.of("kana", "kana", "タカハシオツコ"), Query.of("birth", "date", "1987-11-03"),
        ])
        #expect(match.outcome == .ambiguous)
    }

    @Test("holds a new address for a doubt, unless the key number agrees")
    func doubtsMovers() {
        let moved = [
            Query.of("name", "name", "渡邉丙介"), Query.of("kana", "kana", "ワタナベヘイスケ"),
            Query.of("birth", "date", "1990-07-01"), Query.of("address", "address", "遠方市宇町99"),
        ]
        #expect(register.reconcile(moved).outcome == .ambiguous)
        #expect(register.reconcile(moved).key == "103")
        let match = register.reconcile(moved + [Query.of("my_number", "my-number", "100000000034")])
        #expect(match.outcome == .found)
        #expect(match.comparisons.first { $0.field == "address" }?.agrees == false)
    }

    @Test("does not find a relative who is not registered")
    func doesNotFindRelatives() {
        let match = register.reconcile([
            Query.of("name", "name", "高橋己郎"), Query.of("kana", "kana", "タカハシキロウ"),
            Query.of("birth", "date", "2015-06-07"),
            Query.of("address", "address", "架空市天町1-2-3"), Query.of("phone", "phone", "0992241111"),
        ])
        #expect(match.outcome == .notFound)
        #expect(match.key == nil)
        #expect(match.record.isEmpty)
    }

    @Test("can be asked beforehand to prepare its indexes, and by several threads at once")
    func servesSeveralThreads() async {
        register.prepare(["name": "name", "birth": "date", "missing": "text"])
        let register = register
        let keys = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    register.reconcile([
                        Query.of("name", "name", "渡辺丙介"), Query.of("birth", "date", "1990-07-01"),
                    ]).key
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(keys == Array(repeating: "103", count: 8))
    }

    @Test("knows that a common value proves less than a rare one")
    func weighsFrequency() {
        func chance(_ column: String, _ type: String, _ value: String) -> Double {
            register.chanceOfAgreement(column: column, type: type, registered: value)
        }
        #expect(chance("postal_code", "postal-code", "892-8677") > chance("postal_code", "postal-code", "890-0001"))
        #expect(chance("my_number", "my-number", "100000000034") == 0.001)
        #expect(chance("unknown", "text", "x") == 1)
    }
}
