import Foundation
import Paperwork
import Registers
import Testing

/// A register's value is looked for in the ink itself, not only among the few readings that are listed.
@Suite("Reading guided by a register")
struct GuidedReadingTests {
    private let register: Register

    init() throws {
        let folder = try TemporaryFolder()
        let csv = """
            id,name,kana,birth,address
            1,髙橋　甲太,タカハシ　コウタ,1985-04-12,架空市天町1-2-3
            2,髙橋　甲大,タカハシ　コウダイ,1985-04-12,架空市天町1-2-3
            3,渡邉　丙介,ワタナベ　ヘイスケ,1990-07-01,架空市地町4-5
            """
        register = try Register.open(
            RegisterDefinition(
                name: "residents", source: .csv(try folder.write(Array(csv.utf8)), encoding: nil), key: "id"))
    }

    /// A field whose recogniser saw these characters, best first, and lists only what it read best.
    private func query(_ column: String, _ positions: [[(String, Double)]]) -> RegisterQuery {
        let lattice = Lattice(positions: positions.map { $0.map { Lattice.Alternative($0.0, $0.1) } })
        return RegisterQuery(
            column: column, type: column,
            candidates: [Candidate(text: lattice.best, value: .text(lattice.best), score: 0.5)], lattices: [lattice])
    }

    private static let unsure: [[(String, Double)]] = [
        [("渡", 0.9)], [("辺", 0.8), ("邊", 0.1)], [("内", 0.5), ("丙", 0.4)], [("分", 0.5), ("介", 0.45)],
    ]
    private static let unsureKana: [[(String, Double)]] = [
        [("ク", 0.5), ("ワ", 0.45)], [("タ", 0.9)], [("ナ", 0.9)], [("ベ", 0.9)], [("ヘ", 0.9)], [("イ", 0.9)],
        [("ヌ", 0.5), ("ス", 0.48)], [("ケ", 0.9)],
    ]
    private let birth = Query.of("birth", "date", "1990-07-01")
    private let address = Query.of("address", "address", "架空市地町4-5")

    @Test("finds whom the ink bears though what was read best is another name, and keeps what was read beside it")
    func finds() throws {
        let match = register.reconcile([
            query("name", Self.unsure), query("kana", Self.unsureKana), birth, address,
        ])
        #expect(match.outcome == .found)
        #expect(match.key == "3")
        let name = try #require(match.comparisons.first { $0.field == "name" })
        #expect(name.agrees)
        #expect(name.written == "渡辺内分")
        #expect(name.registered == "渡邉　丙介")
        #expect(name.difference == .reading)
        let margin = try #require(name.margin)
        #expect(abs(margin - (log(0.5 / 0.4) + log(0.5 / 0.45))) < 1e-6)
        let posterior = try #require(name.posterior)
        #expect(posterior > 0.95 && posterior < 1)
        #expect((match.posterior ?? 0) > 0.99)
    }

    @Test("without what recognisers saw, the same document finds nobody for sure")
    func needsTheInk() {
        var queries = [query("name", Self.unsure), query("kana", Self.unsureKana), birth, address]
        for index in queries.indices { queries[index].lattices = [] }
        #expect(register.reconcile(queries).outcome != .found)
    }

    @Test("invents nobody: ink that does not bear the name links to no record, whatever else agrees")
    func inventsNobody() {
        let sure = [[("山", 0.9)], [("田", 0.9)], [("丁", 0.9)], [("子", 0.9)]]
        let kana = "ヤマダテイコ".map { [(String($0), 0.9)] }
        #expect(register.reconcile([query("name", sure), query("kana", kana), birth, address]).outcome != .found)
    }

    @Test("does not choose between twins by ink that bears both, and names the two with their chances")
    func twins() throws {
        let name = [[("高", 0.9)], [("橋", 0.9)], [("甲", 0.9)], [("大", 0.5), ("太", 0.45)]]
        let match = register.reconcile([
            query("name", name), Query.of("birth", "date", "1985-04-12"), Query.of("address", "address", "架空市天町1-2-3"),
        ])
        #expect(match.outcome == .ambiguous)
        let candidates = try #require(match.candidates)
        #expect(Set(candidates.prefix(2).map(\.key)) == ["1", "2"])
        #expect(candidates.allSatisfy { (0...1).contains($0.posterior) })
    }

    @Test("classes how a document differs from its record: misread, other characters, changed")
    func differences() throws {
        let match = register.reconcile([
            Query.of("name", "name", "渡辺丙介"), Query.of("kana", "kana", "ワタナベヘイヌケ"), birth,
            Query.of("address", "address", "架空市地町4-6"), Query.of("id", "number", "3"),
        ])
        #expect(match.outcome == .found)
        let differences = Dictionary(uniqueKeysWithValues: match.comparisons.map { ($0.field, $0.difference) })
        #expect(differences["name"] == .some(.variant))
        #expect(differences["kana"] == .some(.reading))
        #expect(differences["birth"] == .some(nil))
        #expect(differences["id"] == .some(nil))
        let moved = register.reconcile([
            Query.of("name", "name", "渡邉　丙介"), birth, Query.of("address", "address", "別天市宇町90-1"),
            Query.of("id", "number", "3"),
        ])
        #expect(moved.comparisons.first { $0.field == "address" }?.difference == .change)
        #expect(moved.comparisons.first { $0.field == "name" }?.difference == nil)
    }
}
