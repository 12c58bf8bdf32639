import Evidence
import Foundation
import Paperwork
import Testing

@Suite("What may pass unseen")
struct AcceptanceTests {
    // Without an error (1 − rate)^n must fall to the level: n = log(level) / log(1 − rate).
    @Test(
        "takes as many values as the binomial says",
        arguments: [
            (0, 0.001, 0.05, 2995), (0, 0.001, 0.0304, 3492), (1, 0.001, 0.05, 4742), (0, 0.01, 0.05, 299),
        ])
    func fewest(errors: Int, rate: Double, level: Double, expected: Int) {
        let fewest = BinomialTest.fewestTrials(errors: errors, rate: rate, level: level)
        #expect(abs(fewest - expected) <= 1)
        #expect(BinomialTest.chance(ofAtMost: errors, among: fewest, rate: rate) <= level)
        #expect(BinomialTest.chance(ofAtMost: errors, among: fewest - 1, rate: rate) > level)
    }

    @Test("uses up no more of the promise than there is, however often it looks")
    func levels() {
        let spent = (1...100_000).reduce(0) { $0 + AcceptanceLook.level(ofLook: $1) }
        #expect(spent < AcceptanceLook.level)
        #expect(spent > AcceptanceLook.level * 0.999)
    }

    private func values(_ count: Int, wrong: (Int) -> Bool) -> [(error: Double, isWrong: Bool)] {
        (0..<count).map { (Double($0) / Double(count) * 0.01, wrong($0)) }
    }

    @Test("stops at the first threshold that does not hold, though a looser one would")
    func sequence() throws {
        let search = ThresholdSearch(budget: 0.001, level: 0.05)
        // Nine errors after the first 4,000, then none in so many that all together would hold again.
        let all = values(60_000) { (4_000..<4_009).contains($0) }
        let found = try #require(search.search(all))
        #expect(found.values < 4_100)
        #expect(BinomialTest.chance(ofAtMost: 9, among: 60_000, rate: 0.001) < 0.05)
    }

    @Test("lets nothing pass on too few values, or where the surest are wrong too often")
    func refuses() {
        let search = ThresholdSearch(budget: 0.001, level: 0.05)
        #expect(search.search(values(2_994) { _ in false }) == nil)
        #expect(search.search(values(2_996) { _ in false }) != nil)
        #expect(search.search(values(20_000) { $0 % 500 == 0 }) == nil)
    }

    @Test("asks for more where the people who settle values miss errors")
    func missed() {
        let search = ThresholdSearch(budget: 0.001, level: 0.05, missed: 0.15)
        #expect(search.fewestValues == BinomialTest.fewestTrials(rate: 0.00085, level: 0.05))
    }

    @Test("bounds the rate at every moment at once", arguments: [(0.001, 20_000), (0.01, 5_000)])
    func anytime(rate: Double, trials: Int) {
        var broken = 0
        for run in 0..<200 {
            var random = SeededRandom(seed: UInt64(run))
            var errors = 0
            for trial in 1...trials {
                errors += Double(random.below(1_000_000)) < rate * 1_000_000 ? 1 : 0
                let evidence = AnytimeBound.logEvidence(against: rate, errors: errors, trials: trial, expected: rate)
                guard evidence >= log(20) else { continue }
                broken += 1
                break
            }
        }
        // Five in a hundred may break it; 200 runs show more than 20 of them with a chance of 0.1 %.
        #expect(broken <= 20)
    }

    @Test("grows tight with what is seen")
    func tight() {
        let none = AnytimeBound.rates(errors: 0, trials: 10_000, confidence: 0.95)
        #expect(none.lowerBound == 0 && none.upperBound < 0.0008)
        let many = AnytimeBound.rates(errors: 60, trials: 10_000, confidence: 0.95)
        #expect(many.lowerBound > 0.003 && many.upperBound < 0.01)
        #expect(AnytimeBound.rates(errors: 0, trials: 0, confidence: 0.95) == 0...1)
    }

    // Hypergeometric: C(N − K, n) / C(N, n) must stay above 5 %.
    @Test(
        "tells how many errors a closed month may hold",
        arguments: [(0, 100, 100, 0), (0, 96, 100, 0), (0, 50, 100, 4), (1, 1, 10, 10), (2, 10, 10, 2)])
    func month(errors: Int, sample: Int, population: Int, most: Int) {
        #expect(
            FinitePopulation.mostErrors(errors: errors, sample: sample, population: population, confidence: 0.95)
                == most)
    }

    private func graded(
        _ number: Int, field: String = "name", error: Double, isWrong: Bool, rate: Double = 1, isSampled: Bool = false
    ) -> GradedValue {
        GradedValue(
            document: "d\(number)", form: "form 1", field: field, type: "name", reader: "hand/kanji", ground: .register,
            error: error, isWrong: isWrong, rate: rate, isSampled: isSampled)
    }

    @Test("a field leans on its kind until its own values say otherwise")
    func shrinkage() {
        let kind = (0..<4_000).map { graded($0, field: "other", error: 0.02, isWrong: $0 % 400 == 0) }
        let few = SiteCalibration(fittedTo: kind + [graded(9_000, error: 0.02, isWrong: false)])
        let new = graded(0, error: 0.02, isWrong: false)
        #expect(few.error(of: new) < 0.005)
        let many = SiteCalibration(
            fittedTo: kind + (0..<2_000).map { graded(10_000 + $0, error: 0.02, isWrong: $0 % 20 == 0) })
        #expect(many.error(of: new) > 0.03)
    }

    @Test("on the first day it takes what ships with Tema at its word")
    func firstDay() {
        for error in [0.000_01, 0.000_1, 0.001, 0.01] {
            let cautious = SiteCalibration.none.cautiousError(of: graded(0, error: error, isWrong: false))
            #expect(abs(cautious - error) < 1e-9)
        }
    }

    @Test(
        "before a test, values pass as far as the workflow's own values bear out what ships with Tema",
        arguments: [
            // Of 600 values thought wrong once in fifty: as many as that, four times as many, none.
            (every: 50, isMore: false, isLess: false), (12, true, false), (0, false, true),
        ])
    func borne(every: Int, isMore: Bool, isLess: Bool) {
        let values = (0..<600).map { graded($0, error: 0.02, isWrong: every > 0 && $0 % every == 0) }
        let due = AcceptanceLook.isCalibrationDue(.none, values: values.count)
        let after = AcceptanceLook.recalibrated(.none, to: SiteCalibration.Tallies(values))
        #expect(due && !AcceptanceLook.isCalibrationDue(after, values: values.count + 10))
        let value = graded(10_000, error: 0.000_5, isWrong: false)
        let before = SiteCalibration.none.cautiousError(of: value)
        let now = after.allowance(for: value, budget: 0.001, trust: .shipped)
        #expect(now.most == 0.001)
        #expect((now.error > 1.5 * before) == isMore)
        #expect((now.error < before / 2) == isLess)
        // A field of another kind has learnt less from it, and stays nearer to where it was.
        var other = value
        (other.field, other.type, other.reader) = ("amount", "yen", "line/print")
        let elsewhere = after.calibration.cautiousError(of: other)
        #expect(abs(log(elsewhere / before)) <= abs(log(now.error / before)) + 0.3)
    }

    @Test("looks as soon as a test can hold, and again when a quarter more is known")
    func due() {
        let look = AcceptanceLook()
        #expect(!look.isDue(after: .none, known: 3_491, budget: 0.001))
        #expect(look.isDue(after: .none, known: 3_492, budget: 0.001))
        let values = (0..<5_000).map { graded($0, error: 0.004, isWrong: $0 % 100 == 0) }
        let first = look.acceptance(after: .none, values: values, budgets: [0.001: ["name"]])
        #expect(first.found.isEmpty && first.known == 5_000)
        #expect(!look.isDue(after: first, known: 6_249, budget: 0.001))
        #expect(look.isDue(after: first, known: 6_250, budget: 0.001))
    }

    @Test("passes by own values once they show it, keeps what was shown, and counts every look")
    func look() throws {
        let values = (0..<5_000).map { graded($0, error: 0.004, isWrong: false) }
        let budgets: [Double: Set<String>] = [0.001: ["name"]]
        let first = AcceptanceLook().acceptance(after: .none, values: values, budgets: budgets)
        #expect(first.looks == 1 && first.revision == 1)
        let value = values[0]
        for trust in Acceptance.Trust.allCases {
            let (error, most, _) = first.allowance(for: value, budget: 0.001, trust: trust)
            #expect(try error <= #require(most))
        }
        // The same sites before: shipped evidence does not reach so far, own trust lets nothing pass.
        #expect(Acceptance.none.allowance(for: value, budget: 0.001, trust: .own).most == nil)
        #expect(Acceptance.none.allowance(for: value, budget: 0.001, trust: .shipped).most == 0.001)
        let worse = AcceptanceLook().acceptance(
            after: first, values: Array(values.prefix(100)), budgets: budgets)
        #expect(worse.looks == 2 && worse.found == first.found)
        #expect(first.allowance(for: value, budget: 0.0005, trust: .own).most == nil)
    }

    @Test("a value counts only where chance drew it, and one that is contradicted never")
    func sample() {
        let budgets: [Double: Set<String>] = [0.001: ["name"]]
        let thin = (0..<20_000).map { graded($0, error: 0.004, isWrong: false, rate: 0.1) }
        #expect(AcceptanceLook().acceptance(after: .none, values: thin, budgets: budgets).found.isEmpty)
        var against = (0..<5_000).map { graded($0, error: 0.004, isWrong: false) }
        for index in against.indices { against[index].ground = .contradicted }
        #expect(AcceptanceLook().acceptance(after: .none, values: against, budgets: budgets).found.isEmpty)
    }

    @Test("what is stopped does not pass, whatever was shown")
    func stops() {
        var acceptance = Acceptance.none
        acceptance.stops = [Acceptance.Stop(form: "form", because: Wording(verbatim: "drift"))]
        let value = graded(1, error: 1e-6, isWrong: false)
        #expect(acceptance.allowance(for: value, budget: 0.001, trust: .shipped).most == nil)
        var other = value
        other.form = "former 1"
        #expect(acceptance.allowance(for: other, budget: 0.001, trust: .shipped).most == 0.001)
    }

    @Test("drift is told soon, and steadiness is let alone")
    func drift() throws {
        var random = SeededRandom(seed: 7)
        var steady = try #require(DriftDetector(afterFirst: 2_000, grown: 200))
        for _ in 0..<300 { steady.add(values: 280, hits: (0..<280).count { _ in random.below(10) == 0 }) }
        #expect(!steady.isAlarmed)
        var days = 0
        while !steady.isAlarmed, days < 30 {
            steady.add(values: 280, hits: (0..<280).count { _ in random.below(10) < 3 })
            days += 1
        }
        #expect(days <= 3)
        #expect(DriftDetector(afterFirst: 2_000, grown: 1_990) == nil)
    }
}
