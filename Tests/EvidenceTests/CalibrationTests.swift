import Evidence
import Foundation
import Paperwork
import Testing

@Suite("Calibration")
struct CalibrationTests {
    private let calibration = Calibration(
        fittedOn: "a test",
        curves: [
            Calibration.Curve(recogniser: "*", kind: "*", bins: [.init(from: 0, right: 0.1)]),
            Calibration.Curve(recogniser: "*", kind: "empty", bins: [.init(from: 0, right: 0.2)]),
            Calibration.Curve(recogniser: "print", kind: "*", bins: [.init(from: 0, right: 0.3)]),
            Calibration.Curve(recogniser: "print", kind: "kana", bins: [.init(from: 0, right: 0.4)]),
            Calibration.Curve(
                recogniser: "print/jpn", kind: "*", bins: [.init(from: 0.5, right: 0.6), .init(from: 0.9, right: 0.99)]),
            Calibration.Curve(recogniser: "print/jpn", kind: "yen", bins: [.init(from: 0, right: 0.7)]),
        ])

    @Test(
        "speaks by the most particular curve",
        arguments: [
            ("print/jpn", "yen", 0.5, 0.7), ("print/jpn", "kana", 0.9, 0.99), ("print/jpn", "kana", 0.89, 0.6),
            ("print/jpn", "kana", 0.4, 0.4), ("print/eng", "kana", 0.4, 0.4), ("print/eng", "yen", 1, 0.3),
            ("hand", "yen", 1, 0.1), ("hand", "empty", 1, 0.2), ("print/jpn", "empty", 1, 0.2),
        ])
    func lookUp(recogniser: String, kind: String, raw: Double, right: Double) {
        #expect(calibration.chance(recogniser: recogniser, kind: kind, raw: Confidence(raw)) == right)
    }

    @Test("of an unknown recogniser is one half at best")
    func unknown() {
        let empty = Calibration(fittedOn: "nothing", curves: [])
        #expect(empty.chance(recogniser: "hand", kind: "kana", raw: .certain) == 0.5)
        #expect(empty.chance(recogniser: "hand", kind: "kana", raw: Confidence(0.2)) == 0.2)
    }

    @Test("ships with bins that rise and never promise certainty")
    func bundled() throws {
        let bundled = try Calibration.bundled()
        #expect(!bundled.fittedOn.isEmpty)
        for curve in bundled.curves {
            #expect(curve.bins.allSatisfy { (0...1).contains($0.from) })
            for (lower, upper) in zip(curve.bins, curve.bins.dropFirst()) {
                #expect(lower.from < upper.from && lower.right <= upper.right)
            }
            #expect(curve.bins.allSatisfy { $0.right < 1 })
        }
    }

    @Test("is written as JSON and read again")
    func coding() throws {
        let json = try JSONEncoder().encode(calibration)
        #expect(String(decoding: json, as: UTF8.self).contains("fitted-on"))
        #expect(try JSONDecoder().decode(Calibration.self, from: json) == calibration)
    }
}

@Suite("Fitting a calibration")
struct CalibrationFitterTests {
    /// Readings whose raw confidence is too high: they are right with its square's chance.
    private func samples(_ count: Int, seed: UInt64) -> [CalibrationFitter.Sample] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { index in
            let raw = 0.5 + random.chance() / 2
            return ("print/eng", index.isMultiple(of: 3) ? "yen" : "kana", raw, random.chance() < raw * raw)
        }
    }

    @Test("gives a curve per group of kinds, of rising bins that hold every sample")
    func shape() {
        let fitted = CalibrationFitter.fit(samples: samples(3_000, seed: 1), fittedOn: "a simulation")
        #expect(fitted.fittedOn == "a simulation")
        #expect(fitted.curves.map(\.kind) == ["digits", "letters"])
        #expect(fitted.curves.map { $0.bins.reduce(0) { $0 + $1.samples } } == [1_000, 2_000])
        for curve in fitted.curves {
            #expect(curve.bins.count > 2)
            for (lower, upper) in zip(curve.bins, curve.bins.dropFirst()) {
                #expect(lower.from < upper.from && lower.right <= upper.right)
            }
        }
    }

    @Test("gives bounds that the true share seldom falls below")
    func isConservative() throws {
        var bins = 0
        var exceeded = 0
        for seed in 0..<60 {
            let fitted = CalibrationFitter.fit(samples: samples(1_500, seed: UInt64(seed)), fittedOn: "a simulation")
            let curve = try #require(fitted.curves.first { $0.kind == "letters" })
            for (index, bin) in curve.bins.enumerated() {
                let end = index + 1 < curve.bins.count ? curve.bins[index + 1].from : 1
                // The mean of raw² over the bin.
                let trueShare = (pow(end, 3) - pow(bin.from, 3)) / (3 * (end - bin.from))
                bins += 1
                exceeded += bin.right > trueShare ? 1 : 0
            }
        }
        #expect(bins > 150)
        // Each bound fails with a chance of 10 %; bins chosen by the data and bounds carried upwards add a little.
        #expect(Double(exceeded) / Double(bins) < 0.15)
    }

    @Test(
        "keeps codes of digits with the digits and empty zones apart",
        arguments: [
            ("text", "006160", false, "number"), ("text", "A-12", false, "text"), ("yen", "1200", false, "yen"),
            ("text", "", true, "empty"), ("choice", "", true, "choice"),
        ])
    func kinds(type: String, text: String, isEmpty: Bool, kind: String) {
        #expect(Calibration.kind(ofType: type, text: text, isEmpty: isEmpty) == kind)
    }

    @Test("of readings without an error leaves what their number can't exclude")
    func withoutErrors() throws {
        let all: [CalibrationFitter.Sample] = (0..<500).map { ("mark", "checkbox", Double($0) / 500, true) }
        let curve = try #require(CalibrationFitter.fit(samples: all, fittedOn: "a table").curves.first)
        #expect(curve.bins.count == 1)
        #expect(curve.bins[0].samples == 500)
        #expect(abs(curve.bins[0].right - pow(0.1, 1.0 / 500)) < 1e-9)
    }

    @Test("lets a run of bins show what none of them can alone")
    func runs() throws {
        // Of 8,000 sure readings three are wrong, at falling rates: no rate's readings are enough for 0.1 %, all are.
        let wrong: Set = [2_100, 4_900, 7_900]
        let all: [CalibrationFitter.Sample] = (0..<10_000).map {
            ("mark", "checkbox", Double($0) / 10_000, !wrong.contains($0) && ($0 >= 2_000 || $0 % 10 > 0))
        }
        let curve = try #require(CalibrationFitter.fit(samples: all, fittedOn: "a table").curves.first)
        let highest = try #require(curve.bins.last)
        #expect(highest.errors == 0 && highest.samples < 2_302)
        #expect(highest.right > 0.999 && highest.right < 1 - 3.0 / 8_000)
    }

    @Test("keeps one answer among several options apart from marks that stand alone")
    func options() throws {
        let all = ["choice", "circled", "checkbox", "mark-grid", "seal"].flatMap { kind in
            (0..<200).map { (recogniser: "mark", kind: kind, raw: Double($0) / 200, correct: true) }
        }
        let fitted = CalibrationFitter.fit(samples: all, fittedOn: "a table")
        #expect(fitted.curves.map(\.kind) == ["marks", "one-option"])
        #expect(fitted.curves.map { $0.bins.reduce(0) { $0 + $1.samples } } == [600, 400])
    }

    @Test("keeps equal confidences in one bin, and empty zones apart")
    func ties() throws {
        var all: [CalibrationFitter.Sample] = (0..<400).map { ("mark", "checkbox", 1, $0 % 10 > 0) }
        all += (0..<100).map { _ in ("mark", "empty", 0.9, true) }
        let fitted = CalibrationFitter.fit(samples: all, fittedOn: "a table")
        let whole = try #require(fitted.curves.first { $0.kind == "marks" })
        #expect(whole.bins.map(\.samples) == [400])
        #expect(whole.bins[0].errors == 40)
        #expect(fitted.curves.first { $0.kind == "empty" }?.bins.map(\.samples) == [100])
    }
}

@Suite("Errors that two recognisers share")
struct AgreementTests {
    private static func field(_ first: (String, Bool), _ second: (String, Bool)) -> CalibrationFitter.Field {
        ("yen", [("print", first.0, first.1), ("line", second.0, second.1)])
    }

    private let fields =
        (0..<40).map { Self.field(("1\($0)", false), ($0 < 2 ? "1\($0)" : "7\($0)", $0 >= 2)) }
        + (0..<60).map { Self.field(("\($0)", true), ("\($0)", true)) }

    @Test("are counted where the first is wrong, with a bound above their share")
    func counted() throws {
        let agreements = CalibrationFitter.agreements(of: fields)
        let found = try #require(agreements.first { $0.first == "print" })
        #expect(agreements.count == 1, "two errors of the second are too few to tell")
        #expect((found.second, found.kind, found.wrong, found.same) == ("line", "digits", 40, 2))
        #expect(found.chance > 0.05 && found.chance < 0.15)
    }

    @Test("are measured as one where both say the same, a kind apart where it is surely worse")
    func joint() throws {
        let curves = [
            Calibration.Curve(
                recogniser: "*", kind: "*", bins: [.init(from: 0, right: 0.8), .init(from: 0.9, right: 0.95)])
        ]
        var calibration = Calibration(fittedOn: "a test", curves: curves)
        func pairs(_ kind: String, _ count: Int, wrong: Int) -> [(String, [CalibrationFitter.JointReading])] {
            (0..<count).map { number in
                let isRight = number >= wrong
                return (
                    kind,
                    [
                        ("hand/digits", kind, "\(number)", 0.95, isRight),
                        ("line/hand", kind, "\(number)", 0.95, isRight),
                        ("hand/kanji", kind, "x", 0.95, false),
                    ]
                )
            }
        }
        calibration.joint = CalibrationFitter.joint(
            of: pairs("yen", 4_000, wrong: 0) + pairs("number", 1_000, wrong: 40), by: calibration)
        #expect(calibration.joint.map(\.kind) == ["digits", "number"])
        #expect(calibration.joint.map(\.recogniser) == ["hand&line", "hand&line"])
        func decide(_ type: String, second: String) -> Decision {
            let field = Field(
                name: "paid", type: type, value: .integer(12), text: "12",
                readings: [
                    Reading(text: "12", confidence: Confidence(0.95), recogniser: "hand/digits"),
                    Reading(text: "12", confidence: Confidence(0.95), recogniser: second),
                ], candidates: [Candidate(text: "12", value: .integer(12), score: 0.95)])
            return Judge(calibration: calibration, errorBudget: 0.001).decide(field, facts: FieldFacts()).decision
        }
        #expect(decide("yen", second: "line/hand").accepted)
        #expect(!decide("number", second: "line/hand").accepted)
        #expect(!decide("yen", second: "hand/kanji").accepted, "two of one family are no two")
    }

    @Test("say how much a second reading's word is worth")
    func weighed() {
        var field = Field(
            name: "paid", type: "yen", value: .integer(12), text: "12",
            readings: [
                Reading(text: "12", confidence: Confidence(0.9), recogniser: "print"),
                Reading(text: "12", confidence: Confidence(0.9), recogniser: "line"),
            ], candidates: [Candidate(text: "12", value: .integer(12), score: 0.9)])
        let curves = [Calibration.Curve(recogniser: "*", kind: "*", bins: [.init(from: 0, right: 0.9)])]
        let measured = Calibration(
            fittedOn: "a test", curves: curves, agreements: CalibrationFitter.agreements(of: fields))
        func chance(_ calibration: Calibration) -> Double {
            Judge(calibration: calibration, errorBudget: 0.001).decide(field, facts: FieldFacts()).confidence.value
        }
        let assumed = chance(Calibration(fittedOn: "a test", curves: curves))
        #expect(chance(measured) > assumed)
        field.readings.reverse()
        #expect(chance(measured) == assumed, "of the second one's errors nothing was measured")
    }
}
