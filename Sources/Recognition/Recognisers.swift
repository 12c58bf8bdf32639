internal import FieldTypes
package import Paperwork

/// All recognisers of one worker, with their engines warm; used by one thread at a time.
package final class Recognisers {
    private let recognisers: [any Recogniser]
    private let chance: (Reading, ReadingRequest) -> Double

    /// - Parameter chance: How likely such a reading is right, between 0 and 1: confidences of different recognisers
    ///   compare only where they are calibrated.
    package init(
        recognisers: [any Recogniser],
        chance: @escaping (Reading, ReadingRequest) -> Double = { reading, _ in reading.confidence.value }
    ) {
        self.recognisers = recognisers
        self.chance = chance
    }

    /// For each crop what those recognisers that can read such zones see; nothing where there is no such recogniser. The
    /// recogniser that is likeliest right comes first with all it sees, best first.
    ///
    /// - Throws: `Trouble` of kind `installation` where an engine or a model is missing.
    package func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]] {
        var seen = [[(all: [Reading], chance: Double)]](repeating: [], count: tasks.count)
        for recogniser in recognisers {
            let own = tasks.indices.filter { recogniser.canRead(tasks[$0].request) }
            for (index, readings) in zip(own, try recogniser.read(own.map { tasks[$0] })) {
                guard let best = readings.first else { continue }
                seen[index].append((readings, chance(best, tasks[index].request)))
            }
        }
        return seen.map { $0.sorted { $0.chance > $1.chance }.flatMap(\.all) }
    }
}
