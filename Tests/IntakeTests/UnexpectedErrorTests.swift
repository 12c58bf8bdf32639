import Engine
import Foundation
import Intake
import Paperwork
import SQLAccess
import SlipRuns
import Slips
import Testing

/// An error that nobody foresaw costs one document its attempts, and nothing else.
@Suite struct UnexpectedErrorTests {
    @Test func `a document whose record can't be decoded fails with the reason, and the others go on`() throws {
        let folder = try SlipFolder(steps: SlipFolder.markSteps.replacing("CP932", with: "UTF-8"))
        let scan = try folder.scan([.plain, .plain, .plain])
        let runner = try JobRunner(job: try folder.job(), dataFolder: folder.dataFolder, workers: 1)
        try SQLDatabase.open(sqliteAt: folder.dataFolder.storeFile).write { connection in
            try connection.execute(
                """
                CREATE TRIGGER damage AFTER INSERT ON page WHEN new.number = 1
                BEGIN UPDATE page SET registration = x'7b7d' WHERE batch = new.batch AND number = 1; END
                """)
        }
        let batch = try #require(try runner.run([scan]).batches.first)
        let states = try batch.documents.map(\.state)
        #expect(states == [.failed, .done, .done], "\(states)")
        let problem = try #require(try batch.documents[0].problems.last)
        #expect(problem.message.en.contains("Something unexpected went wrong"))
        #expect(try folder.exported(batch).count == 2)
    }
}
