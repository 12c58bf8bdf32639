internal import Glibc

/// What a document's processing is made of, as far as its cost is concerned.
package enum Stage: String, Sendable, CaseIterable, Codable {
    /// File to pixels.
    case decode
    /// Which form this is and how it lies.
    case register
    /// Zones to readings.
    case read
    /// Rules, register, evidence.
    case decide
    /// The store and the page store.
    case store
}

/// CPU seconds per stage.
package struct StageTimes: Sendable, Hashable, Codable {
    /// CPU seconds by stage.
    package var seconds: [String: Double] = [:]

    package init() {}

    package subscript(stage: Stage) -> Double {
        get { seconds[stage.rawValue, default: 0] }
        set { seconds[stage.rawValue] = newValue }
    }

    /// CPU seconds of all stages.
    package var total: Double { seconds.values.reduce(0, +) }

    package static func + (left: StageTimes, right: StageTimes) -> StageTimes {
        var sum = StageTimes()
        for stage in Stage.allCases { sum[stage] = left[stage] + right[stage] }
        return sum
    }
}

/// Measures one thread's CPU seconds, stage by stage.
package struct StageClock {
    private(set) var times = StageTimes()

    /// Counts the CPU seconds of `work` to a stage.
    package mutating func measure<Result>(_ stage: Stage, _ work: () throws -> Result) rethrows -> Result {
        let start = Self.threadSeconds()
        defer { times[stage] += Self.threadSeconds() - start }
        return try work()
    }

    /// Seconds that this thread has spent on a processor.
    package static func threadSeconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
