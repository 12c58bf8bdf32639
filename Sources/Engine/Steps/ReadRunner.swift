internal import Forms
internal import Paperwork

/// Reads the document's fields off its pages.
struct ReadRunner: StepRunner {
    let scan: ScanPages
    let reader: DocumentReader

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        let sheet = try scan.knownSheet(files: &files)
        let fields = try scan.read(with: reader, files: &files, clock: &clock)
        subject.document.fields = sheet?.settle(fields) ?? fields
        subject.isDecided = false
        return .goOn
    }
}
