internal import Paperwork
package import Storage

/// 純削減時間: what documents take by hand, less the time that people spent on them. Seconds.
package struct Savings: Sendable, Hashable {
    /// Done and counted, in workflows with a baseline and without.
    package var documents = 0
    package var baselineSeconds = 0.0
    /// Of all documents, rejected and failed ones too.
    package var humanSeconds = 0.0
    package var overheadSeconds = 0.0

    package init() {}

    package init(_ entries: some Sequence<TimeEntry>) {
        for entry in entries {
            if entry.outcome == .done, !entry.isRepeat { documents += 1 }
            baselineSeconds += entry.baselineSeconds
            humanSeconds += entry.humanSeconds
            overheadSeconds += entry.overheadSeconds
        }
    }

    package init(_ parts: some Sequence<Savings>) {
        for part in parts {
            documents += part.documents
            baselineSeconds += part.baselineSeconds
            humanSeconds += part.humanSeconds
            overheadSeconds += part.overheadSeconds
        }
    }

    /// Below 0 where more was spent than saved.
    package var netSeconds: Double { baselineSeconds - spentSeconds }
    /// People's time, shared time included.
    package var spentSeconds: Double { humanSeconds + overheadSeconds }
}
