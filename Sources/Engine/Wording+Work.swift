internal import Paperwork
internal import Storage

/// What a worker says of work that can't go on, and goes on again.
extension Wording {
    static func waits(_ batch: Batch, because reason: Wording) -> Wording {
        Wording(
            ja: "バッチ \(batch.id)（\(batch.file.oneLine)）は待っています。\(reason.ja) 原因がなくなると自動で再開します。",
            en: "batch \(batch.id) (\(batch.file.oneLine)) waits: \(reason.en) It goes on by itself once that is over.")
    }

    static func isTriedAgain(_ batch: Batch, because reason: Wording) -> Wording {
        Wording(
            ja: "バッチ \(batch.id)（\(batch.file.oneLine)）を書き出せません。\(reason.ja) \(attempts)回まで試します。",
            en:
                "batch \(batch.id) (\(batch.file.oneLine)) can't be exported: \(reason.en) It is tried \(attempts) times in all."
        )
    }

    static func goesOn(_ batch: Batch) -> Wording {
        Wording(
            ja: "バッチ \(batch.id)（\(batch.file.oneLine)）は再開しました。",
            en: "batch \(batch.id) (\(batch.file.oneLine)) goes on again")
    }

    static func rests(workflow: String, because reason: Wording) -> Wording {
        Wording(
            ja: "業務「\(workflow)」は休止しています。\(reason.ja) 原因がなくなると自動で再開します。",
            en: "the workflow \(workflow) rests: \(reason.en) It goes on by itself once that is over.")
    }

    static func goesOn(workflow: String) -> Wording {
        Wording(ja: "業務「\(workflow)」は再開しました。", en: "the workflow \(workflow) goes on again")
    }

    static func failed(_ document: String, because reason: Wording) -> Wording {
        Wording(
            ja: "帳票 \(document) を処理できませんでした。\(reason.ja)", en: "document \(document) failed: \(reason.en)")
    }

    private static var attempts: Int { Store.attemptLimit }
}
