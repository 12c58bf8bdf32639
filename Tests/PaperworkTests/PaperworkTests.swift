import Foundation
import Paperwork
import Testing

@Suite struct PaperworkTests {
    @Test(arguments: [(1.5, 1.0), (-0.1, 0), (.nan, 0), (0.25, 0.25)])
    func aConfidenceIsAProbability(given: Double, kept: Double) {
        #expect(Confidence(given).value == kept)
    }

    @Test func aLatticeGivesItsPathsMostProbableFirst() {
        let lattice = Lattice(positions: [
            [.init("3", 0.9), .init("8", 0.1)],
            [.init("1", 0.6), .init("7", 0.4)],
        ])
        let paths = lattice.paths(limit: 3)
        #expect(paths.map(\.text) == ["31", "37", "81"])
        #expect(abs(paths[1].probability - 0.36) < 1e-9)
        #expect(lattice.best == "31")
        #expect(Lattice().paths(limit: 3).isEmpty)
    }

    @Test func zonesUniteAndGrow() {
        let zones = [Zone(left: 10, top: 20, width: 5, height: 5), Zone(left: 30, top: 18, width: 5, height: 9)]
        #expect(Zone.enclosing(zones) == Zone(left: 10, top: 18, width: 25, height: 9))
        #expect(Zone.enclosing([]) == nil)
        #expect(zones[0].grown(by: -4).width == 0)
    }

    @Test(arguments: [
        (FieldValue.none, "null"), (.text("1月"), "\"1月\""), (.integer(-5), "-5"), (.flag(true), "true"),
        (.list(["a", "b"]), "[\"a\",\"b\"]"), (.rows([["n": .integer(1)]]), "[{\"n\":1}]"),
    ])
    func aValueTravelsAsPlainJSON(value: FieldValue, json: String) throws {
        #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(FieldValue.self, from: Data(json.utf8)) == value)
    }

    @Test(arguments: [
        (PageCount(scanned: 5, inDocuments: 2, blank: 1, setAside: 1, waiting: 1), true),
        (PageCount(scanned: 5, inDocuments: 2, blank: 1, setAside: 1, waiting: 0), false),
    ])
    func thePageLawCountsEveryPage(count: PageCount, holds: Bool) {
        #expect(count.holds == holds)
    }

    @Test func aDiagnosticNamesItsPlace() {
        let message = Wording(ja: "誤り", en: "wrong")
        #expect(Diagnostic(file: "a.yml", line: 3, column: 7, message: message).text(in: .ja) == "a.yml:3:7: 誤り")
        #expect(Diagnostic(file: "a.yml", message: message).description == "a.yml: wrong")
    }
}
