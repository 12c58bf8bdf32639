internal import Paperwork

/// Lets a document go on to the export's file, which is written for the whole batch when that is finished: see `Exporter`.
/// Only whether the document belongs into it is settled here, by the step's condition, which must be known by then.
struct ExportRunner: StepRunner {
    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome { .goOn }
}
