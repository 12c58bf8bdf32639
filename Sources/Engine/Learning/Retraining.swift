internal import Delivery
internal import Forms
internal import Foundation
internal import Imaging
package import Paperwork
internal import Recognition
internal import Storage
package import Workflows

/// Trains the model for hand-written digits further with what people of this place have read, and keeps the new model only
/// where it reads more of the crops that were held back right.
package struct Retraining {
    /// What came of it.
    package struct Outcome: Sendable, Hashable, Encodable {
        /// Fields whose value a person gave, that were looked at.
        package var fields: Int
        /// Characters that were learnt from, and those held back.
        package var learnt: Int
        package var heldBack: Int
        /// Of those held back, by the model that comes with Tema and by the new one.
        package var rightBefore: Int
        package var rightAfter: Int
        /// Wrong ones with a probability of at least 0.99.
        package var surelyWrongBefore: Int
        package var surelyWrongAfter: Int
        /// Where the new model is; nil where it is not better and the old one stays.
        package var model: String?

        enum CodingKeys: String, CodingKey {
            case fields, learnt, model
            case heldBack = "held_back"
            case rightBefore = "right_before"
            case rightAfter = "right_after"
            case surelyWrongBefore = "surely_wrong_before"
            case surelyWrongAfter = "surely_wrong_after"
        }

        init(fields: Int, _ comparison: DigitTraining.Outcome, model: String?) {
            self.fields = fields
            learnt = comparison.learnt
            heldBack = comparison.heldBack
            rightBefore = comparison.rightBefore
            rightAfter = comparison.rightAfter
            surelyWrongBefore = comparison.surelyWrongBefore
            surelyWrongAfter = comparison.surelyWrongAfter
            self.model = model
        }
    }

    private let place: Workplace
    private let store: Store
    private let shelf: JobShelf

    /// - throws: `Trouble` where nothing was processed in the place.
    package init(_ place: Workplace, site: Site?) throws(Trouble) {
        self.place = place
        store = try Store.existing(place)
        shelf = JobShelf(versions: place.versions, site: site)
    }

    /// Blocks until it is done; workers may go on meanwhile, and read with the new model from their next start.
    ///
    /// - Parameter progress: is given the number of batches looked at and of all.
    /// - throws: `Trouble` where too little was reviewed, or something can't be read or written.
    package func run(progress: (Int, Int) -> Void = { _, _ in }) throws -> Outcome {
        var training = try DigitTraining()
        var fields = 0
        let batches = try store.batches()
        for (number, batch) in batches.enumerated() {
            try store.forEachReviewedDocument(in: batch) { document, pages in
                fields += try add(document, on: pages, of: batch, to: &training)
            }
            progress(number + 1, batches.count)
        }
        guard training.learnt >= DigitTraining.leastLearnt, training.heldBack >= DigitTraining.leastHeldBack else {
            throw Self.tooFew(training)
        }
        let (comparison, model) = try training.trained()
        guard comparison.isBetter else { return Outcome(fields: fields, comparison, model: nil) }
        try Workplace.makeFolder(place.trainedDigits.deletingLastPathComponent())
        let file = try AtomicFile(at: place.trainedDigits.path)
        try file.write(Array(model))
        try file.commit()
        return Outcome(fields: fields, comparison, model: place.trainedDigits.path)
    }

    /// Adds the numbers that a person read in a document; gives how many there were.
    private func add(
        _ document: Document, on records: [PageRecord], of batch: BatchRecord, to training: inout DigitTraining
    ) throws -> Int {
        let written = document.fields.filter { $0.decision?.by == .person && !$0.text.isEmpty }
        guard !written.isEmpty, let job = try? shelf.job(version: batch.workflowVersion),
            let source = try? PageSource(opening: place.pages.url(of: batch.pageFile))
        else { return 0 }
        var count = 0
        for record in records {
            guard let data = record.registration, let page = try? source.page(record.page.number) else { continue }
            let registration = try JSONDecoder().decode(Registration.self, from: data)
            for writing in job.library.handWrittenNumbers(on: page, registration: registration) {
                guard let field = written.first(where: { $0.name == writing.field }) else { continue }
                let text = writing.crop.cells.isEmpty ? field.text : field.text.filter(\.isNumber)
                training.add(
                    writing.crop, saying: text, as: writing.repertoire, isHeldBack: Self.isHeldBack(document.id))
                count += 1
            }
        }
        return count
    }

    /// One document in four, always the same ones.
    private static func isHeldBack(_ id: String) -> Bool {
        (SHA256.hex(id.utf8).last?.hexDigitValue ?? 0) % 4 == 0
    }

    private static func tooFew(_ training: DigitTraining) -> Trouble {
        Trouble(
            .content,
            Wording(
                ja: """
                    人が確認した手書きの数字が足りません（学習用 \(training.learnt) 字、比較用 \(training.heldBack) 字。\
                    \(DigitTraining.leastLearnt) 字と \(DigitTraining.leastHeldBack) 字が必要です）。
                    """,
                en: """
                    too few hand-written digits were reviewed: \(training.learnt) to learn from and \
                    \(training.heldBack) to compare with; \(DigitTraining.leastLearnt) and \
                    \(DigitTraining.leastHeldBack) are needed
                    """),
            remedy: Wording(
                ja: "帳票の確認が進んでから、もう一度実行してください。", en: "run it again when more documents are reviewed"))
    }
}

extension Store {
    /// A batch's documents in which a person gave a value, each with its pages.
    fileprivate func forEachReviewedDocument(
        in batch: BatchRecord, _ body: (Document, [PageRecord]) throws -> Void
    ) throws {
        var reviewed: [Document] = []
        try forEachDocument(inBatch: batch.batch.id) { document in
            if document.fields.contains(where: { $0.decision?.by == .person }) { reviewed.append(document) }
        }
        for document in reviewed { try body(document, try pages(ofDocument: document.id)) }
    }
}
