import Foundation
import Paperwork
import Registers

/// Links the documents of a CSV file with the records of another, both of the same columns.
///
///     register-benchmark link REGISTER DOCUMENTS NAME=TYPE…
///
/// The truth stands in the documents' column `truth`: the key of the record that each speaks of.
struct LinkMeasure {
    let register: URL
    let documents: URL
    let types: [(name: String, type: String)]

    init(_ arguments: [String]) {
        register = URL(filePath: arguments[0])
        documents = URL(filePath: arguments[1])
        types = arguments.dropFirst(2).map { word in
            let parts = word.split(separator: "=")
            return (String(parts[0]), String(parts[1]))
        }
    }

    func run() throws -> [String: Any] {
        let definition = { (file: URL, key: String) in
            RegisterDefinition(name: "records", source: .csv(file, encoding: "UTF-8"), key: key)
        }
        let records = try Register.open(definition(register, "id"))
        records.prepare(Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.type) }))
        // Read as a register is, to have its cells.
        let asked = try Register.open(definition(documents, "id"))
        var counts = ["first": 0, "right": 0, "wrong": 0, "unlinked": 0]
        let start = ContinuousClock.now
        for number in 0..<asked.count {
            guard let row = asked.record(key: String(number)) else { continue }
            let queries = types.map { name, type in
                let text = row[name] ?? ""
                return RegisterQuery(
                    column: name, type: type,
                    candidates: [Candidate(text: text, value: text.isEmpty ? .none : .text(text), score: 0.9)])
            }
            if records.candidates(queries, limit: 1).first?.key == row["truth"] { counts["first", default: 0] += 1 }
            let match = records.reconcile(queries)
            if match.outcome != .found {
                counts["unlinked", default: 0] += 1
            } else {
                counts[match.key == row["truth"] ? "right" : "wrong", default: 0] += 1
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        var values: [String: Any] = ["measure": "link", "documents": asked.count]
        values["ms"] = seconds * 500 / Double(max(1, asked.count))
        for (name, count) in counts { values[name] = count }
        return values
    }
}
