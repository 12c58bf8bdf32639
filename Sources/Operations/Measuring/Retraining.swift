internal import Delivery
package import Engine
internal import FieldTypes
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
        /// Fields whose value a person gave or found right, in review or in a sample of what had passed.
        package var fields: Int
        /// Documents with such fields whose pages or workflow are not kept here any more.
        package var gone: Int
        /// Characters that were learnt from, and those held back.
        package var learnt: Int
        package var heldBack: Int
        /// Of those held back, by the models that come with Tema and by the new ones.
        package var rightBefore: Int
        package var rightAfter: Int
        /// Wrong ones with a probability of at least 0.99.
        package var surelyWrongBefore: Int
        package var surelyWrongAfter: Int
        /// The folder where the new models are; nil where they are not better and the old ones stay.
        package var models: String?

        enum CodingKeys: String, CodingKey {
            case fields, gone, learnt, models
            case heldBack = "held_back"
            case rightBefore = "right_before"
            case rightAfter = "right_after"
            case surelyWrongBefore = "surely_wrong_before"
            case surelyWrongAfter = "surely_wrong_after"
        }

        fileprivate init(_ seen: Seen, _ comparison: DigitTraining.Outcome, models: String?) {
            fields = seen.fields
            gone = seen.gone
            learnt = comparison.learnt
            heldBack = comparison.heldBack
            rightBefore = comparison.rightBefore
            rightAfter = comparison.rightAfter
            surelyWrongBefore = comparison.surelyWrongBefore
            surelyWrongAfter = comparison.surelyWrongAfter
            self.models = models
        }
    }

    /// What was looked at so far.
    fileprivate struct Seen {
        var fields = 0
        var gone = 0
    }

    private let dataFolder: DataFolder
    private let store: Store
    private let jobs: JobCache

    /// - throws: `Trouble` where nothing was processed in the place.
    package init(_ dataFolder: DataFolder, site: Site?) throws(Trouble) {
        self.dataFolder = dataFolder
        store = try Store.existing(dataFolder)
        jobs = JobCache(versions: dataFolder.versions, site: site, registers: dataFolder.registers())
    }

    /// Blocks until it is done; workers may go on meanwhile, and read with the new models from their next start.
    ///
    /// - Parameter progress: is given the pages of the batches looked at, and of all.
    /// - throws: `Trouble` where too little was reviewed, or something can't be read or written.
    package func run(progress: (RunProgress) -> Void = { _ in }) throws -> Outcome {
        var training = try DigitTraining()
        var seen = Seen()
        let batches = try store.batches()
        var now = RunProgress(
            pages: batches.reduce(0) { $0 + $1.batch.pageCount }, pagesDone: 0, documents: 0, isComplete: false)
        for batch in batches {
            let settled = try store.settledValues(inBatch: batch.batch.id)
            let documents = try store.documents(with: settled, in: batch)
            for document in documents {
                let pages = try store.pages(ofDocument: document.id)
                let texts = document.texts(of: settled[document.id] ?? [])
                if let found = try add(texts, on: pages, of: batch, to: &training) {
                    seen.fields += found
                } else {
                    seen.gone += 1
                }
            }
            now.documents += documents.count
            now.pagesDone += batch.batch.pageCount
            progress(now)
        }
        now.isComplete = true
        progress(now)
        guard training.learnt >= DigitTraining.leastLearnt, training.heldBack >= DigitTraining.leastHeldBack else {
            throw Self.tooFew(training, gone: seen.gone)
        }
        let (comparison, models) = try training.trained()
        guard comparison.isBetter else { return Outcome(seen, comparison, models: nil) }
        try DataFolder.makeFolder(dataFolder.trainedModels)
        for model in models {
            let file = try AtomicFile(at: dataFolder.trainedModels.appending(path: model.name).path)
            try file.write(Array(model.data))
            try file.commit()
        }
        return Outcome(seen, comparison, models: dataFolder.trainedModels.path)
    }

    /// Adds the numbers that a person read in a document; gives how many there were, or nil where its pages or its workflow
    /// are not kept any more.
    ///
    /// - Parameter texts: what stands on the paper, by field name.
    private func add(
        _ texts: [String: String], on records: [PageRecord], of batch: BatchRecord, to training: inout DigitTraining
    ) throws -> Int? {
        guard let job = try? jobs.job(version: batch.workflowVersion),
            let source = try? PageSource(opening: dataFolder.pages.url(of: batch.pageFile))
        else { return nil }
        var count = 0
        for record in records {
            guard let data = record.registration, let page = try? source.page(record.page.number) else { continue }
            let registration = try JSONDecoder().decode(FormAlignment.self, from: data)
            for writing in job.library.handWrittenNumbers(on: page, registration: registration) {
                guard let written = texts[writing.field] else { continue }
                let text = writing.crop.cells.isEmpty ? written : written.filter(\.isNumber)
                training.add(
                    writing.crop, saying: text, as: writing.repertoire,
                    isHeldBack: Self.isHeldBack(record.page.number, of: batch.batch))
                count += 1
            }
        }
        return count
    }

    /// One page in four, always the same ones, also where a file was processed again under another batch.
    private static func isHeldBack(_ page: Int, of batch: Batch) -> Bool {
        (SHA256.hex("\(batch.sha256) \(page)".utf8).last?.hexDigitValue ?? 0) % 4 == 0
    }

    private static func tooFew(_ training: DigitTraining, gone: Int) -> Trouble {
        let keptNoMore = Wording(
            ja: gone > 0 ? "原本や業務の版が残っていない帳票が \(gone) 件あります。" : "",
            en: gone > 0 ? "; the pages or workflows of \(gone.counted("document")) are not kept any more" : "")
        return Trouble(
            .content,
            Wording(
                ja: """
                    人が確認した手書きの数字が足りません（学習用 \(training.learnt) 字、比較用 \(training.heldBack) 字。\
                    \(DigitTraining.leastLearnt) 字と \(DigitTraining.leastHeldBack) 字が必要です）。\(keptNoMore.ja)
                    """,
                en: """
                    too few hand-written digits were reviewed: \(training.learnt) to learn from and \
                    \(training.heldBack) to compare with; \(DigitTraining.leastLearnt) and \
                    \(DigitTraining.leastHeldBack) are needed\(keptNoMore.en)
                    """),
            remedy: Wording(
                ja: "帳票の確認が進んでから、もう一度実行してください。", en: "run it again when more documents are reviewed"))
    }
}

extension Store {
    /// A batch's documents of which people have settled values.
    fileprivate func documents(with settled: [String: [SettledValue]], in batch: BatchRecord) throws -> [Document] {
        guard !settled.isEmpty else { return [] }
        var documents: [Document] = []
        try forEachDocument(inBatch: batch.batch.id) { document in
            if settled[document.id] != nil { documents.append(document) }
        }
        return documents
    }
}

extension Document {
    /// What stands on the paper, by field name: as it was typed, or read where that was right.
    fileprivate func texts(of settled: [SettledValue]) -> [String: String] {
        var texts: [String: String] = [:]
        for value in settled {
            let field = field(value.field)
            let text = field?.value == value.value ? field?.text ?? "" : value.value.plainText
            if !text.isEmpty { texts[value.field] = text }
        }
        return texts
    }
}
