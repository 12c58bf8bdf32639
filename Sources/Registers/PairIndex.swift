/// The rows in whose folded value two characters stand side by side, for every pair of characters.
///
/// A value that begins with a character counts as having nothing and that character side by side. Pairs share 65,536
/// buckets, so that a bucket may hold a few rows too many.
struct PairIndex: Sendable {
    private static let bucketCount = 1 << 16
    /// A pair that more than this share of the rows have narrows nothing down and is not kept.
    private static let largestShare = 1.0 / 16
    private static let alwaysKept = 64

    let starts: Block<UInt32>
    let rows: Block<UInt32>

    init(of column: FoldedColumn, count: Int) {
        var sizes = [UInt32](repeating: 0, count: Self.bucketCount)
        for row in 0..<count { Self.forEachBucket(of: column[row]) { sizes[$0] += 1 } }
        let largest = UInt32(max(Double(Self.alwaysKept), Double(count) * Self.largestShare))
        var starts = [UInt32](repeating: 0, count: Self.bucketCount + 1)
        for bucket in 0..<Self.bucketCount {
            starts[bucket + 1] = starts[bucket] + (sizes[bucket] > largest ? 0 : sizes[bucket])
        }
        var next = starts
        var rows = [UInt32](repeating: 0, count: Int(starts[Self.bucketCount]))
        for row in 0..<count {
            Self.forEachBucket(of: column[row]) { bucket in
                guard sizes[bucket] <= largest else { return }
                rows[Int(next[bucket])] = UInt32(row)
                next[bucket] += 1
            }
        }
        self.starts = Block(starts)
        self.rows = Block(rows)
    }

    init(starts: Block<UInt32>, rows: Block<UInt32>) {
        self.starts = starts
        self.rows = rows
    }

    /// The buckets of a value's pairs.
    static func buckets(of value: ArraySlice<UInt16>) -> [Int] {
        var buckets: [Int] = []
        forEachBucket(of: value) { buckets.append($0) }
        return buckets
    }

    func rows(in bucket: Int) -> BlockSlice<UInt32> { rows.slice(Int(starts[bucket])..<Int(starts[bucket + 1])) }

    private static func forEachBucket(of value: ArraySlice<UInt16>, _ body: (Int) -> Void) {
        var last: UInt32 = 0
        for unit in value {
            let pair = last << 16 | UInt32(unit)
            body(Int((pair &* 0x9E37_79B1) >> 16))
            last = UInt32(unit)
        }
    }
}
