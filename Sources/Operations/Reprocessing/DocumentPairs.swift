internal import Paperwork

/// Brings together the documents that two runs over the same pages made of them.
enum DocumentPairs {
    struct Pair {
        var old: DocumentDigest?
        var new: DocumentDigest?

        /// From 1; the batch's end where there is none.
        fileprivate var firstPage: Int { ((old?.pages ?? []) + (new?.pages ?? [])).min() ?? .max }
    }

    /// Each document with the one that has just its pages, else with the one that shares most of them; alone where none
    /// is left that shares any. By their first page.
    static func match(_ old: [DocumentDigest], _ new: [DocumentDigest]) -> [Pair] {
        let owner = Dictionary(old.indices.flatMap { index in old[index].pages.map { ($0, index) } }) { first, _ in
            first
        }
        var free = Set(old.indices)
        var partners: [Int: Int] = [:]
        for isExact in [true, false] {
            for index in new.indices where partners[index] == nil {
                let sharing = new[index].pages.compactMap { owner[$0] }.filter(free.contains)
                guard let best = mostFrequent(sharing) else { continue }
                guard !isExact || Set(old[best].pages) == Set(new[index].pages) else { continue }
                partners[index] = best
                free.remove(best)
            }
        }
        let pairs = new.indices.map { index in Pair(old: partners[index].map { old[$0] }, new: new[index]) }
        return (pairs + free.map { Pair(old: old[$0], new: nil) }).sorted { $0.firstPage < $1.firstPage }
    }

    /// The smaller one of two that are there equally often.
    private static func mostFrequent(_ numbers: [Int]) -> Int? {
        let counts = Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}

extension DocumentPairs.Pair {
    /// Nil where both are the same but for their ids.
    var difference: BatchDifference.DocumentDifference? {
        let fields = fieldDifferences
        if let old, let new, fields.isEmpty, old.side.form == new.side.form, old.pages == new.pages,
            old.side.state == new.side.state
        {
            return nil
        }
        return BatchDifference.DocumentDifference(old: old?.side, new: new?.side, fields: fields)
    }

    /// Of a document that has no counterpart, none: all of it differs.
    private var fieldDifferences: [BatchDifference.FieldDifference] {
        guard let old, let new else { return [] }
        let lacking = old.fields.filter { new.field($0.name) == nil }
        return (new.fields + lacking).compactMap { field in
            let (before, after) = (old.field(field.name), new.field(field.name))
            guard before?.value != after?.value || before?.isAccepted != after?.isAccepted else { return nil }
            let isMasked = before?.isSensitive == true || after?.isSensitive == true
            return BatchDifference.FieldDifference(
                field: field.name, old: before?.shown(masked: isMasked), new: after?.shown(masked: isMasked),
                acceptedBefore: before?.isAccepted, acceptedAfter: after?.isAccepted, isMasked: isMasked)
        }
    }
}

extension DocumentDigest.Value {
    fileprivate func shown(masked: Bool) -> FieldValue { masked ? value.masked : value }
}
