package import Paperwork

/// A table whose rows repeat downwards. A reading's text has a line per row and a tab between cells, in the order of the
/// template's columns; each cell takes the normal form of its column's type.
package struct TableType: FieldType {
    package let name = "table"
    package let medium = FieldMedium.table

    package init() {}

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        let columns = context.definition.tableColumns ?? []
        return readings.isEmpty
            ? [Self.candidate(rows: [])]
            : readings.prefix(FieldTypes.candidateLimit).map { reading in
                Self.candidate(rows: Self.cells(of: reading, columns: columns, in: context))
            }
    }

    /// The table that `rows` of cells make: column name to the cell's best candidate. Rows without anything in them are
    /// left out. The score is the lowest of its cells'; the proof fails where a cell's fails, naming row and column.
    package static func candidate(rows: [[String: Candidate]]) -> Candidate {
        let filled = rows.filter { row in row.values.contains { !$0.value.isEmpty } }
        let cells = filled.enumerated().flatMap { index, row in
            row.sorted { $0.key < $1.key }.map { (row: index + 1, column: $0.key, candidate: $0.value) }
        }
        let problem = cells.lazy.compactMap { cell in
            cell.candidate.proof.problem.map { Self.located($0, row: cell.row, column: cell.column) }
        }
        return Candidate(
            text: filled.map { $0.sorted { $0.key < $1.key }.map(\.value.text).joined(separator: "\t") }
                .joined(separator: "\n"),
            value: filled.isEmpty ? .none : .rows(filled.map { $0.mapValues(\.value) }),
            score: cells.map(\.candidate.score).min() ?? 0,
            proof: problem.first.map(Proof.fails) ?? .none)
    }

    private static func located(_ problem: Problem, row: Int, column: String) -> Problem {
        var problem = problem
        problem.message = Wording(
            ja: "\(row)行目の\(column): \(problem.message.ja)", en: "row \(row), \(column): \(problem.message.en)")
        return problem
    }

    private static func cells(
        of reading: Reading, columns: [FieldDefinition.Column], in context: FieldContext
    ) -> [[String: Candidate]] {
        reading.text.split(whereSeparator: \.isNewline).map { line in
            let texts = line.split(separator: "\t", omittingEmptySubsequences: false)
            return zip(columns, texts).reduce(into: [:]) { row, cell in
                let (column, text) = cell
                let definition = FieldDefinition(
                    name: context.definition.name, label: column.name, type: column.type,
                    place: context.definition.place, era: column.era.map { .printed($0) })
                let read = Reading(
                    text: String(text), confidence: reading.confidence, recogniser: reading.recogniser)
                row[column.name] =
                    FieldTypes.named(column.type)?
                    .candidates(from: [read], in: FieldContext(definition: definition)).first
            }
        }
    }
}
