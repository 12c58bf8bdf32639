import Evidence
import Foundation
import Paperwork
import Testing

@Suite("The bound on an error rate")
struct ErrorBoundTests {
    // Closed forms: with no errors the bound is 1 − (1 − c)^(1/n), with one less than all errors it is c^(1/n).
    @Test("meets its closed forms", arguments: [1, 2, 10, 59, 300, 3_000, 100_000])
    func closedForms(trials: Int) {
        let none = ErrorBound.clopperPearsonUpper(errors: 0, trials: trials, confidence: 0.95)
        #expect(abs(none - (1 - pow(0.05, 1 / Double(trials)))) < 1e-9)
        let allButOne = ErrorBound.clopperPearsonUpper(errors: trials - 1, trials: trials, confidence: 0.95)
        #expect(abs(allButOne - pow(0.95, 1 / Double(trials))) < 1e-9)
    }

    @Test("leaves a chance of one minus the confidence for so few errors", arguments: [(1, 20), (3, 50), (12, 400)])
    func definition(errors: Int, trials: Int) {
        let rate = ErrorBound.clopperPearsonUpper(errors: errors, trials: trials, confidence: 0.9)
        var term = pow(1 - rate, Double(trials))
        var sum = term
        for k in 1...errors {
            term *= Double(trials - k + 1) / Double(k) * rate / (1 - rate)
            sum += term
        }
        #expect(abs(sum - 0.1) < 1e-9)
    }

    @Test("is 1 where nothing is known or all are wrong")
    func ends() {
        #expect(ErrorBound.clopperPearsonUpper(errors: 0, trials: 0, confidence: 0.95) == 1)
        #expect(ErrorBound.clopperPearsonUpper(errors: 7, trials: 7, confidence: 0.95) == 1)
    }

    @Test("rests on an incomplete beta function with its known values")
    func incompleteBeta() {
        #expect(abs(ErrorBound.regularizedIncompleteBeta(0.3, 1, 1) - 0.3) < 1e-12)
        #expect(abs(ErrorBound.regularizedIncompleteBeta(0.5, 4, 4) - 0.5) < 1e-12)
        #expect(abs(ErrorBound.regularizedIncompleteBeta(0.25, 2, 3) - 0.26171875) < 1e-12)
        #expect(ErrorBound.regularizedIncompleteBeta(0, 2, 3) == 0)
        #expect(ErrorBound.regularizedIncompleteBeta(1, 2, 3) == 1)
    }
}

@Suite("The audit sample")
struct AuditSampleTests {
    private let values = (1...20_000).map { (document: "20261122-\($0 / 100)-\($0 % 100)", field: "f\($0 % 7)") }

    @Test("holds about its share of the values", arguments: [0.0, 0.01, 0.1, 0.5, 1])
    func share(rate: Double) {
        let chosen = values.count { AuditSample.draw(document: $0.document, field: $0.field) < rate }
        let deviation = (rate * (1 - rate) * Double(values.count)).squareRoot()
        #expect(abs(Double(chosen) - rate * Double(values.count)) <= 4 * deviation)
    }

    @Test("draws each field of a document by itself")
    func fields() {
        let both = (1...20_000).count { number in
            ["a", "b"].allSatisfy { AuditSample.draw(document: "d\(number)", field: $0) < 0.1 }
        }
        #expect((100...300).contains(both))
    }
}
