import Evidence
import Paperwork
import Testing

/// Values that were found on papers without zones stand on weaker ground than those of a zone.
@Suite struct FoundValueTests {
    private let judge = Judge(
        calibration: Calibration(
            fittedOn: "a test", curves: [.init(recogniser: "line", kind: "*", bins: [.init(from: 0, right: 0.9999)])]),
        errorBudget: 0.001)

    private func accepts(_ found: FoundValue?, facts: FieldFacts = FieldFacts()) -> Bool {
        var field = Field(
            name: "total", type: "yen", value: .integer(1200), text: "1,200",
            readings: [Reading(text: "1,200", confidence: .certain, recogniser: "line/page")],
            candidates: [Candidate(text: "1,200", value: .integer(1200), score: 1)])
        field.found = found
        return judge.decide(field, facts: facts).decision.accepted
    }

    private static func found(
        _ agreeing: [FoundValue.Agreement] = [], score: Double = 1, isRemembered: Bool? = nil
    ) -> FoundValue {
        var found = FoundValue(way: "right-of", label: "合計", score: score, agreeing: agreeing)
        found.isRemembered = isRemembered
        return found
    }

    @Test("A single label never proves, however sure the reading; neither does one that a person settled once")
    func singleLabel() {
        #expect(accepts(nil), "the same reading in a zone passes")
        #expect(!accepts(Self.found()))
        #expect(!accepts(Self.found(isRemembered: true)))
        #expect(!accepts(Self.found([.init(way: "below", isElsewhere: false)])), "the same ink, found twice")
    }

    @Test("Another place on the paper, sums that add up and the register prove")
    func proofs() {
        #expect(accepts(Self.found([.init(way: "below", isElsewhere: true)])))
        let sum = FieldFacts(rules: [
            .init(
                name: Wording(verbatim: "a + b = c"), result: .holds, chance: 0.001,
                otherwise: Wording(verbatim: "no"))
        ])
        #expect(accepts(Self.found(), facts: sum))
        #expect(
            accepts(
                Self.found(),
                facts: FieldFacts(comparison: .init(agrees: true, registered: "1200", chance: 0.001), outcome: .found)))
        let wrong = FieldFacts(rules: [
            .init(
                name: Wording(verbatim: "a + b = c"), result: .fails, chance: 1, otherwise: Wording(verbatim: "no"))
        ])
        #expect(!accepts(Self.found([.init(way: "below", isElsewhere: true)]), facts: wrong), "a sum that is wrong")
    }

    @Test("A value that is not there is proved by a sum that adds up without it, and by nothing else")
    func absent() {
        func accepts(_ rules: [(result: FieldFacts.Rule.Result, chance: Double)], isOptional: Bool = true) -> Bool {
            let reading = Reading(text: "", confidence: Confidence(0.5), recogniser: "ink")
            let field = Field(
                name: "base8", type: "yen", value: .none, text: "", readings: [reading],
                candidates: [Candidate(text: "", value: .none, score: 0)], isOptional: isOptional)
            let name = Wording(verbatim: "a + b = c")
            let facts = FieldFacts(
                rules: rules.map { .init(name: name, result: $0.result, chance: $0.chance, otherwise: name) })
            let curve = Calibration.Curve(recogniser: "ink", kind: "*", bins: [.init(from: 0, right: 0.5)])
            return Judge(calibration: Calibration(fittedOn: "a test", curves: [curve]), errorBudget: 0.001)
                .decide(field, facts: facts).decision.accepted
        }
        #expect(!accepts([]), "no label is no proof")
        #expect(accepts([(.holds, 0.0005)]))
        #expect(!accepts([(.holds, 1)]), "a rule that holds whatever stands there")
        #expect(!accepts([(.holds, 0.005), (.holds, 0.005)]), "two rules over the same amounts are one witness")
        #expect(!accepts([(.holds, 0.0005), (.fails, 1)]), "a sum that does not add up")
        #expect(!accepts([(.holds, 0.0005)], isOptional: false), "a value that must be there")
    }
}
