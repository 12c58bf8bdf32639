internal import FieldTypes
package import Paperwork

/// All recognisers of one worker, with their engines warm; used by one thread at a time.
package final class Recognisers {
    private let recognisers: [any Recogniser]
    private let reserve: (any Recogniser)?
    /// Inner nil where there is none.
    private var pageReader: (any PageReading)??
    private let secondReader: SecondReader?
    private let chance: (Reading, ReadingRequest) -> Double

    /// Readings likelier right than this need no reserve.
    private static let likely = 0.5

    /// - Parameters:
    ///   - reserve: One that is asked only for what the others can't read or are likely wrong about.
    ///   - secondReader: where the reader of whole pages is installed; nil for none.
    ///   - chance: How likely such a reading is right, between 0 and 1: confidences of different recognisers compare only
    ///     where they are calibrated.
    package init(
        recognisers: [any Recogniser], reserve: (any Recogniser)? = nil, secondReader: SecondReader? = nil,
        chance: @escaping (Reading, ReadingRequest) -> Double = { reading, _ in reading.confidence.value }
    ) {
        self.recognisers = recognisers
        self.reserve = reserve
        self.secondReader = secondReader
        self.chance = chance
    }

    /// Reads pages without a form: the second reader, or where it is missing the reserve; nil without either. Made when it is
    /// first asked for.
    package func pageTextReader() -> (any PageReading)? {
        if pageReader == nil {
            pageReader = .some(
                secondReader.flatMap { PageTextReader($0) } ?? reserve.map { _ in TesseractPageReader() })
        }
        return pageReader ?? nil
    }

    /// For each crop what those recognisers that can read such zones see; nothing where there is no such recogniser. The
    /// recogniser that is likeliest right comes first with all it sees, best first.
    ///
    /// - Throws: `Trouble` of kind `installation` where an engine or a model is missing.
    package func read(_ tasks: [ReadingTask]) throws(Trouble) -> [[Reading]] {
        var seen = [[(all: [Reading], chance: Double)]](repeating: [], count: tasks.count)

        func ask(_ recogniser: any Recogniser, for wanted: [Int]) throws(Trouble) {
            let own = wanted.filter { recogniser.canRead(tasks[$0].request) }
            guard !own.isEmpty else { return }
            for (index, readings) in zip(own, try recogniser.read(own.map { tasks[$0] })) {
                guard let best = readings.first else { continue }
                seen[index].append((readings, chance(best, tasks[index].request)))
            }
        }

        for recogniser in recognisers { try ask(recogniser, for: Array(tasks.indices)) }
        if let reserve {
            try ask(reserve, for: tasks.indices.filter { seen[$0].allSatisfy { $0.chance < Self.likely } })
        }
        return seen.map { $0.sorted { $0.chance > $1.chance }.flatMap(\.all) }
    }
}
