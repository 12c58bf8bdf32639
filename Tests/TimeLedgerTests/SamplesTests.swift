import Foundation
import Storage
import Testing
import TimeLedger

@Suite struct SamplesTests {
    @Test func `mean, median, spread and interval are those of the textbook`() throws {
        let samples = Samples([10, 12, 9, 11, 13])
        #expect((samples.mean, samples.median) == (11, 11))
        #expect(abs(samples.spread - 2.5.squareRoot()) < 1e-12)
        // t of four degrees of freedom is 2.776.
        #expect(abs(try #require(samples.halfWidth) - 2.776 * (2.5 / 5).squareRoot()) < 1e-9)
        #expect(Samples([1, 2, 3, 10]).median == 2.5)
        #expect(Samples([5]).halfWidth == nil && Samples([5]).missing() == nil)
    }

    @Test func `so many more samples narrow the interval to a tenth of the mean, and no fewer do`() throws {
        let samples = Samples([60, 90, 120, 75, 105])
        let missing = try #require(samples.missing())
        #expect(missing > 0)
        func half(_ count: Int) -> Double { 2.0 * samples.spread / Double(count).squareRoot() }
        #expect(abs(half(5 + missing) - 0.1 * samples.mean) < 0.6)
        #expect(Samples([100, 101, 99, 100]).missing() == 0)
    }
}
