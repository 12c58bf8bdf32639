/// Rows by the hash of a value, in eight bytes a row.
struct HashedRows: Sendable {
    /// Hash in the upper half, row in the lower; rising.
    let entries: Block<UInt64>

    /// Rows with an empty value are left out.
    init(count: Int, units: (Int) -> ArraySlice<UInt16>) {
        var entries: [UInt64] = []
        entries.reserveCapacity(count)
        for row in 0..<count {
            let value = units(row)
            if !value.isEmpty { entries.append(UInt64(Self.hash(value)) << 32 | UInt64(row)) }
        }
        entries.sort()
        self.entries = Block(entries)
    }

    /// Rows by several values each; one that a row has twice counts once.
    init(count: Int, keys: (Int) -> [[UInt16]]) {
        var entries: [UInt64] = []
        entries.reserveCapacity(count)
        for row in 0..<count {
            for key in Set(keys(row).map(Self.hash)) { entries.append(UInt64(key) << 32 | UInt64(row)) }
        }
        entries.sort()
        self.entries = Block(entries)
    }

    init(entries: Block<UInt64>) { self.entries = entries }

    /// Rows that hold a value, whichever.
    var count: Int { entries.count }

    /// The rows whose value has the same hash as `value`: all that hold it and, rarely, a few that do not. Rising.
    func rows(of value: some Collection<UInt16>) -> [Int] {
        range(of: Self.hash(value)).map { Int(entries[$0] & 0xFFFF_FFFF) }
    }

    /// How many rows hold `value`; rarely a few too many.
    func frequency(of value: some Collection<UInt16>) -> Int { range(of: Self.hash(value)).count }

    /// Runs of rows with one hash and more than one member.
    var groups: [[Int]] {
        var groups: [[Int]] = []
        forEachRun { run in
            if run.count > 1 { groups.append(run.map { Int(entries[$0] & 0xFFFF_FFFF) }) }
        }
        return groups
    }

    /// The most frequent values: how many rows have each, and one that does.
    func mostFrequent(_ limit: Int) -> [(row: Int, count: Int)] {
        var most: [(row: Int, count: Int)] = []
        forEachRun { run in
            guard most.count < limit || run.count > most[most.count - 1].count else { return }
            most.append((Int(entries[run.lowerBound] & 0xFFFF_FFFF), run.count))
            most.sort { ($1.count, $0.row) < ($0.count, $1.row) }
            if most.count > limit { most.removeLast() }
        }
        return most
    }

    /// Different values, but for those that share a hash.
    var distinctCount: Int {
        var count = 0
        forEachRun { _ in count += 1 }
        return count
    }

    private func forEachRun(_ body: (Range<Int>) -> Void) {
        var start = 0
        for index in 1...max(1, entries.count)
        where start < entries.count && (index >= entries.count || entries[index] >> 32 != entries[start] >> 32) {
            body(start..<index)
            start = index
        }
    }

    private func range(of hash: UInt32) -> Range<Int> {
        lowerBound(UInt64(hash) << 32)..<lowerBound((UInt64(hash) + 1) << 32)
    }

    private func lowerBound(_ bound: UInt64) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// FNV-1a over the units (Fowler, Noll & Vo), folded to 32 bits.
    private static func hash(_ units: some Sequence<UInt16>) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for unit in units { hash = (hash ^ UInt64(unit)) &* 0x100_0000_01b3 }
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}
