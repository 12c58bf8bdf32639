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

    init(job: Job, dataFolder: DataFolder, recognisers: Recognisers, others: OtherForms) throws {
        self.job = job
        self.others = others
        self.recognisers = recognisers
        self.dataFolder = dataFolder
        reader = DocumentReader(library: job.library, recognisers: recognisers)
        steps = try StepSequence(job)
    }

    /// Whether it reads papers without a form.
    var readsPapers: Bool { job.library.hasPapers }

    /// Looks at the next pages of a batch and sorts them into documents.
    ///
    /// - Parameter openPages: those of the document that the pages before left unfinished.
    func split(
        _ task: SplitTask, openPages: [PageRecord], files: inout OpenFiles, clock: inout StageClock
    ) throws -> SplitResult {
        try BatchSplitter(job: job, dataFolder: dataFolder, others: others, recognisers: recognisers).split(
            task, openPages: openPages, files: &files, clock: &clock)
    }

    /// Writes the files of a batch's export steps.
    func export(_ task: FinishTask, from store: Store, worker: String) throws -> [ExportRecord] {
        try Exporter(job: job, dataFolder: dataFolder, store: store).export(task, worker: worker)
    }

    /// Runs the steps from `task.step` on until the document is done, rejected, or waits for a person.
    ///
    /// - Parameter places: where people found values on papers without a form.
    /// - throws: `DocumentFault` where a page of it can't be read; `Trouble` where something outside it is wrong.
    func advance(
        _ task: DocumentTask, pages: [PageRecord], places: [PaperPlace], files: inout OpenFiles,
        clock: inout StageClock
    ) throws -> StepSequence.End {
        let scan = ScanPages(task: task, dataFolder: dataFolder, pages: pages, places: places)
        return try steps.run(
            task.document, from: task.step, read: ReadRunner(scan: scan, reader: reader), files: &files, clock: &clock)
    }
}
