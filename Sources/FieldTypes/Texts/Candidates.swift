import Paperwork

/// From readings to candidates.
enum Candidates {
    /// The normal forms that the readings' texts come to, merged by value, best first.
    ///
    /// A value's score in one reading is the sum of the scores of the texts that come to it, 1 at most; over several
    /// readings it is the mean. So a value that all see keeps its score, and one that only one of two sees has half. What
    /// the first reading says leads all the same unless its type's proof fails or more readings say something else:
    /// readings come with the likeliest first. A proof that holds moves nothing up: weighing it is the evidence's
    /// business. No readings, or nothing in them, give one candidate with value `.none`.
    static func from(_ readings: [Reading], normalizing: (String) -> NormalForm) -> [Candidate] {
        var merged: [FieldValue: Candidate] = [:]
        var order: [FieldValue] = []
        var backing: [FieldValue: Int] = [:]
        for reading in readings {
            for (index, item) in scoredTexts(reading).enumerated() {
                let form = isBlank(item.text) ? NormalForm(value: .none) : normalizing(item.text)
                if merged[form.value] == nil { order.append(form.value) }
                merged[form.value, default: Candidate(text: item.text, value: form.value, score: 0, proof: form.proof)]
                    .score += item.score / Double(readings.count)
                if index == 0 { backing[form.value, default: 0] += 1 }
            }
        }
        var candidates = order.compactMap { merged[$0] }
        for index in candidates.indices { candidates[index].score = min(1, candidates[index].score) }
        guard let first = candidates.first, let greatest = candidates.map(\.score).max() else {
            return [Candidate(text: "", value: .none, score: 0)]
        }
        if first.proof.problem == nil, backing[first.value] == backing.values.max() {
            candidates[0].score = greatest
        }
        return best(of: candidates)
    }

    /// What can't be read as the type at all counts for so much less than what can. A check digit or a calendar that is wrong
    /// counts for nothing here: it may be what is written.
    private static let impossible = 0.2
    private static let shapes: Set<String> = ["amount", "number", "clock", "thousands", "characters", "length"]

    /// The limit's worth of them, best first; equal scores keep their order.
    private static func best(of candidates: [Candidate]) -> [Candidate] {
        func weight(_ candidate: Candidate) -> Double {
            candidate.score * (candidate.proof.problem.map { shapes.contains($0.rule) } == true ? impossible : 1)
        }
        let sorted = candidates.enumerated().sorted {
            (weight($1.element), $0.offset) < (weight($0.element), $1.offset)
        }
        return sorted.prefix(FieldTypes.candidateLimit).map(\.element)
    }

    /// The reading's own text with its confidence, and its lattice's other paths. These share what the confidence leaves
    /// by their probabilities, and each stays below the own text by as much as it is less probable than the best path.
    private static func scoredTexts(_ reading: Reading) -> [(text: String, score: Double)] {
        let own = (text: reading.text, score: reading.confidence.value)
        let paths = reading.lattice.paths(limit: FieldTypes.candidateLimit)
        let isWhole = reading.lattice.best == own.text
        let others = paths.filter {
            isWhole ? $0.text != own.text : withoutBlanks($0.text) != withoutBlanks(own.text)
        }
        let total = others.reduce(0) { $0 + $1.probability }
        guard let best = paths.first?.probability, best > 0, total > 0 else { return [own] }
        return [own]
            + others.map { path in
                (path.text, min((1 - own.score) * path.probability / total, own.score * path.probability / best))
            }
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    private static func withoutBlanks(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
