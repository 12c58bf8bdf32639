import Evidence
import Foundation
import Paperwork
import Testing

@Suite("Judging a field")
struct JudgeTests {
    private let judge = Judge(
        calibration: Calibration(
            fittedOn: "a test",
            curves: [
                Calibration.Curve(
                    recogniser: "print", kind: "*",
                    bins: [.init(from: 0, right: 0.5), .init(from: 0.8, right: 0.95), .init(from: 0.99, right: 0.9995)]),
                Calibration.Curve(
                    recogniser: "other", kind: "*", bins: [.init(from: 0, right: 0.5), .init(from: 0.8, right: 0.9)]),
                Calibration.Curve(
                    recogniser: "print", kind: "empty",
                    bins: [.init(from: 0, right: 0.7), .init(from: 0.9, right: 0.9999)]),
            ]),
        errorBudget: 0.001)

    private static let checkDigit = Proof.holds(name: Wording(ja: "検査数字", en: "check digit"), chance: 1.0 / 11)

    private func field(
        _ text: String = "1234", raw: Double = 0.9, proof: Proof = .none, second: (String, String, Double)? = nil
    ) -> Field {
        var readings = [Reading(text: text, confidence: Confidence(raw), recogniser: "print/eng")]
        if let second {
            readings.append(Reading(text: second.1, confidence: Confidence(second.2), recogniser: second.0))
        }
        let value: FieldValue = text.isEmpty ? .none : .text(text)
        return Field(
            name: "number", type: "number", value: value, text: text, readings: readings,
            candidates: [Candidate(text: text, value: value, score: raw)], proof: proof)
    }

    private func rule(_ result: FieldFacts.Rule.Result, chance: Double = 0.001) -> FieldFacts.Rule {
        FieldFacts.Rule(
            name: Wording(verbatim: "a + b = c"), result: result, chance: chance,
            otherwise: Wording(ja: "合計が合いません", en: "The sum is wrong"))
    }

    private func found(agrees: Bool, chance: Double = 0.001) -> FieldFacts {
        FieldFacts(comparison: .init(agrees: agrees, registered: "9999", chance: chance), outcome: .found)
    }

    @Test("accepts by the reading alone where it is sure enough")
    func acceptsByReading() {
        let (confidence, decision) = judge.decide(field(raw: 0.995), facts: FieldFacts())
        #expect(decision.accepted && decision.by == .evidence)
        #expect(abs(confidence.value - 0.9995) < 1e-9)
        #expect(decision.because.ja == "読取の確かさが十分（誤りの見込み 0.05 %）")
    }

    @Test("multiplies the odds by each proof that holds, and names them")
    func multipliesProofs() {
        var facts = found(agrees: true)
        facts.rules = [rule(.holds, chance: 0.01), rule(.holds, chance: 1)]
        let (confidence, decision) = judge.decide(field(proof: Self.checkDigit), facts: facts)
        let odds = 0.95 / 0.05 * 11 * 100 * 1000
        #expect(abs(confidence.value - odds / (1 + odds)) < 1e-12)
        #expect(decision.accepted)
        #expect(decision.because.ja == "検査数字と規則「a + b = c」と台帳が一致（誤りの見込み < 0.0001 %）")
        #expect(
            decision.because.en == "Check digit, rule \"a + b = c\" and register agree (chance of error < 0.0001 %)")
    }

    @Test("sends to a person what a rule that can't be worked out speaks of, whatever the odds")
    func reviewsUnknownRules() {
        let facts = FieldFacts(rules: [rule(.unknown)])
        #expect(judge.decide(field(raw: 0.995), facts: FieldFacts()).decision.accepted)
        let (confidence, decision) = judge.decide(field(raw: 0.995), facts: facts)
        #expect(!decision.accepted && confidence.value <= 0.5)
        #expect(decision.because.ja == "この値では規則「a + b = c」を計算できません。確認してください。")
        var empty = field("", raw: 0.95)
        empty.isOptional = true
        #expect(judge.decide(empty, facts: FieldFacts()).decision.accepted)
        #expect(
            judge.decide(empty, facts: facts).decision.because.en
                == "The rule \"a + b = c\" can't be worked out while this is empty; see whether it may be.")
    }

    @Test("sends to a person what is not proved, with the figures")
    func reviewsUnproved() {
        let (confidence, decision) = judge.decide(field(proof: Self.checkDigit), facts: FieldFacts())
        #expect(!decision.accepted)
        #expect(abs(confidence.value - 209.0 / 210) < 1e-9)
        #expect(decision.because.ja == "検査数字が一致しますが、確かさが足りません（誤りの見込み 0.48 %、許容 0.1 %）。")
        #expect(!judge.decide(field(raw: 0.9), facts: FieldFacts()).decision.accepted)
    }

    @Test(
        "takes a register for evidence only where the record was found",
        arguments: [nil, .ambiguous, .notFound] as [RegisterMatch.Outcome?])
    func needsFoundRecord(outcome: RegisterMatch.Outcome?) {
        var facts = found(agrees: true)
        #expect(judge.decide(field(), facts: facts).decision.accepted)
        facts.outcome = outcome
        #expect(!judge.decide(field(), facts: facts).decision.accepted)
    }

    @Test("sends to a person whatever has something against it, however sure the rest")
    func reviewsObjections() {
        let problem = Problem(
            field: "number", rule: "check-digit", message: Wording(ja: "検査数字が合いません", en: "Wrong check digit"))
        let failed = judge.decide(field(raw: 1, proof: .fails(problem)), facts: found(agrees: true)).decision
        #expect(!failed.accepted && failed.because == problem.message)
        let ruled = judge.decide(field(raw: 1), facts: FieldFacts(rules: [rule(.fails)])).decision
        #expect(!ruled.accepted && ruled.because.ja == "合計が合いません")
        let differing = judge.decide(field(raw: 1), facts: found(agrees: false))
        #expect(!differing.decision.accepted && differing.decision.because.ja.contains("「9999」"))
        #expect(differing.confidence <= Confidence(0.5))
        var doubtful = field(raw: 1)
        doubtful.readings[0].doubt = Wording(ja: "取り消し線", en: "struck through")
        let doubted = judge.decide(doubtful, facts: found(agrees: true)).decision
        #expect(!doubted.accepted && doubted.because.en.contains("struck through"))
        var empty = field("", raw: 1)
        empty.isOptional = true
        #expect(judge.decide(empty, facts: FieldFacts()).decision.accepted)
        empty.readings[0].doubt = Wording(ja: "薄い線", en: "pale strokes")
        let unsure = judge.decide(empty, facts: FieldFacts()).decision
        #expect(!unsure.accepted && unsure.because.en.contains("pale strokes"))
    }

    @Test("does not show a register's sensitive value")
    func hidesSensitive() {
        var secret = field()
        secret.isSensitive = true
        let because = judge.decide(secret, facts: found(agrees: false)).decision.because
        #expect(!because.ja.contains("9999") && !because.en.contains("9999"))
    }

    @Test(
        "accepts emptiness where it is allowed and sure",
        arguments: [(true, 0.95, true), (true, 0.5, false), (false, 0.95, false)])
    func judgesEmptiness(isOptional: Bool, raw: Double, accepted: Bool) {
        var empty = field("", raw: raw)
        empty.isOptional = isOptional
        #expect(judge.decide(empty, facts: FieldFacts()).decision.accepted == accepted)
    }

    @Test("sends to a person what is written but has no normal form, optional or not")
    func reviewsNonsense() {
        var nonsense = field("？？", raw: 1)
        nonsense.value = .none
        nonsense.isOptional = true
        #expect(!judge.decide(nonsense, facts: FieldFacts()).decision.accepted)
    }

    @Test("counts an agreeing second reading for little, and of the same family for less")
    func countsSecondReading() {
        func chance(_ second: (String, String, Double)?) -> Double {
            judge.decide(field(second: second), facts: FieldFacts()).confidence.value
        }
        let alone = chance(nil)
        let sameFamily = chance(("print/jpn", "12 34", 0.9))
        let otherFamily = chance(("other", "1234", 0.9))
        #expect(alone < sameFamily && sameFamily < otherFamily)
        #expect((1 - otherFamily) > (1 - alone) / 11)
        #expect(chance(("other", "1234", 0.1)) == alone)
        #expect(chance(("other", "1235", 0.9)) < alone)
    }

    @Test("believes two that read the picture and were measured together, though the file's own text leads")
    func believesMeasuredPair() {
        let curves = ["text-layer", "print", "line"].map {
            Calibration.Curve(recogniser: $0, kind: "*", bins: [.init(from: 0, right: 0.9)])
        }
        let pair = Calibration.Curve(recogniser: "line&print", kind: "digits", bins: [.init(from: 0, right: 0.999)])
        let judge = Judge(
            calibration: Calibration(fittedOn: "a test", curves: curves, joint: [pair]), errorBudget: 0.001)
        func confidence(_ texts: String...) -> Double {
            var judged = field()
            judged.readings = zip(["text-layer", "print/glyphs", "line/print"], texts).map {
                Reading(text: $1, confidence: Confidence(0.9), recogniser: $0)
            }
            return judge.decide(judged, facts: FieldFacts()).confidence.value
        }
        #expect(confidence("1234", "1234", "1234") > 0.9995)
        #expect(confidence("1234", "1234", "1235") < 0.99)
        #expect(confidence("1235", "1234", "1234") < 0.5)
    }

    @Test("starts a value below the best candidate from what that one leaves over")
    func judgesLaterCandidates() {
        var chosen = field()
        chosen.candidates += [
            Candidate(text: "1235", value: .text("1235"), score: 0.06),
            Candidate(text: "1236", value: .text("1236"), score: 0.03),
        ]
        chosen.value = .text("1236")
        chosen.text = "1236"
        let prior = 0.05 / 3
        let passing = 0.001 * 3
        let expected = prior / (prior + (1 - prior) * passing)
        let confidence = judge.decide(chosen, facts: found(agrees: true)).confidence.value
        #expect(abs(confidence - expected) < 1e-9)
        #expect(!judge.decide(chosen, facts: FieldFacts()).decision.accepted)
    }

    @Test("lets no more errors pass than the budget, where the calibration is true", arguments: [0.001, 0.01])
    func keepsBudget(budget: Double) {
        var random = SeededRandom(seed: 11)
        let bins = (0..<10).map { Calibration.Bin(from: Double($0) / 10, right: 0.5 + Double($0) * 0.055) }
        let judge = Judge(
            calibration: Calibration(
                fittedOn: "the truth", curves: [Calibration.Curve(recogniser: "print", kind: "*", bins: bins)]),
            errorBudget: budget)
        var accepted = 0
        var errors = 0
        for _ in 0..<20_000 {
            let raw = random.chance()
            let isRight =
                random.chance()
                < judge.calibration.chance(
                    recogniser: "print", kind: "number", raw: Confidence(raw))
            let passesCheck = isRight || random.chance() < 1.0 / 11
            let agrees = isRight || random.chance() < 0.02
            var facts = FieldFacts(outcome: .found)
            facts.comparison = .init(agrees: agrees, registered: "1", chance: 0.02)
            let failure = Proof.fails(Problem(rule: "check-digit", message: Wording(verbatim: "wrong")))
            let field = field(raw: raw, proof: passesCheck ? Self.checkDigit : failure)
            guard judge.decide(field, facts: facts).decision.accepted else { continue }
            accepted += 1
            errors += isRight ? 0 : 1
        }
        #expect(accepted > 5_000)
        #expect(Double(errors) / Double(accepted) <= budget)
    }
}
