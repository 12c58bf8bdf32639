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
