internal import Evidence
internal import Forms
internal import Foundation
internal import Paperwork
internal import Recognition
internal import Storage
internal import Workflows

/// Takes one job's documents through its steps, with recognisers and rules kept warm between documents.
final class DocumentProcessor {
    private let job: Job
    private let dataFolder: DataFolder
    private let reader: DocumentReader
    private let steps: StepSequence
    private let others: OtherForms
    private let recognisers: Recognisers
    /// The rows that were asked for last, by their file's path.
    private var records: (path: String, file: RecordFile)?

    /// - Parameter acceptance: what the workflow's own values have shown.
    init(
        job: Job, acceptance: Acceptance, dataFolder: DataFolder, recognisers: Recognisers, others: OtherForms
    ) throws {
        self.job = job
        self.others = others
        self.recognisers = recognisers
        self.dataFolder = dataFolder
        reader = DocumentReader(library: job.library, recognisers: recognisers)
        steps = try StepSequence(job, acceptance: acceptance)
    }

    /// The revision of what it decides by.
    var acceptanceRevision: Int { steps.acceptance.revision }

    /// Decides by `acceptance` from now on.
    func use(_ acceptance: Acceptance) { steps.use(acceptance) }

    /// Whether it reads papers without a form.
    var readsPapers: Bool { job.library.hasPapers }

    /// Looks at the next pages of a batch and sorts them into documents.
    ///
    /// - Parameter openPages: those of the document that the pages before left unfinished.
    func split(
        _ task: SplitTask, openPages: [PageRecord], files: inout OpenFiles, clock: inout StageClock
    ) throws -> SplitResult {
        let splitter = BatchSplitter(job: job, dataFolder: dataFolder, others: others, recognisers: recognisers)
        if let intake = recordIntake(task.pageFile) { return splitter.splitRecords(task, form: intake.form) }
        return try splitter.split(
            task, openPages: openPages, files: &files, clock: &clock)
    }

    /// Writes the files of a batch's export steps.
    func export(_ task: FinishTask, from store: Store, worker: String) throws -> [ExportRecord] {
        try Exporter(job: job, dataFolder: dataFolder, store: store).export(task, worker: worker)
    }

    /// Runs the steps from `task.step` on until the document is done, rejected, or waits for a person.
    ///
    /// - Parameters:
    ///   - places: where people found values on papers without a form.
    ///   - robots: by which documents leave; nil where they are only tried out.
    /// - throws: `DocumentFault` where a page of it can't be read; `Trouble` where something outside it is wrong;
    ///   `RobotHalt` where another system can't be entered.
    func advance(
        _ task: DocumentTask, pages: [PageRecord], places: [PaperPlace], robots: Robots?, files: inout OpenFiles,
        clock: inout StageClock
    ) throws -> StepSequence.End {
        let scan = ScanPages(task: task, dataFolder: dataFolder, pages: pages, places: places)
        let read: any StepRunner =
            if let intake = recordIntake(task.pageFile) {
                RecordReadRunner(file: try rows(of: task), workflow: job.workflow, intake: intake)
            } else {
                ReadRunner(scan: scan, reader: reader)
            }
        return try steps.run(
            task.document, from: task.step, read: read,
            leaving: robots.map { Leaving(robots: $0, batch: task.batch, lane: task.lane) }, files: &files,
            clock: &clock)
    }

    /// How a batch's file becomes documents without being read; nil for scans.
    private func recordIntake(_ file: String) -> RecordIntake? {
        RecordFile.isOne(URL(filePath: file)) ? job.workflow.intake.records : nil
    }

    private func rows(of task: DocumentTask) throws -> RecordFile {
        if let records, records.path == task.pageFile { return records.file }
        do throws(Trouble) {
            let file = try RecordFile(dataFolder.pages.url(of: task.pageFile))
            records = (task.pageFile, file)
            return file
        } catch {
            throw DocumentFault(reason: error.sentence)
        }
    }
}
