internal import Foundation
internal import Paperwork
internal import Rules
internal import Storage

/// What an error in the midst of work means for what was claimed.
///
/// Whatever is thrown ends somewhere: it costs the claim one of its three attempts, or something that passes without Tema
/// is waited for. Nothing is put back uncounted that would fail alike at once.
enum WorkFault {
    /// Another worker has it.
    case lost
    /// It costs one attempt.
    ///
    /// - isOfBatch: of all pages of the batch, not of those claimed.
    case counts(reason: Wording, isOfBatch: Bool)
    /// The batch alone waits, uncounted, until the cause is gone: a disk is full.
    case batchWaits(Trouble)
    /// All of the workflow waits, uncounted, until the cause is gone: the store or a register is away, a model or a file that
    /// all its documents need can't be read.
    case workflowWaits(Trouble)

    /// An error while the version of the workflow was made ready, its forms and registers opened.
    ///
    /// - Parameter isUnfit: the version itself can't be used here; other versions may.
    init(makingReady error: any Error, isUnfit: Bool) {
        if let trouble = error as? Trouble, !isUnfit {
            self = .workflowWaits(trouble)
        } else {
            self = .counts(reason: Self.reason(error), isOfBatch: true)
        }
    }

    /// An error while the claim was worked on.
    init(_ error: any Error, at claim: Claim) {
        switch error {
        case is LostClaim: self = .lost
        case let fault as DocumentFault: self = .counts(reason: fault.reason, isOfBatch: false)
        case let trouble as Trouble where trouble.kind == .installation: self = .workflowWaits(trouble)
        case let trouble as Trouble where trouble.isPassing:
            if case .document = claim {
                self = .workflowWaits(trouble)
            } else {
                self = trouble.kind == .store ? .workflowWaits(trouble) : .batchWaits(trouble)
            }
        default: self = .counts(reason: Self.reason(error), isOfBatch: false)
        }
    }

    private static func reason(_ error: any Error) -> Wording {
        switch error {
        case let trouble as Trouble: trouble.sentence
        case let mistake as RuleMistake:
            Wording(
                ja: "ジョブファイルの規則を評価できません: \(mistake.message.ja)",
                en: "A rule of the job file can't be worked out: \(mistake.message.en)")
        default:
            Wording(
                ja: "処理中に予期しないエラーが起きました(\(error))。Tema の担当者に知らせてください。",
                en: "Something unexpected went wrong (\(error)). Tell whoever looks after Tema.")
        }
    }
}
