import Evidence
import Foundation
import Paperwork

/// Simulates sites over a year, and tells in how many the promise about wrong values was kept.
@main
enum AcceptanceBenchmark {
    static func main() {
        let sites = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1000
        let seed = CommandLine.arguments.dropFirst(2).first.flatMap { UInt64($0) } ?? 1
        print(
            "| trust | sites | budget kept in | values until the first passes: median, most | passing, median | stopped |"
        )
        print("|---|--:|--:|--:|--:|--:|")
        for trust in Acceptance.Trust.allCases {
            var outcomes: [(SimulatedSite, SimulatedSite.Outcome)] = []
            for number in 0..<sites {
                var random = SeededRandom(seed: seed &* 1_000_003 &+ UInt64(number))
                let site = SimulatedSite.drawn(using: &random, trust: trust)
                outcomes.append((site, site.year(using: &random)))
            }
            print(row(trust.rawValue, outcomes))
            let name = trust.rawValue
            print(row("\(name), scores that tell nothing", outcomes.filter { $0.0.information == 0 }))
            print(row("\(name), scores that promise too much", outcomes.filter { $0.0.optimism < 0 }))
            print(row("\(name), reading that becomes worse", outcomes.filter { $0.0.drift != nil }))
            print(row("\(name), 15 % of errors not seen", outcomes.filter { $0.0.missed == 0.15 }))
            print(row("\(name), budget 0.1 %", outcomes.filter { $0.0.budget == 0.001 }))
        }
    }

    private static func row(_ name: String, _ all: [(SimulatedSite, SimulatedSite.Outcome)]) -> String {
        let kept = all.count { $0.1.accepted == 0 || Double($0.1.wrong) <= $0.0.budget * Double($0.1.accepted) }
        let firsts = all.compactMap(\.1.first).sorted()
        let passing = all.map { Double($0.1.accepted) / Double(max(1, $0.1.decided)) }.sorted()
        let share = { (part: Int) in String(format: "%.1f %%", 100 * Double(part) / Double(max(1, all.count))) }
        let median = firsts.isEmpty ? "–" : "\(firsts[firsts.count / 2]), \(firsts[firsts.count - 1])"
        return "| \(name) | \(all.count) | \(share(kept)) | \(median) | "
            + String(format: "%.0f %%", 100 * (passing.isEmpty ? 0 : passing[passing.count / 2]))
            + " | \(share(all.count { $0.1.stops > 0 })) |"
    }
}
