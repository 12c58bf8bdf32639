internal import FieldTypes
package import Paperwork

extension Register {
    /// The record that the queries speak of, and how each field compares with it.
    ///
    /// Fellegi & Sunter ("A theory for record linkage", Journal of the American Statistical Association 64, 1969): each
    /// field contributes ln P(what is written | the record's person) / P(what is written | somebody else). The first
    /// comes from how texts are misread (``Misreading``), over all alternatives that the reading holds for possible; the
    /// second from how common the value is in this register (``ColumnIndex``). When a record is found is told at
    /// ``Linkage``. Queries of columns that the register lacks are passed over.
    ///
    /// A comparison agrees where the record's value is equal, under folding, to what is written or to an alternative
    /// that the reading holds for possible; `written` is that text. Nothing that was written is changed.
    package func reconcile(_ queries: [RegisterQuery]) -> RegisterMatch {
        let prepared = queries.compactMap { query in
            index(column: query.column, type: query.type).map { index in
                PreparedQuery(
                    name: query.column, index: index, spellings: Spelling.list(query.candidates, kind: index.kind))
            }
        }
        let written = prepared.filter { !$0.spellings.isEmpty }
        guard !written.isEmpty, count > 0 else { return RegisterMatch(register: name, outcome: .notFound) }
        var blocking = Blocking(count: count)
        let ranked = Comparer(queries: written).compare(blocking.rows(for: written))
        let linkage = Linkage(queries: written, count: count)
        let outcome = linkage.outcome(of: ranked)
        guard let best = ranked.first else { return RegisterMatch(register: name, outcome: .notFound) }
        guard outcome != .notFound else {
            return RegisterMatch(
                register: name, outcome: .notFound, score: best.score, margin: linkage.margin(of: ranked))
        }
        return RegisterMatch(
            register: name, outcome: outcome, key: table.text(row: best.row, column: keyColumn), score: best.score,
            margin: linkage.margin(of: ranked), comparisons: comparisons(written, best),
            record: table.record(row: best.row))
    }

    private func comparisons(_ queries: [PreparedQuery], _ best: Comparer.Result) -> [RegisterMatch.Comparison] {
        zip(queries, best.evidence).filter { $1.agreement != .missing }.map { query, evidence in
            RegisterMatch.Comparison(
                field: query.name,
                written: query.spellings[evidence.agreement == .equal ? evidence.spelling : 0].text,
                registered: table.text(row: best.row, column: query.index.column),
                agrees: evidence.agreement == .equal)
        }
    }
}
