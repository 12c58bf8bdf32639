import Evidence
import Paperwork
import Testing

@Suite("Choosing among candidates by rules")
struct CandidateResolverTests {
    private func field(_ name: String, _ candidates: [(Int, Double)]) -> Field {
        Field(
            name: name, type: "yen", value: .integer(candidates.first?.0 ?? 0), text: "",
            candidates: candidates.map { Candidate(text: String($0.0), value: .integer($0.0), score: $0.1) })
    }

    private func addsUp(_ values: [String: FieldValue]) -> Bool {
        guard case .integer(let a) = values["a"], case .integer(let b) = values["b"],
            case .integer(let sum) = values["sum"]
        else { return false }
        return a + b == sum
    }

    @Test("finds the one assignment that adds up")
    func findsAssignment() throws {
        let fields = [
            field("a", [(100, 0.9), (700, 0.1)]), field("b", [(28, 0.6), (20, 0.3), (23, 0.1)]),
            field("sum", [(128, 0.05), (120, 0.95)]),
        ]
        let choice = try #require(CandidateResolver(ratio: 5).resolve(fields, satisfies: addsUp))
        #expect(choice.assignment.mapValues(\.value.plainText) == ["a": "100", "b": "20", "sum": "120"])
        #expect(choice.ratio >= 5)
        #expect(CandidateResolver(ratio: 20).resolve(fields, satisfies: addsUp) == nil)
    }

    @Test("chooses nothing where two are about equally probable, none adds up, or the search is cut short")
    func refusesDoubt() {
        let twice = [
            field("a", [(1, 0.5), (2, 0.5)]), field("b", [(1, 0.5), (2, 0.5)]), field("sum", [(3, 1)]),
        ]
        #expect(CandidateResolver().resolve(twice, satisfies: addsUp) == nil)
        #expect(CandidateResolver().resolve([field("a", [(1, 1)])], satisfies: { _ in false }) == nil)
        #expect(CandidateResolver().resolve([], satisfies: { _ in true }) == nil)
        let many = (0..<8).map { field("f\($0)", (0..<8).map { ($0, 1 / Double($0 + 1)) }) }
        var asked = 0
        let choice = CandidateResolver(limit: 50).resolve(many) { values in
            asked += 1
            return values.values.allSatisfy { $0 == .integer(7) }
        }
        #expect(choice == nil)
        #expect(asked == 50)
    }

    @Test("asks about assignments by falling probability, each once", arguments: [1, 2, 3] as [UInt64])
    func visitsInOrder(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let fields = (0..<3).map { index in field("f\(index)", (0..<4).map { ($0, random.chance()) }) }
        var asked: [(values: [String: FieldValue], score: Double)] = []
        _ = CandidateResolver().resolve(fields) { values in
            let score = fields.reduce(1.0) { product, field in
                product * (field.candidates.first { $0.value == values[field.name] }?.score ?? 0)
            }
            asked.append((values, score))
            return false
        }
        #expect(asked.count == 64)
        #expect(Set(asked.map(\.values)).count == 64)
        #expect(zip(asked, asked.dropFirst()).allSatisfy { $0.score >= $1.score * (1 - 1e-9) })
    }

    @Test("takes an unambiguous first assignment without asking about the rest")
    func stopsEarly() throws {
        let fields = [field("a", [(1, 0.999), (2, 0.001)]), field("b", [(1, 0.999), (2, 0.001)])]
        let choice = try #require(CandidateResolver().resolve(fields) { _ in true })
        #expect(choice.evaluations == 1)
        #expect(choice.assignment["a"]?.value == .integer(1))
    }
}

@Suite("Choosing by the register's value")
struct RegisterChoiceTests {
    private func folded(_ text: String) -> String { text.replacing("髙", with: "高").filter { !$0.isWhitespace } }

    private func field(_ candidates: [String], lattice: [[(String, Double)]]) -> Field {
        let lattice = Lattice(positions: lattice.map { $0.map { Lattice.Alternative($0.0, $0.1) } })
        return Field(
            name: "name", type: "name", value: .text(candidates[0]), text: candidates[0],
            readings: [
                Reading(text: candidates[0], confidence: Confidence(0.5), lattice: lattice, recogniser: "print/jpn")
            ],
            candidates: candidates.map { Candidate(text: $0, value: .text($0), score: 0.5) })
    }

    @Test("takes the candidate that is equal under folding, as written")
    func takesCandidate() {
        let field = field(["高僑甲", "高橋甲"], lattice: [])
        #expect(RegisterChoice.candidate(for: field, registered: "髙橋　甲", folded: folded)?.text == "高橋甲")
        #expect(RegisterChoice.candidate(for: field, registered: "", folded: folded) == nil)
    }

    @Test("spells the value with the lattice's own characters")
    func spellsByLattice() {
        let field = field(
            ["高僑甲太"],
            lattice: [[("高", 0.9), ("髙", 0.1)], [("僑", 0.6), ("橋", 0.3)], [("甲", 0.9)], [("大", 0.5), ("太", 0.45)]])
        let candidate = RegisterChoice.candidate(for: field, registered: "髙橋　甲太", folded: folded)
        #expect(candidate?.text == "高橋甲太")
        #expect(candidate?.value == .text("高橋甲太"))
    }

    @Test("bears one character too many, too few or unknown in a long text")
    func alignsLattice() {
        let text = "架空市天地玄黄町五番"
        func lattice(_ characters: String) -> [[(String, Double)]] { characters.map { [(String($0), 0.95)] } }
        for written in ["架空市天地玄黄町五番一", "架空市天地玄黄五番", "架空市天地玄宙町五番"] {
            let field = field([written], lattice: lattice(written))
            #expect(RegisterChoice.candidate(for: field, registered: text, folded: folded)?.text == text)
        }
    }

    @Test("invents nothing that the ink does not support", arguments: ["乙橋甲太", "高橋", "丙野丁子", "高橋甲太郎次"])
    func inventsNothing(registered: String) {
        let field = field(
            ["高僑甲太"], lattice: [[("高", 0.9)], [("僑", 0.6), ("橋", 0.3)], [("甲", 0.9)], [("太", 0.9)]])
        #expect(RegisterChoice.candidate(for: field, registered: registered, folded: folded) == nil)
    }
}
