import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing
import Workflows

@Suite struct PurgeTests {
    private let finished: FinishedPlace
    private let later = Date().addingTimeInterval(100 * 86_400)
    private let keep = KeepPeriods(pageDays: 90, auditDays: 365)

    init() throws { finished = try FinishedPlace() }

    @Test func nothingIsRemovedBeforeItsTimeNorWhereNoTimeIsSet() throws {
        for (periods, now) in [(keep, Date()), (KeepPeriods(), later)] {
            let purge = try Purge(of: finished.dataFolder, keep: periods, now: now)
            #expect(purge.plan.pages == [] && purge.plan.audit == [] && purge.plan.placeEntries == 0)
            try purge.run()
        }
        #expect(FileManager.default.fileExists(atPath: finished.original.path))
    }

    @Test func aPlanAloneRemovesNothing() throws {
        let purge = try Purge(of: finished.dataFolder, keep: keep, now: later)
        #expect(purge.plan.pages.map(\.batch) == [finished.batch.batch.id])
        #expect(purge.plan.pages.map(\.pages) == [3])
        #expect(FileManager.default.fileExists(atPath: finished.original.path))
        #expect(try finished.store().purgedBatches() == [])
    }

    @Test func pagesThatHadTheirTimeAreRemovedAndEverythingElseStays() throws {
        try Purge(of: finished.dataFolder, keep: keep, now: later).run(actor: "clerk")
        #expect(!FileManager.default.fileExists(atPath: finished.original.path))
        let store = try finished.store()
        #expect(try store.events(ofBatch: finished.batch.batch.id).last?.kind == .pagesPurged)
        #expect(try finished.batch.documents.count == 2)
        let (summary, faults) = try finished.faults()
        #expect(faults == [])
        #expect((summary.originals, summary.exports) == (0, 1))
        #expect(try Purge(of: finished.dataFolder, keep: keep, now: later).plan.pages == [])
    }

    @Test func filesThatACrashLeftBehindAreRemovedByTheNextPurge() throws {
        #expect(try finished.store().purgePages(ofBatch: finished.batch.batch.id, actor: nil, now: later))
        try Purge(of: finished.dataFolder, keep: keep, now: later).run()
        #expect(!FileManager.default.fileExists(atPath: finished.original.path))
    }

    @Test func oldAuditEntriesAndContentsGoAndTimeEntriesStay() throws {
        let documents = try finished.batch.documents
        let muchLater = Date().addingTimeInterval(400 * 86_400)
        let purge = try Purge(of: finished.dataFolder, keep: keep, now: muchLater)
        #expect(purge.plan.audit == [finished.batch.batch.id])
        #expect(purge.plan.placeEntries == 1)
        try purge.run()
        #expect(try Purge(of: finished.dataFolder, keep: keep, now: muchLater).plan.audit == [])
        let store = try finished.store()
        #expect(try store.events(ofBatch: finished.batch.batch.id).map(\.kind) == [.auditPurged])
        #expect(try finished.batch.documents == [])
        #expect(try store.timeEntries(inBatch: finished.batch.batch.id).count == documents.count)
        #expect(try finished.faults().faults == [])
    }

    @Test func whatWaitsTooLongIsNamedAndStays() throws {
        let folder = try SlipFolder(
            steps: """
                - read: {error-budget: 49%}
                - check: [{that: consent, else: 同意がありません}]
                """)
        let batch = try folder.run([.plain, .front()]).batch.id
        let keep = KeepPeriods(pageDays: 1, auditDays: 1, waitingDays: 30)
        func purge(afterDays days: Double) throws -> Purge {
            try Purge(of: folder.dataFolder, keep: keep, now: Date().addingTimeInterval(days * 86_400 + 60))
        }
        #expect(try purge(afterDays: 29).plan.overdue == [])
        let late = try purge(afterDays: 31)
        #expect(late.plan.overdue.map(\.batch) == [batch])
        #expect(late.plan.overdue.map { [$0.documents, $0.days] } == [[1, 31]])
        try late.run()
        #expect(FileManager.default.fileExists(atPath: folder.dataFolder.pages.url(of: "\(batch)/original.pdf").path))
        let now = Date().addingTimeInterval(31 * 86_400 + 60)
        let status = try ServiceStatus.look(
            at: folder.dataFolder, workflows: [], keep: keep, .all, language: .en, now: now)
        #expect(status.overdue.map(\.batch) == [batch])
        var site = SiteReader.standard(in: folder.url)
        site.keep = keep
        let checks = Doctor(site: site, dataFolder: folder.dataFolder, now: now).examine()
        #expect(checks.contains { $0.subject.en == "waiting documents" && $0.state == .warning })
    }

    @Test func thatNothingIsEverRemovedIsSaid() throws {
        #expect(try Purge(of: finished.dataFolder, keep: KeepPeriods(), now: later).plan.keepsAll)
        #expect(try !Purge(of: finished.dataFolder, keep: keep, now: later).plan.keepsAll)
    }
}
