internal import Foundation
package import Paperwork
package import Storage
internal import TimeLedger

/// What the samples of a workflow come to. Of an older version of its forms none count.
package struct TimeStudy: Sendable, Hashable, Encodable {
    package var samples: Int
    /// Samples of other versions of the forms.
    package var outdated: Int
    package var meanSeconds: Double
    package var medianSeconds: Double
    package var spreadSeconds: Double
    /// The 95 % interval of the mean; nil with fewer than two samples.
    package var low: Double?
    package var high: Double?
    /// How many more samples narrow the interval to ±10 %; nil with fewer than two.
    package var missing: Int?
    package var formVersion: String
    private var timed: String
    private var people: [String]

    enum CodingKeys: String, CodingKey {
        case samples, outdated, low, high, missing, timed, people
        case meanSeconds = "mean_seconds"
        case medianSeconds = "median_seconds"
        case spreadSeconds = "spread_seconds"
        case formVersion = "form_version"
    }

    /// - Parameter formVersion: as the workflow's forms are now.
    package init(_ all: [TimeSample], formVersion: String) {
        let valid = all.filter { !$0.isDiscarded && $0.seconds != nil }
        let present = valid.filter { $0.formVersion == formVersion }
        let figures = Samples(present.compactMap(\.seconds))
        samples = figures.count
        outdated = valid.count - present.count
        meanSeconds = figures.mean
        medianSeconds = figures.median
        spreadSeconds = figures.spread
        low = figures.halfWidth.map { figures.mean - $0 }
        high = figures.halfWidth.map { figures.mean + $0 }
        missing = figures.missing()
        self.formVersion = formVersion
        timed = (present.map(\.begun).max() ?? Date(timeIntervalSince1970: 0)).formatted(.iso8601.year().month().day())
        people = Set(present.map(\.person)).sorted()
    }

    package var words: Wording {
        guard let low, let high, let missing else {
            return Wording(
                ja: "計測 \(samples) 件。幅を出すには2件以上が要ります。",
                en: "\(samples.counted("sample")): an interval takes two or more")
        }
        func text(_ seconds: Double) -> String { String(format: "%.1f", seconds) }
        let more =
            missing == 0
            ? Wording(ja: "±10 % に収まっています。", en: "within ±10 %")
            : Wording(ja: "±10 % までにあと \(missing) 件。", en: "\(missing) more for ±10 %")
        let old =
            outdated == 0
            ? Wording(ja: "", en: "")
            : Wording(ja: "（古い版の \(outdated) 件は除く）", en: " (\(outdated) of an older version left out)")
        return Wording(
            ja: "計測 \(samples) 件\(old.ja): 平均 \(text(meanSeconds)) 秒、中央値 \(text(medianSeconds)) 秒、"
                + "95 % の幅 \(text(low))〜\(text(high)) 秒。\(more.ja)",
            en: "\(samples.counted("sample"))\(old.en): mean \(text(meanSeconds)) s, median \(text(medianSeconds)) s, "
                + "95 % interval \(text(low)) to \(text(high)) s; \(more.en)")
    }

    /// What stands under `time:` in the job file once someone approves it; nil with fewer than two samples.
    package var jobFileLines: String? {
        guard samples > 1 else { return nil }
        let mean = String(format: "%.3f", meanSeconds / 60)
        let spread = String(format: "%.3f", spreadSeconds / 60)
        return """
            time:
              baseline: {minutes: \(mean), spread: \(spread), sample: \(samples), timed: \(timed), by: \(people.joined(separator: " ")), approved: }
            """
    }
}
