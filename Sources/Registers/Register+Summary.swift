internal import FieldTypes
package import Foundation
internal import Paperwork

/// What a register is made of, and what agreements with it prove.
package struct RegisterSummary: Codable, Sendable {
    package struct Level: Codable, Sendable {
        package var level: String
        /// The chance of it where document and record speak of the same person.
        package var samePerson: Double
        /// The chance of it where they do not: among pairs of the register's own records, drawn at random.
        package var strangers: Double
        /// What it proves, in bits: log₂ of the ratio of the two; nil where no pair of strangers had it.
        package var bits: Double?
    }

    package struct Value: Codable, Sendable {
        package var value: String
        package var records: Int
        /// What agreeing in it proves, in bits.
        package var bits: Double
    }

    package struct Column: Codable, Sendable {
        /// By its name in job files.
        package var name: String
        /// The field's type.
        package var type: String
        /// Records that have a value.
        package var filled: Int
        /// Different values, once notations are folded.
        package var different: Int
        package var levels: [Level]
        /// Documents that the chances of the same person were estimated from; 0 where they are assumed.
        package var documents: Double
        /// Those that most records have, and one that a single record has; none where the values identify people.
        package var values: [Value]
    }

    package var name: String
    package var records: Int
    package var damagedKeys: Int
    package var columns: [Column]
    /// Nil where nothing was estimated.
    package var estimated: Date?
    package var documents: Int?
    /// The share of documents whose person the register has, from 0 to 1, as far as it was estimated.
    package var registered: Double?
}

extension Register {
    /// - Parameter types: field type by column, for the columns that documents are compared by.
    package func summary(types: [String: String]) -> RegisterSummary {
        RegisterSummary(
            name: name, records: count, damagedKeys: table.damagedKeys.count,
            columns: types.sorted { $0.key < $1.key }.compactMap { name, type in
                index(column: name, type: type).map { summary(of: $0, name: name, type: type) }
            }, estimated: weights?.estimated, documents: weights?.documents, registered: weights?.registered)
    }

    private func summary(of index: ColumnIndex, name: String, type: String) -> RegisterSummary.Column {
        let own = weights?.fields[name] ?? FieldWeights(assumedFor: index.kind)
        let strangers = chancesAmongStrangers(index)
        return RegisterSummary.Column(
            name: name, type: type, filled: index.rows.count, different: index.rows.distinctCount,
            levels: ComparisonLevel.allCases.map { level in
                let (same, other) = (own.same[level.rawValue], strangers[level.rawValue])
                return RegisterSummary.Level(
                    level: "\(level)", samePerson: same, strangers: other, bits: other > 0 ? log2(same / other) : nil)
            }, documents: own.documents, values: values(of: index, own))
    }

    private func values(of index: ColumnIndex, _ weights: FieldWeights) -> [RegisterSummary.Value] {
        guard [.name, .kana, .text, .category].contains(index.kind), index.column != table.keyColumn else { return [] }
        let rare = (0..<count).first { index.rows.frequency(of: index.values[$0]) == 1 }
        return (index.rows.mostFrequent(5) + [rare].compactMap { $0.map { ($0, 1) } }).map { row, records in
            RegisterSummary.Value(
                value: table.text(row: row, column: index.column), records: records,
                bits: log2(weights.same[ComparisonLevel.equal.rawValue] / index.chanceOfCoincidence(index.values[row])))
        }
    }

    /// The same pairs every time.
    private func chancesAmongStrangers(_ index: ColumnIndex) -> [Double] {
        var counts = [Double](repeating: 0, count: ComparisonLevel.allCases.count)
        var random = SeededRandom(seed: 7)
        guard count > 1 else { return counts }
        var pairs = 0.0
        for _ in 0..<20_000 {
            let (left, right) = (random.below(count), random.below(count))
            let (written, registered) = (Array(index.values[left]), index.values[right])
            guard left != right, !written.isEmpty, !registered.isEmpty else { continue }
            let spelling = Spelling(text: "", units: written, logShare: 0)
            let likelihood = Misreading.logLikelihood(of: spelling, given: registered, kind: index.kind)
            let level: ComparisonLevel =
                registered.elementsEqual(written)
                ? .equal
                : likelihood.map { $0 >= Misreading.logLikelihoodOfOneMistake ? .near : .similar } ?? .different
            counts[level.rawValue] += 1
            pairs += 1
        }
        return counts.map { pairs > 0 ? $0 / pairs : 0 }
    }
}
