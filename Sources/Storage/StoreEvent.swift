package import Foundation
package import Paperwork

/// Something that happened, as the audit trail has it.
package struct StoreEvent: Sendable, Hashable {
    /// What happened; a later version may add kinds, and never gives one another meaning.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A batch came in; the detail names its `file` and its `sha256`.
        case received
        /// An attempt at a document, at a part of a batch or at its finish came to nothing.
        case attemptFailed = "attempt_failed"
        /// The detail names the `page`, from 1.
        case pageSetAside = "page_set_aside"
        /// All pages of a batch are sorted.
        case split
        /// A document waits for a person, to review it or to say what became of it.
        case documentWaits = "document_waits"
        case documentDone = "document_done"
        case documentRejected = "document_rejected"
        case documentFailed = "document_failed"
        /// A file was written; the detail names the `file`, the `step` from 0, its `rows` and its `sha256`.
        case exported
        case finished
        case batchFailed = "batch_failed"
        /// What had failed was put back into the queue.
        case retried
        /// A finished batch is processed again under the version `workflow_version`; here and in the next two, the detail
        /// names the other batch: the `trial` on the original's chain, the `original` on the trial's.
        case reprocessingBegun = "reprocessing_begun"
        /// The trial stands in the original's place from now on.
        case reprocessingAccepted = "reprocessing_accepted"
        /// The trial was given up, and removed but for its chain.
        case reprocessingDropped = "reprocessing_dropped"
        /// On the place's chain: a batch got its own.
        case batchOpened = "batch_opened"
        /// The page images of a batch were removed because their time was over.
        case pagesPurged = "pages_purged"
        /// The chain's entries up to `through` were removed because their time was over; `hash` is the last one's.
        case auditPurged = "audit_purged"
        /// The detail names the `folder`.
        case backedUp = "backed_up"
        /// The detail names the `folder` and the time that the backup was of, `made`.
        case restored
        /// On the place's chain, with the account in the detail; the actor is nil where it was done at the command line.
        case accountAdded = "account_added"
        case accountChanged = "account_changed"
        case passwordSet = "password_set"
        /// The detail names its `label`.
        case tokenMade = "token_made"
        case signedIn = "signed_in"
        case signedOut = "signed_out"
        case signInRefused = "sign_in_refused"
        /// A person dropped a file in the browser; the detail names the `file` and the `workflow`.
        case uploaded
        /// A person said what becomes of a page that was set aside; the detail names the `page` and the `answer`.
        case setAsideAnswered = "set_aside_answered"
        /// Someone asked for what their role or department does not show them; the detail names the `path`.
        case accessRefused = "access_refused"
        /// A person opened a document in review; the detail names the `unmasked` fields, where sensitive ones were shown.
        case documentSeen = "document_seen"
        /// A person had a masked value shown to them; the detail names the `field`.
        case fieldUnmasked = "field_unmasked"
        /// A person settled a field; the detail names the `field` and the `action`.
        case fieldSettled = "field_settled"
        /// A person took back what they had settled last; the detail names the `field`.
        case reviewUndone = "review_undone"
        /// IT changed a form template in the browser; the detail names the `workflow`, the `form`, and the file's `sha256`
        /// since.
        case templateSaved = "template_saved"
        /// What may pass unseen changed; the detail names the `workflow` and the `revision`.
        case acceptanceChanged = "acceptance_changed"
        /// A person looked at a value of the sample; the detail names the `field` and the `outcome`.
        case sampleAnswered = "sample_answered"
        /// A value that the sample found wrong was corrected, in its document or in a file of corrections; the detail names the
        /// `field`.
        case valueCorrected = "value_corrected"
        /// Entries were added to the time ledger; the detail names their `day`, how many `entries`, and their `digest`.
        case timeCounted = "time_counted"
        /// On the place's chain: a month of the time ledger was closed; the detail names the `month`, the snapshot's
        /// `sha256`, its `signature` and the `public_key`.
        case monthClosed = "month_closed"
        /// On the place's chain: a person noted what an indicator of the plan came to; the detail names the `indicator`,
        /// the `year` and the `value`.
        case indicatorNoted = "indicator_noted"
        /// On the place's chain: someone checked a sample of documents; the detail names the `year`, the `seed`, how many
        /// were `checked` and how many were `sound`.
        case sampleChecked = "sample_checked"
        /// The request that commits an entry into another system is about to leave; here and in the next four, the detail
        /// names the `target`, the `account` there and the `step` from 0.
        case entryIntended = "entry_intended"
        case entryDone = "entry_done"
        case entryRefused = "entry_refused"
        case entryInDoubt = "entry_in_doubt"
        /// An entry that was intended was found not to have happened.
        case entryAbsent = "entry_absent"
        /// On the place's chain: the pages of the other system `target` are not as its script says, and nothing is entered;
        /// here and in the next two, the detail names it.
        case robotStopped = "robot_stopped"
        /// A person let it go on.
        case robotOpened = "robot_opened"
        /// A person took the proposed change of its `script`; the detail has the line `before` and `after`.
        case robotRepaired = "robot_repaired"
        case serviceStarted = "service_started"
        case serviceStopped = "service_stopped"

        /// What it means for the trail that a document reaches `state`; nil for those that only the queue sees.
        init?(_ state: DocumentState) {
            switch state {
            case .queued, .working: return nil
            case .review, .inDoubt: self = .documentWaits
            case .done: self = .documentDone
            case .rejected: self = .documentRejected
            case .failed: self = .documentFailed
            }
        }
    }

    /// In its chain, from 1, without gaps.
    package var number: Int
    package var at: Date
    package var kind: Kind
    /// Nil for what belongs to the place.
    package var batch: String?
    package var document: String?
    /// Who did it: a worker or a person; nil where it came from outside.
    package var actor: String?
    package var reason: Wording?
    /// What each kind says.
    package var detail: [String: String]
}
