package import Engine
internal import Evidence
internal import Foundation
package import Intake
package import Paperwork
internal import Storage
package import Workflows

/// What a workflow will save, judged by a few dozen of its real sheets.
package struct Pilot: Sendable, Encodable {
    /// A figure with the range that holds it with 95 %.
    package struct Figure: Sendable, Hashable, Encodable {
        package var value: Double
        package var low: Double
        package var high: Double
    }

    /// What people need for what Tema leaves to them, in seconds.
    package struct Pace: Sendable, Hashable, Encodable {
        /// To settle one value in doubt.
        package var perDoubt: Double
        /// For each page that was set aside.
        package var perPageSetAside: Double
        /// Measured at this site, in so many values; 0 for an assumption.
        package var measured: Int

        /// Taken where the site has measured none: 8 s for a value, a minute for a page. An assumption, and named as one.
        package static let assumed = Pace(perDoubt: 8, perPageSetAside: 60, measured: 0)
    }

    package enum Verdict: String, Sendable, Encodable {
        case go
        case noGo = "no_go"
    }

    package var workflow: String
    package var documents: Int
    package var pagesSetAside: Int
    /// The share of documents that no person needs to touch: with Wilson's interval ("Probable inference, the law of
    /// succession, and statistical inference", Journal of the American Statistical Association 22, 1927).
    package var straightThrough: Figure
    /// Of people, for each document.
    package var humanSeconds: Figure
    package var baselineSeconds: Figure
    package var documentsPerYear: Int
    package var netHoursPerYear: Figure
    package var pace: Pace
    package var verdict: Verdict
    package var reason: Wording

    /// Documents that are needed to say anything.
    private static let fewest = 10
    private static let usual = 30

    /// - Parameters:
    ///   - outcome: of a run over the sheets.
    ///   - documentsPerYear: as the office counts them.
    /// - throws: `Trouble` where the workflow has no baseline, or the sheets are too few.
    package init(
        of workflow: Workflow, _ outcome: RunOutcome, documentsPerYear: Int, pace: Pace
    ) throws {
        guard let baseline = workflow.baseline else { throw Self.noBaseline(workflow.id) }
        let documents = try outcome.batches.flatMap { try $0.documents }
        guard documents.count >= Self.fewest else { throw Self.tooFew(documents.count) }
        self.workflow = workflow.id
        self.documents = documents.count
        self.documentsPerYear = documentsPerYear
        self.pace = pace
        pagesSetAside = outcome.batches.reduce(0) { $0 + $1.count.setAside }
        straightThrough = Self.wilson(documents.count { $0.state == .done }, of: documents.count)
        let aside = Double(pagesSetAside) * pace.perPageSetAside / Double(documents.count)
        let seconds = documents.map { document in
            let doubts = document.fields.count(where: \.isOpen) + document.openProblems.count { $0.field == nil }
            return Double(doubts) * pace.perDoubt + aside
        }
        let human = Self.mean(of: seconds)
        humanSeconds = human.figure
        let spread = baseline.sample > 1 ? baseline.spread * 60 / Double(baseline.sample).squareRoot() : 0
        let byHand = Self.figure(baseline.minutes * 60, error: spread, degrees: baseline.sample - 1)
        baselineSeconds = byHand
        let error = (human.error * human.error + spread * spread).squareRoot()
        let net = Self.figure(
            byHand.value - human.figure.value, error: error, degrees: min(documents.count, max(2, baseline.sample)) - 1)
        let perYear = Double(documentsPerYear) / 3600
        netHoursPerYear = Figure(value: net.value * perYear, low: net.low * perYear, high: net.high * perYear)
        verdict = netHoursPerYear.low > 0 ? .go : .noGo
        reason = Self.reason(netHoursPerYear, documents: documents.count)
    }

    private static func reason(_ net: Figure, documents: Int) -> Wording {
        let (low, high) = (Int(net.low.rounded()), Int(net.high.rounded()))
        if net.low > 0 {
            return Wording(
                ja: "年に少なくとも \(low) 時間の削減が見込めます（95 %）。", en: "at least \(low) hours a year are saved (95 %)")
        }
        if net.high <= 0 {
            return Wording(
                ja: "手作業より時間がかかる見込みです（年 \(low)〜\(high) 時間）。",
                en: "it takes longer than the work by hand (\(low) to \(high) hours a year)")
        }
        let more =
            documents < usual
            ? Wording(ja: "\(usual)枚以上で試し直してください。", en: "try it on \(usual) sheets or more")
            : Wording(ja: "確認の多い項目を減らすか、基準時間を測り直してください。", en: "lessen what is in doubt, or time the work by hand again")
        return Wording(
            ja: "削減になるかどうか分かりません（年 \(low)〜\(high) 時間）。\(more.ja)",
            en: "whether it saves anything is open (\(low) to \(high) hours a year): \(more.en)")
    }

    private static func wilson(_ hits: Int, of count: Int) -> Figure {
        let (n, z) = (Double(count), 1.959964)
        let share = Double(hits) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return Figure(value: share, low: max(0, middle - half), high: min(1, middle + half))
    }

    private static func mean(of values: [Double]) -> (figure: Figure, error: Double) {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
        let error = (variance / n).squareRoot()
        let figure = figure(mean, error: error, degrees: values.count - 1)
        return (Figure(value: figure.value, low: max(0, figure.low), high: figure.high), error)
    }

    /// By Student's t.
    private static func figure(_ value: Double, error: Double, degrees: Int) -> Figure {
        let half = studentQuantile(degrees: max(1, degrees)) * error
        return Figure(value: value, low: value - half, high: value + half)
    }

    /// The 97.5 % quantile of Student's t, through the incomplete beta function (NIST Digital Library of Mathematical
    /// Functions, 8.17).
    static func studentQuantile(degrees: Int) -> Double {
        let nu = Double(degrees)
        var (low, high) = (0.0, 1e4)
        for _ in 0..<100 {
            let t = (low + high) / 2
            let tail = ErrorBound.regularizedIncompleteBeta(nu / (nu + t * t), nu / 2, 0.5) / 2
            if tail > 0.025 { low = t } else { high = t }
        }
        return high
    }

    private static func noBaseline(_ id: String) -> Trouble {
        Trouble(
            .definition,
            Wording(ja: "業務「\(id)」に従来作業時間がありません。", en: "the workflow \(id) has no baseline"),
            remedy: Wording(
                ja: "手作業の時間を測り、ジョブファイルに time: baseline: を書いてください。",
                en: "time the work by hand, and write it into the job file as time: baseline:"))
    }

    private static func tooFew(_ count: Int) -> Trouble {
        Trouble(
            .content,
            Wording(
                ja: "読めた帳票が\(count)件しかなく、見込みを出せません。",
                en: "only \(count.counted("document")) could be read: too few to tell"),
            remedy: Wording(ja: "\(usual)枚ほどの実際の帳票で試してください。", en: "try about \(usual) real sheets"))
    }
}

extension Pilot.Pace {
    /// Values that people settled at a site from which on their pace counts.
    private static let fewest = 30

    /// The pace measured at a site; an assumption where it has measured too little, or has no store.
    package static func measured(at dataFolder: DataFolder) throws -> Self {
        guard let store = try? Store.existing(dataFolder) else { return .assumed }
        let (values, seconds) = try store.settlingPace()
        guard values >= fewest, seconds > 0 else { return .assumed }
        return Pilot.Pace(
            perDoubt: seconds / Double(values), perPageSetAside: assumed.perPageSetAside, measured: values)
    }
}
