import Foundation
import Paperwork
import PostgresCluster
import Storage
import Testing

/// What people settled, as those who learn from it get it; and how fields fared month by month.
@Suite(.onBothEngines) struct SettledValueTests {
    private let place: Place

    init() throws { place = try Place() }

    private func settle(
        _ document: String, _ action: ReviewEntry.Action, _ value: String?, by account: String = "sato"
    ) throws {
        let hold = try #require(
            try place.store.holdFirst(of: [document], account: account, seconds: 600, now: Place.morning))
        let reviewed = try #require(try place.store.reviewedDocument(document))
        let field = reviewed.document.fields[0]
        let entry = ReviewEntry(
            field: field.name, account: account, action: action, mode: "document", value: value.map { .text($0) },
            before: ReviewEntry.Before(reviewed.document, field: field), seconds: 1, at: Place.morning)
        try place.store.commitReview(
            reviewed.document, revision: reviewed.revision, entries: [entry], end: .stays, hold: hold,
            now: Place.morning)
    }

    @Test func `what is settled is known, and not what was taken back, entered by one of two, or let pass`() throws {
        try place.addSplit("b1", pages: 4)
        for _ in 1...4 { try place.settleNext(as: .review) }
        try settle("b1-1", .confirm, "一")
        try settle("b1-1", .change, "二")
        try settle("b1-2", .first, "三")
        try settle("b1-3", .waive, nil)
        try settle("b1-4", .confirm, "四")
        let last = try #require(try place.store.reviewedDocument("b1-4"))
        _ = try place.store.undoReview(
            to: last.document, revision: last.revision, account: "sato", seconds: 600, now: Place.morning)
        let values = try place.store.settledValues(inBatch: "b1")
        #expect(values.mapValues { $0.map(\.value) } == ["b1-1": [.text("二")]])
        #expect(try place.store.settledValues(inBatch: "b2").isEmpty)
    }

    @Test func `a looked-at value of a sample is known too`() throws {
        try place.addSplit("b1", pages: 1)
        try place.settleNext(as: .done)
        _ = try place.store.recall([("b1-1", "氏名")], now: Place.morning)
        let sample = try #require(try place.store.waitingSamples(for: nil, workflows: ["onestop"], limit: 1).first)
        #expect(try place.store.settledValues(inBatch: "b1").isEmpty)
        _ = try place.store.answerSample(
            sample, state: .right, value: .text("髙﨑花子"), grade: nil, account: "sato", seconds: 1, now: Place.morning)
        let value = try #require(try place.store.settledValues(inBatch: "b1")["b1-1"]?.first)
        #expect(value.value == .text("髙﨑花子") && value.isSampled)
    }

    @Test func `a month counts what was decided, and what passed`() throws {
        try place.addSplit("b1", pages: 3)
        for accepted in [true, true, false] {
            let task = try #require(try place.claim()?.documentTask)
            var document = task.document
            document.fields[0].decision = Decision(
                accepted: accepted, by: .evidence, because: Wording(verbatim: "x"),
                basis: Decision.Basis(ground: .reading, error: 0.001, rate: 0))
            document.state = accepted ? .done : .review
            try place.store.commitDocument(document, nextStep: 1, worker: "w1", now: Place.morning)
        }
        let months = try place.store.fieldMonths(ofWorkflow: "onestop", since: .distantPast)
        #expect(months.map(\.month) == ["2026-04"])
        #expect(months.map { [$0.decided, $0.passed, $0.settled, $0.sampled] } == [[3, 2, 0, 0]])
        let whole = try place.store.workflowMonths(ofWorkflow: "onestop", since: .distantPast)
        #expect(whole.map { [$0.documents, $0.straight] } == [[3, 2]])
        #expect(try place.store.fieldMonths(ofWorkflow: "onestop", since: Place.morning + 90 * 86400).isEmpty)
        #expect(try place.store.usedVersions(ofWorkflow: "onestop").map(\.version) == ["v1"])
    }
}
