internal import Forms
internal import Paperwork
internal import Storage
internal import Workflows

extension ReviewDesk {
    /// Keeps where a person found a value on a paper without a form, for the next paper of the same issuer: beside the label
    /// that led to it, or to the place that was not taken.
    func remember(
        _ before: Field, settledAs value: FieldValue, _ typed: TypedValue, _ subject: Subject, by reviewer: Reviewer
    ) throws {
        let document = subject.document
        guard let found = before.found, !value.isEmpty,
            let name = subject.workflow.forms.first(where: { $0.id == document.form })?.issuer, name != before.name,
            let issuer = document.field(name), issuer.decision?.accepted == true, !issuer.value.isEmpty
        else { return }
        let place: (way: String, label: String?)? =
            value == before.value
            ? (found.way, found.label)
            : found.others.first { typed.candidate($0.text, in: document).value == value }.map { ($0.way, $0.label) }
        guard let place, let label = place.label, !label.isEmpty else { return }
        try store.remember(
            PaperPlace(
                workflow: subject.workflow.id, form: document.form, issuer: issuer.value.plainText, field: before.name,
                way: place.way, label: label, document: document.id, account: reviewer.account, settled: store.now()))
    }
}
