import FieldTypes
import Foundation

/// Picks the few records that are worth a full comparison.
///
/// Every field votes for the rows that have its value, a near miss of it, or pairs of its characters; votes are rough
/// log-likelihood ratios, and the rows with the most are compared.
struct Blocking {
    /// Rows compared in full.
    static let poolSize = 64
    /// A register so small is compared as a whole.
    private static let comparedAsAWhole = 256
    /// Rows that one field's pairs may vote for, in all; the rarest pairs vote first.
    private static let voteLimit = 60_000
    /// Nats that all pairs of a field together can vote, and the largest vote for a whole value.
    private static let largestVote = 10.0
    /// What a near miss of a whole value votes.
    private static let nearMissVote = 4.0
    private static let votesPerNat = 64.0

    private var votes: [UInt16]
    /// Of the field that voted last for a row by a route of its own: a field votes once by it.
    private var voters: [UInt8]
    private let count: Int
    private let routes: Set<CandidateRoute>

    init(count: Int, routes: Set<CandidateRoute> = CandidateRoute.all) {
        self.count = count
        self.routes = routes
        votes = count <= Self.comparedAsAWhole ? [] : Array(repeating: 0, count: count)
        voters = Array(repeating: 0, count: votes.count)
    }

    mutating func rows(for queries: [PreparedQuery]) -> [Int] {
        guard count > Self.comparedAsAWhole else { return Array(0..<count) }
        for (number, query) in queries.enumerated() {
            if routes.contains(.pairs), let pairs = query.index.pairs { voteByPairs(query, pairs) }
            guard routes.contains(CandidateRoute(wholeValuesOf: query.kind)) else { continue }
            if query.index.pairs == nil { voteByValue(query) }
            if let index = query.index.routes { voteByKeys(query, index, voter: UInt8(truncatingIfNeeded: number + 1)) }
        }
        return mostVoted()
    }

    /// By what the best spelling shares with the values that it may be a misreading of: the fewer edits lie between, the
    /// more it votes.
    private mutating func voteByKeys(_ query: PreparedQuery, _ index: HashedRows, voter: UInt8) {
        guard let best = query.spellings.first else { return }
        for (key, edits) in RouteKeys.of(best.units[...], kind: query.kind).sorted(by: { $0.edits < $1.edits }) {
            let rows = index.rows(of: key).filter { voters[$0] != voter }
            guard rows.count <= Self.voteLimit else { continue }
            for row in rows { voters[row] = voter }
            cast(max(1, rarity(rows.count) - Self.nearMissVote * Double(edits)), for: rows.map(UInt32.init))
        }
    }

    private mutating func voteByPairs(_ query: PreparedQuery, _ pairs: PairIndex) {
        let buckets = Set(query.spellings.flatMap { PairIndex.buckets(of: $0.units[...]) })
            .filter { !pairs.rows(in: $0).isEmpty }
            .sorted { (pairs.rows(in: $0).count, $0) < (pairs.rows(in: $1).count, $1) }
        let best = query.spellings.first.map { PairIndex.buckets(of: $0.units[...]) } ?? []
        let whole = best.reduce(0) { $0 + rarity(pairs.rows(in: $1).count) }
        var voted = 0
        for bucket in buckets {
            let rows = pairs.rows(in: bucket)
            voted += rows.count
            guard voted <= Self.voteLimit || voted == rows.count else { break }
            let vote = Self.largestVote * rarity(rows.count) / max(whole, 1)
            cast(min(vote, Self.largestVote), for: rows)
        }
    }

    private func rarity(_ rows: Int) -> Double { rows == 0 ? 0 : log(Double(count + 1) / Double(rows)) }

    private mutating func voteByValue(_ query: PreparedQuery) {
        let index = query.index
        for spelling in query.spellings {
            let rows = index.rows.rows(of: spelling.units)
            cast(min(Self.largestVote, rarity(rows.count)), for: rows.map(UInt32.init))
        }
        guard let best = query.spellings.first, query.kind != .category else { return }
        for miss in nearMisses(of: best.units, kind: query.kind) {
            cast(Self.nearMissVote, for: index.rows.rows(of: miss).map(UInt32.init))
        }
    }

    /// Every value with one other digit, and the date with day and month swapped.
    private func nearMisses(of units: [UInt16], kind: ComparisonKind) -> [[UInt16]] {
        let digits = Array(UInt16(UInt8(ascii: "0"))...UInt16(UInt8(ascii: "9")))
        var misses = units.indices.flatMap { position in
            digits.filter { $0 != units[position] }.map { digit in
                var miss = units
                miss[position] = digit
                return miss
            }
        }
        if kind == .date, units.count == 8 { misses.append(Array(units[..<4] + units[6...] + units[4..<6])) }
        return misses
    }

    private mutating func cast(_ nats: Double, for rows: some Sequence<UInt32>) {
        let vote = UInt16(max(1, nats * Self.votesPerNat))
        votes.withUnsafeMutableBufferPointer { votes in
            for row in rows {
                let sum = votes[Int(row)].addingReportingOverflow(vote)
                votes[Int(row)] = sum.overflow ? .max : sum.partialValue
            }
        }
    }

    /// At most ``poolSize`` rows with the most votes; of those with equally many the first.
    private func mostVoted() -> [Int] {
        var pool: [(votes: UInt16, row: Int)] = []
        var bar: UInt16 = 0
        for row in 0..<count where votes[row] > bar {
            pool.append((votes[row], row))
            guard pool.count >= 2 * Self.poolSize else { continue }
            pool.sort { ($1.votes, $0.row) < ($0.votes, $1.row) }
            pool.removeLast(pool.count - Self.poolSize)
            bar = pool[pool.count - 1].votes
        }
        return pool.sorted { ($1.votes, $0.row) < ($0.votes, $1.row) }.prefix(Self.poolSize).map(\.row)
    }
}
