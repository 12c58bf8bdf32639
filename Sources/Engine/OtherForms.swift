internal import Forms
internal import Imaging
internal import Paperwork
internal import Workflows

/// The forms of the place's other workflows, looked at where a page fits none of its own: it lay in the wrong inbox then.
final class OtherForms {
    /// Seconds after which job files are read again that may have been changed.
    private static let keptSeconds = 300.0

    private let workflows: () -> [Workflow]
    private var known: [(workflow: Workflow, library: FormLibrary)] = []
    private var read: ContinuousClock.Instant?

    /// - Parameter workflows: those of the place, read anew at each call.
    init(_ workflows: @escaping () -> [Workflow]) { self.workflows = workflows }

    /// Why a page does not belong where it is, and where it does; nil where no other workflow has its form.
    func belonging(of page: ScannedPage, besides workflow: String) -> Wording? {
        for (other, library) in libraries() where other.id != workflow {
            guard case .form(let found) = library.identify(page) else { continue }
            return Self.wording(found.form, of: other)
        }
        return nil
    }

    private func libraries() -> [(workflow: Workflow, library: FormLibrary)] {
        if let read, .now - read < .seconds(Self.keptSeconds) { return known }
        // A workflow whose forms can't be read is told of elsewhere.
        known = workflows().compactMap { workflow in (try? FormLibrary(workflow.forms)).map { (workflow, $0) } }
        read = .now
        return known
    }

    private static func wording(_ form: String, of workflow: Workflow) -> Wording {
        Wording(
            ja: "業務「\(workflow.title)」の様式「\(form)」です。その業務で処理するか、受付フォルダー「\(workflow.intake.inbox)」に入れてください。",
            en:
                "It is the form \(form) of the workflow \(workflow.id). Run that workflow over it, or put it into the inbox "
                + "\(workflow.intake.inbox)."
        )
    }
}
