import Foundation
import SlipRuns
import Slips
import Testing

/// Processor time of an inbox with many files; told where the environment says `TEMA_MEASURE=inbox`. `Benchmarks/inbox.md`
/// is written from it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TEMA_MEASURE"] == "inbox"))
struct InboxMeasures {
    private static let count = 10_000

    private func seconds(_ body: () throws -> Void) rethrows -> (processor: Double, wall: Double) {
        func processor() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let (start, clock) = (processor(), ContinuousClock.now)
        try body()
        return (processor() - start, (ContinuousClock.now - clock) / .seconds(1))
    }

    private func tell(_ what: String, _ time: (processor: Double, wall: Double), per count: Int) {
        let each = time.processor / Double(count) * 1000
        print(
            String(
                format: "measure | %@ | %.3f s CPU | %.3f s wall | %.4f ms CPU each", what as NSString, time.processor,
                time.wall, each))
    }

    @Test func looksOverIdleEntries() throws {
        let scene = try InboxScene()
        let half = Slip.pdf([.plain]).dropLast(20)
        for number in 0..<Self.count { try scene.drop("half\(number).pdf", Data(half)) }
        try scene.look()
        tell("the look into 10,000 incomplete files", try seconds { try scene.look() }, per: Self.count)
        let looks = 10
        let idle = try seconds { for _ in 0..<looks { try scene.look() } }
        tell(
            "a look over 10,000 idle entries", (idle.processor / Double(looks), idle.wall / Double(looks)),
            per: Self.count)
        #expect(scene.names().count == Self.count)
    }

    @Test func takesManySmallFiles() throws {
        let scene = try InboxScene()
        let scan = Slip.pdf([.plain])
        for number in 0..<Self.count { try scene.drop("scan\(number).pdf", scan + Data("% \(number)\n".utf8)) }
        try scene.look()
        tell("10,000 files of \(scan.count) bytes taken", try seconds { try scene.look() }, per: Self.count)
        #expect(try scene.batches().count == Self.count)
        tell("a look while 10,000 batches are under way", try seconds { try scene.look() }, per: Self.count)
    }
}
