import Evidence
import Foundation
import Paperwork

/// A workflow over a year whose truth is known: what it reads, how well its scores tell right from wrong, who settles what
/// waits, and what changes in the middle of the year.
struct SimulatedSite {
    struct Outcome {
        var accepted = 0
        var wrong = 0
        var decided = 0
        /// Values whose truth was known when the first one passed; nil where none did.
        var first: Int?
        var stops = 0
        var looks = 0
    }

    struct FieldModel {
        var name: String
        var ground: Ground
        /// Log-odds of an error of a middling reading.
        var middle: Double
        var spread: Double
    }

    let budget: Double
    let trust: Acceptance.Trust
    let sample: Double
    let documentsPerDay: Int
    let fields: [FieldModel]
    /// How far scores tell right from wrong: 1 as far as can be known, 0 not at all.
    let information: Double
    /// Added to the log-odds of the scores: below 0 they promise too much.
    let optimism: Double
    /// Errors that the reviewer confirms all the same; blind, a tenth of them.
    let missed: Double
    /// The day on which reading becomes worse, and by how much in log-odds; how much of it the scores show.
    let drift: (day: Int, by: Double, shown: Double)?

    static let daysPerMonth = 20

    static func drawn(using random: inout SeededRandom, trust: Acceptance.Trust) -> SimulatedSite {
        let budget = [0.0005, 0.001, 0.001, 0.001, 0.002, 0.005][random.below(6)]
        let quality = -10 + 5 * random.unit
        let fields = (0..<14).map { index in
            FieldModel(
                name: "field_\(index)", ground: [.reading, .second, .register, .check][random.below(4)],
                middle: quality + 1.5 * random.normal, spread: 0.5 + 2 * random.unit)
        }
        let isUninformed = random.below(5) == 0
        let drifts = random.below(3) == 0
        let isTooSure = random.below(5) == 0
        return SimulatedSite(
            budget: budget, trust: trust, sample: [0.01, 0.02, 0.05][random.below(3)],
            documentsPerDay: 10 + random.below(30), fields: fields,
            information: isUninformed ? 0 : 0.4 + 0.6 * random.unit,
            optimism: isTooSure ? -2 + 2 * random.unit : 0.85 + 0.9 * random.normal,
            missed: [0, 0.05, 0.15][random.below(3)],
            drift: drifts ? (day: 60 + random.below(140), by: 0.5 + 2.5 * random.unit, shown: random.unit) : nil)
    }

    /// One year, day by day: values are decided, what does not pass is settled, a part of what passes is looked at, and they
    /// correct what ships, and are tested, when the service does it.
    func year(using random: inout SeededRandom) -> Outcome {
        var (outcome, labels) = (Outcome(), [GradedValue]())
        var tallies = SiteCalibration.Tallies()
        var policy = AcceptancePolicy(budget: budget, trust: trust, sample: sample)
        // What the site knows of its people: by two hundred planted errors.
        let planted = (0..<200).count { _ in random.unit < missed }
        let look = AcceptanceLook(missed: Double(planted) / 200)
        var (sampled, sampledWrong, known) = (0, 0, 0)
        var (quiet, detector): ((decided: Int, doubtful: Int), DriftDetector?) = ((0, 0), nil)
        for day in 0..<(12 * Self.daysPerMonth) {
            var (decided, doubtful) = (0, 0)
            for number in 0..<documentsPerDay {
                for field in fields {
                    let (value, isWrong) = value(of: field, document: "\(day)-\(number)", day: day, using: &random)
                    let (error, most, _) = policy.allowance(for: value)
                    let passes = most.map { error <= $0 } ?? false
                    decided += 1
                    outcome.decided += 1
                    var graded = value
                    graded.rate = most == nil ? 1 : sample
                    if passes {
                        if outcome.first == nil { outcome.first = labels.count }
                        outcome.accepted += 1
                        outcome.wrong += isWrong ? 1 : 0
                        guard graded.draw < sample else { continue }
                        graded.isSampled = true
                        graded.isWrong = isWrong && random.unit >= missed / 10
                        sampled += 1
                        sampledWrong += graded.isWrong ? 1 : 0
                    } else {
                        doubtful += 1
                        graded.isWrong = isWrong && random.unit >= missed
                    }
                    labels.append(graded)
                    if graded.draw < graded.rate { known += 1 }
                    tallies.add(graded)
                }
            }
            let passes = trust == .shipped || !policy.acceptance.found.isEmpty
            if passes, policy.acceptance.stops.isEmpty {
                if quiet.decided < 2_000 {
                    quiet = (quiet.decided + decided, quiet.doubtful + doubtful)
                } else {
                    if detector == nil { detector = DriftDetector(afterFirst: quiet.decided, grown: quiet.doubtful) }
                    detector?.add(values: decided, hits: doubtful)
                }
                let rates = AnytimeBound.rates(
                    errors: sampledWrong, trials: sampled, confidence: 0.95, expected: budget)
                if rates.lowerBound > budget || detector?.isAlarmed == true {
                    policy.acceptance.stops = [Acceptance.Stop(form: nil, because: Wording(verbatim: "stopped"))]
                    outcome.stops += 1
                }
            }
            if trust == .shipped, AcceptanceLook.isCalibrationDue(policy.acceptance, values: tallies.count) {
                policy.acceptance = AcceptanceLook.recalibrated(policy.acceptance, to: tallies)
                (quiet, detector) = ((0, 0), nil)
            }
            guard policy.acceptance.stops.isEmpty, look.isDue(after: policy.acceptance, known: known, budget: budget)
            else { continue }
            policy.acceptance = look.acceptance(
                after: policy.acceptance, values: labels, budgets: [budget: Set(fields.map(\.name))])
            (quiet, detector, sampled, sampledWrong) = ((0, 0), nil, 0, 0)
            outcome.looks = policy.acceptance.looks
        }
        return outcome
    }

    private func value(
        of field: FieldModel, document: String, day: Int, using random: inout SeededRandom
    ) -> (GradedValue, isWrong: Bool) {
        let (seen, unseen) = (random.normal, random.normal)
        let worse = drift.map { day >= $0.day ? $0.by : 0 } ?? 0
        let clear = information.squareRoot() * seen + (1 - information).squareRoot() * unseen
        let odds = field.middle + worse + field.spread * clear
        let score =
            field.middle + worse * (drift?.shown ?? 0) + optimism + field.spread * information.squareRoot() * seen
        let isWrong = random.unit < 1 / (1 + exp(-odds))
        return (
            GradedValue(
                document: document, form: "form", field: field.name, type: "number", reader: "reader",
                ground: field.ground, error: 1 / (1 + exp(-score)), isWrong: isWrong), isWrong
        )
    }
}

extension SeededRandom {
    /// Evenly between 0 and 1.
    var unit: Double {
        mutating get { Double(below(1 << 30)) / Double(1 << 30) }
    }

    /// Of the standard normal distribution (Box & Muller, 1958).
    var normal: Double {
        mutating get { (-2 * log(max(1e-12, unit))).squareRoot() * cos(2 * .pi * unit) }
    }
}
