internal import FieldTypes
internal import Foundation
import JapaneseText
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
    /// that the reading holds for possible; `written` is that text. Nothing that was written is changed. A record's value
    /// that is nothing of its kind, as a date that is none, is neither evidence nor disagreement. A record whose key is
    /// damaged is never found: the outcome is `ambiguous`, and `damagedKey` says which it is.
    ///
    /// - Parameter chosen: the key of the record that a person chose, which is found whatever the evidence; empty where
    ///   they say that there is none; nil where nobody chose.
    package func reconcile(_ queries: [RegisterQuery], choosing chosen: String? = nil) -> RegisterMatch {
        if let chosen { return match(choosing: chosen, queries) }
        let written = prepared(queries)
        guard !written.isEmpty, count > 0 else { return RegisterMatch(register: name, outcome: .notFound) }
        var blocking = Blocking(count: count)
        let ranked = Comparer(queries: written, weights: weights).compare(blocking.rows(for: written))
        let linkage = Linkage(queries: written, count: count)
        let outcome = linkage.outcome(of: ranked)
        guard let best = ranked.first else { return RegisterMatch(register: name, outcome: .notFound) }
        let posteriors = linkage.posteriors(of: ranked, registered: weights?.registered ?? Linkage.assumedRegistered)
        guard outcome != .notFound else {
            return RegisterMatch(
                register: name, outcome: .notFound, score: best.score, margin: linkage.margin(of: ranked),
                posterior: posteriors.first)
        }
        let isDamaged = outcome == .found && table.damagedKeys[best.row] != nil
        let key = table.text(row: best.row, column: table.keyColumn)
        return RegisterMatch(
            register: name, outcome: isDamaged ? .ambiguous : outcome, key: isDamaged ? nil : key, score: best.score,
            margin: linkage.margin(of: ranked), comparisons: comparisons(written, best),
            record: table.record(row: best.row),
            damagedKey: isDamaged
                ? RegisterMatch.DamagedKey(
                    line: table.hasLines ? table.line(row: best.row) : nil, text: ControlCharacters.shown(key)) : nil,
            posterior: posteriors.first,
            candidates: outcome == .ambiguous ? listed(ranked, posteriors) : nil)
    }

    /// The few records that fit at all.
    private func listed(_ ranked: [Comparer.Result], _ posteriors: [Double]) -> [RegisterMatch.Candidate] {
        let fitting = zip(ranked, posteriors).filter { $1 > 0.001 && table.damagedKeys[$0.row] == nil }
        return fitting.prefix(5).map { result, posterior in
            RegisterMatch.Candidate(
                key: table.text(row: result.row, column: table.keyColumn), posterior: posterior)
        }
    }

    /// Those of columns that it has, in which something is written.
    func prepared(_ queries: [RegisterQuery]) -> [PreparedQuery] {
        queries.compactMap { query in
            index(column: query.column, type: query.type).map { index in
                PreparedQuery(
                    name: query.column, index: index, spellings: Spelling.list(query.candidates, kind: index.kind),
                    lattices: query.lattices.compactMap { InkLattice($0, kind: index.kind) })
            }
        }.filter { !$0.spellings.isEmpty }
    }

    /// The records that fit best, the best first, with their keys.
    /// - Parameter routes: by which they are looked for.
    package func candidates(
        _ queries: [RegisterQuery], limit: Int, by routes: Set<CandidateRoute> = CandidateRoute.all
    ) -> [(key: String, record: [String: String])] {
        let written = prepared(queries)
        guard !written.isEmpty, count > 0 else { return [] }
        var blocking = Blocking(count: count, routes: routes)
        return Comparer(queries: written, weights: weights).compare(blocking.rows(for: written)).lazy
            .filter { self.table.damagedKeys[$0.row] == nil }.prefix(limit)
            .map { (self.table.text(row: $0.row, column: self.table.keyColumn), self.table.record(row: $0.row)) }
    }

    private func match(choosing key: String, _ queries: [RegisterQuery]) -> RegisterMatch {
        guard let record = record(key: key) else { return RegisterMatch(register: name, outcome: .notFound) }
        let comparisons = queries.filter { columns.contains($0.column) }.map { query in
            RegisterMatch.Comparison(
                field: query.column, written: query.candidates.first?.text ?? "",
                registered: record[query.column] ?? "", agrees: false)
        }
        return RegisterMatch(
            register: name, outcome: .found, key: key, comparisons: comparisons, record: record)
    }

    private func comparisons(_ queries: [PreparedQuery], _ best: Comparer.Result) -> [RegisterMatch.Comparison] {
        zip(queries, best.evidence).filter { $1.agreement != .missing }.map { query, evidence in
            let written = query.spellings[evidence.agreement == .equal ? evidence.spelling : 0].text
            let registered = table.text(row: best.row, column: query.index.column)
            let change = weights?.fields[query.name]?.same.last ?? query.kind.chanceOfChange
            return RegisterMatch.Comparison(
                field: query.name, written: written, registered: registered, agrees: evidence.agreement == .equal,
                difference: RegisterMatch.Difference(
                    evidence.level, written: query.spellings[0].text, registered: registered, kind: query.kind),
                posterior: evidence.inkGap.map { (1 - change) * exp(-$0) / ((1 - change) * exp(-$0) + change) },
                margin: evidence.inkGap)
        }
    }
}

extension RegisterMatch.Difference {
    /// - Parameters:
    ///   - level: how well the record's value agrees with what may be written.
    ///   - written: what was read best.
    init?(_ level: ComparisonLevel?, written: String, registered: String, kind: ComparisonKind) {
        switch level {
        case nil: return nil
        case .near, .similar: self = .reading
        case .different: self = .change
        case .equal:
            let isSame = kind.folded(written) == kind.foldedRecord(registered, digits: nil)
            if !isSame {
                self = .reading
            } else if [.name, .kana, .text].contains(kind), Self.plain(written) != Self.plain(registered) {
                self = .variant
            } else {
                return nil
            }
        }
    }

    /// Without blanks and widths.
    private static func plain(_ text: String) -> String { Width.narrow(text).filter { !$0.isWhitespace } }
}
