import Engine
import Foundation
import Operations
import Paperwork
import PostgresCluster
import SlipRuns
import Slips
import Testing
import Workflows

@Suite(.onBothEngines) struct TrialTests {
    @Test func everyFieldThatDiffersIsNamed() throws {
        let scene = try TrialScene()
        try scene.swapBoxes()
        let difference = try scene.again()
        #expect(difference.original.batch == scene.id)
        #expect(difference.trial.batch == scene.id + "-r1")
        #expect(difference.original.workflowVersion != difference.trial.workflowVersion)
        #expect(difference.unchanged == 1)
        let document = try #require(difference.documents.first)
        #expect(difference.documents.count == 1)
        #expect((document.old?.id, document.new?.id) == (scene.id + "-1", scene.id + "-r1-1"))
        #expect((document.old?.pages, document.new?.pages) == ([1], [1]))
        #expect(document.fields.map(\.field) == ["consent", "urgent"])
        #expect(document.fields.map(\.old) == [.flag(true), .flag(false)])
        #expect(document.fields.map(\.new) == [.flag(false), .flag(true)])
        #expect(document.fields.allSatisfy { $0.acceptedBefore == true && $0.acceptedAfter == true && !$0.isMasked })
    }

    @Test func underTheSameVersionNothingDiffers() throws {
        let scene = try TrialScene()
        let difference = try scene.again()
        #expect(difference.documents.isEmpty)
        #expect(difference.unchanged == 2)
        #expect(difference.original.workflowVersion == difference.trial.workflowVersion)
    }

    @Test func whatIsSensitiveIsMasked() throws {
        let scene = try TrialScene()
        try scene.swapBoxes(isSensitive: true)
        let document = try #require(try scene.again().documents.first)
        let consent = try #require(document.fields.first { $0.field == "consent" })
        #expect(consent.isMasked)
        #expect((consent.old, consent.new) == (.text("＊＊＊"), .text("＊＊＊")))
        #expect(document.fields.first { $0.field == "urgent" }?.new == .flag(true))
    }

    @Test func documentsAppearAndVanish() throws {
        let scene = try TrialScene([.plain, .foreign])
        try scene.folder.write(Slip.pdf([.foreign]), to: "slip/forms/slip-blank.pdf")
        let difference = try scene.again()
        #expect(difference.documents.map { $0.old?.pages } == [[1], nil])
        #expect(difference.documents.map { $0.new?.pages } == [nil, [2]])
        #expect(difference.unchanged == 0)
    }

    @Test func nothingIsExportedAndNothingCountedBeforeItIsAccepted() throws {
        let scene = try TrialScene()
        let exports = try scene.exports()
        let report = try scene.report()
        try scene.swapBoxes()
        _ = try scene.again()
        #expect(try scene.exports() == exports)
        #expect(try scene.report() == report)
        try scene.expectWhole()
    }

    @Test func aTrialUnderWayGoesOn() throws {
        let scene = try TrialScene()
        try scene.swapBoxes()
        let difference = try scene.again()
        #expect(try scene.again() == difference)
        #expect(try scene.again(difference.trial.batch) == difference)
    }

    @Test func anExportOfItsOwnNameStandsBesideTheOldOne() throws {
        let scene = try TrialScene()
        try scene.swapBoxes()
        let difference = try scene.again()
        let (old, new) = ("slip-\(scene.id).csv", "slip-\(scene.id)-r1.csv")
        #expect(difference.exports.map(\.file) == [new])
        #expect(difference.exports.map(\.replaces) == [false])
        let accepted = try scene.trials.accept(scene.id)
        #expect(accepted.exports == difference.exports)
        #expect(accepted.remaining == [old])
        #expect(try scene.exports() == [new, old].sorted())
        #expect(try scene.lines(new) == ["1,0,1", "2,1,1"])
        #expect(try scene.lines(old) == ["1,1,0", "2,1,1"])
        try scene.expectWhole()
    }

    @Test func anExportOfTheSameNameIsReplaced() throws {
        let scene = try TrialScene(steps: TrialScene.steps(export: "slip.csv"))
        let report = try scene.report()
        try scene.swapBoxes()
        let planned = try scene.again().exports
        #expect(planned.map(\.file) == ["slip.csv"])
        #expect(planned.map(\.replaces) == [true])
        #expect(try scene.lines("slip.csv") == ["1,1,0", "2,1,1"])
        let accepted = try scene.trials.accept(scene.id)
        #expect(accepted.exports.map(\.replaces) == [true])
        #expect(accepted.remaining.isEmpty)
        #expect(try scene.lines("slip.csv") == ["1,0,1", "2,1,1"])
        #expect(
            try ExportManifest(beside: scene.dataFolder.outbox.appending(path: "slip.csv")).batch.id == scene.id + "-r1"
        )
        #expect(try scene.trials.accept(scene.id).exports == accepted.exports)
        #expect(try scene.report() == report)
        try scene.expectWhole()
    }

    @Test func whatWasReplacedIsProcessedAgainByItsNewName() throws {
        let scene = try TrialScene()
        _ = try scene.again()
        _ = try scene.trials.accept(scene.id)
        let trouble = #expect(throws: Trouble.self) { try scene.again() }
        #expect(trouble?.remedy?.en.contains(scene.id + "-r1") == true)
        #expect(try scene.again(scene.id + "-r1").trial.batch == scene.id + "-r1-r1")
    }

    @Test func aDroppedTrialLeavesNothingBehind() throws {
        let scene = try TrialScene()
        let kept = try scene.dataFolder.contents().keys.filter { $0.hasPrefix("pages") }.sorted()
        let report = try scene.report()
        try scene.swapBoxes()
        _ = try scene.again()
        #expect(try scene.trials.drop(scene.id) == scene.id + "-r1")
        #expect(try scene.dataFolder.contents().keys.filter { $0.hasPrefix("pages") }.sorted() == kept)
        #expect(try scene.report() == report)
        try scene.expectWhole()
        #expect(throws: Trouble.self) { try scene.trials.drop(scene.id) }
        #expect(throws: Trouble.self) { try scene.trials.accept(scene.id) }
        #expect(try scene.again().trial.batch == scene.id + "-r2")
    }

    @Test func whatWaitsForAPersonIsNotAccepted() throws {
        let scene = try TrialScene()
        let check = "- check: [{that: consent, else: 同意がありません}]"
        try scene.folder.write(
            SlipFolder.job(split: "form", steps: TrialScene.steps(and: check), hasBaseline: true),
            to: "slip/workflow.yml")
        try scene.swapBoxes()
        let difference = try scene.again()
        #expect(difference.waiting == 1)
        #expect(difference.documents.first?.old?.state == .done)
        #expect(difference.documents.first?.new?.state == .review)
        let trouble = #expect(throws: Trouble.self) { try scene.trials.accept(scene.id) }
        #expect(trouble?.remedy?.en.contains("--drop") == true)
        #expect(try scene.exports().count == 1)
    }

    @Test func onlyWhatIsFinishedAndKeptIsProcessedAgain() throws {
        #expect(throws: Trouble.self) { try TrialScene().again("unknown") }
        let check = "- check: [{that: urgent, else: 至急ではありません}]"
        let waiting = try TrialScene(steps: TrialScene.steps(and: check))
        #expect(throws: Trouble.self) { try waiting.again() }

        let scene = try TrialScene()
        let original = scene.dataFolder.pages.url(of: "\(scene.id)/original.pdf")
        try FileManager.default.removeItem(at: original)
        #expect(throws: Trouble.self) { try scene.again() }
        try Slip.pdf([.blank]).write(to: original)
        #expect(throws: Trouble.self) { try scene.again() }
        #expect(try scene.exports().count == 1)
    }

    @Test func statusShowsItAsATrial() throws {
        let scene = try TrialScene()
        _ = try scene.again()
        func trialsOf() throws -> [String?] {
            try ServiceStatus.look(at: scene.dataFolder, workflows: [], .all, language: .en, now: Date()).batches.map(
                \.trialOf)
        }
        #expect(try trialsOf() == [nil, scene.id])
        _ = try scene.trials.accept(scene.id)
        #expect(try trialsOf() == [nil, nil])
    }
}
