package import Evidence
internal import Foundation
package import Paperwork
package import Storage

/// What workflows' own values have shown, as the store keeps it.
package struct AcceptanceBook: Sendable {
    private let store: Store

    package init(_ store: Store) { self.store = store }

    /// What that workflow's values have shown last; nothing on its first day.
    ///
    /// - throws: `Trouble` where the store can't be read, or was written by a newer Tema.
    package func acceptance(ofWorkflow id: String) throws -> Acceptance {
        guard let kept = try store.acceptance(ofWorkflow: id) else { return .none }
        guard var acceptance = try? JSONDecoder().decode(Acceptance.self, from: kept.body) else {
            throw Trouble(
                .store,
                Wording(
                    ja: "業務「\(id)」の自動確定の記録を読めません。", en: "what may pass unseen of the workflow \(id) can't be read back"),
                remedy: Wording(
                    ja: "より新しい Tema が書いたものかもしれません。すべての機械で同じ版を使ってください。",
                    en: "a newer Tema may have written it: use the same version on all machines"))
        }
        acceptance.revision = kept.revision
        return acceptance
    }

    /// Writes what follows from `old`, for one reason.
    ///
    /// - Returns: false where another process was quicker; nothing changed then.
    package func write(
        _ new: Acceptance, after old: Acceptance, ofWorkflow id: String, by actor: String?, because reason: Wording
    ) throws -> Bool {
        var new = new
        new.revision = old.revision + 1
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try store.setAcceptance(
            ofWorkflow: id, revision: new.revision, body: try encoder.encode(new), actor: actor, reason: reason,
            now: store.now())
    }
}
