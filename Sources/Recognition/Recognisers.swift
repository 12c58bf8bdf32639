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

    /// What those recognisers that can read such zones see; none where there is no such recogniser. The recogniser that
    /// is likeliest right comes first with all it sees, best first.
    ///
    /// - Throws: `Trouble` of kind `installation` where an engine or a model is missing.
    package func read(_ crop: Crop, as request: ReadingRequest) throws(Trouble) -> [Reading] {
        var readings: [(all: [Reading], chance: Double)] = []
        for recogniser in recognisers where recogniser.canRead(request) {
            let seen = try recogniser.read(crop, as: request)
            if let best = seen.first { readings.append((seen, chance(best, request))) }
        }
        return readings.sorted { $0.chance > $1.chance }.flatMap(\.all)
    }
}
