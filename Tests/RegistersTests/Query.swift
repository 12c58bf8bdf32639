import Paperwork
import Registers

/// Queries as a document's fields give them.
enum Query {
    /// - Parameter alternatives: texts and scores after the first.
    static func of(
        _ column: String, _ type: String, _ text: String, score: Double = 0.9,
        alternatives: [(String, Double)] = []
    ) -> RegisterQuery {
        let all = [(text, score)] + alternatives
        return RegisterQuery(
            column: column, type: type,
            candidates: all.map {
                Candidate(text: $0.0, value: $0.0.isEmpty ? .none : .text($0.0), score: $0.1)
            })
    }

    static func all(of resident: FictionalResidents.Resident) -> [RegisterQuery] {
        [
            of("name", "name", resident.name), of("kana", "kana", resident.kana),
            of("birth", "date", resident.birth), of("address", "address", resident.address),
        ]
    }
}
