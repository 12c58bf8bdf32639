internal import Engine
internal import Evidence
internal import FieldTypes
internal import Forms
package import Intake
internal import Paperwork
package import Workflows

/// How what a run read and decided compares with the truth.
package struct Evaluation: Sendable {
    /// Counts over the fields of one name, or of all.
    package struct Tally: Sendable, Hashable, Encodable {
        package var fields = 0
        /// Right as the recogniser alone read them.
        package var readRight = 0
        /// Right after proofs, rules and register chose among the candidates.
        package var right = 0
        /// Fields that passed unseen.
        package var accepted = 0
        /// Of these, those whose value is wrong.
        package var acceptedWrong = 0

        /// 95 % Clopper–Pearson upper bound of the share of wrong values among those accepted.
        package var acceptedErrorBound: Double {
            accepted == 0
                ? 1 : ErrorBound.clopperPearsonUpper(errors: acceptedWrong, trials: accepted, confidence: 0.95)
        }

        static func + (left: Tally, right: Tally) -> Tally {
            Tally(
                fields: left.fields + right.fields, readRight: left.readRight + right.readRight,
                right: left.right + right.right, accepted: left.accepted + right.accepted,
                acceptedWrong: left.acceptedWrong + right.acceptedWrong)
        }
    }

    /// A value that is not what was written.
    package struct Miss: Sendable, Hashable, Encodable {
        package var document: String
        package var field: String
        package var read: String
        package var truth: String
        package var recogniser: String
        package var accepted: Bool
    }

    /// In the template's order.
    package private(set) var tallies: [(field: String, type: String, tally: Tally)] = []
    package private(set) var misses: [Miss] = []
    /// Documents in the truth.
    package private(set) var documents = 0
    /// True documents that no document has exactly the pages of.
    package private(set) var documentsMissed = 0
    /// Documents that no person needs to touch.
    package private(set) var straightThrough = 0
    /// Documents tied to a record that is not theirs.
    package private(set) var wrongLinks = 0
    package private(set) var rightLinks = 0
    /// Documents whose person is in the register.
    package private(set) var registered = 0
    package private(set) var pages = 0
    /// Blank or foreign pages that were taken for something else.
    package private(set) var pagesMisjudged = 0
    package private(set) var pageLawHolds = true
    /// Each reading's own confidence, and whether it was right.
    package private(set) var readings: [JudgedReading] = []
    /// Every field that was found, with what each recogniser read.
    package private(set) var fields: [JudgedField] = []

    /// CPU seconds that comparing took, apart from those of the run.
    package private(set) var cpuSeconds = 0.0

    /// By the form's id.
    private let templates: [String: FormTemplate]

    /// - Parameter workflow: whose documents are added.
    package init(of workflow: Workflow) {
        templates = Dictionary(workflow.forms.map { ($0.id, $0) }) { first, _ in first }
    }

    /// All fields in one.
    package var overall: Tally { tallies.reduce(Tally()) { $0 + $1.tally } }

    /// - throws: `Trouble` where the batch's documents can't be read back.
    package mutating func add(_ batch: BatchOutcome, truth: Truth) throws {
        let start = StageClock.threadSeconds()
        defer { cpuSeconds += StageClock.threadSeconds() - start }
        let found = try batch.documents
        pages += batch.count.scanned
        pageLawHolds = pageLawHolds && batch.count.holds && batch.count.waiting == 0
        pagesMisjudged += misjudgedPages(of: batch, truth: truth)
        for expected in truth.documents {
            documents += 1
            registered += expected.registerKey == nil ? 0 : 1
            guard let document = found.first(where: { $0.pages == expected.pages && $0.form == expected.form }) else {
                documentsMissed += 1
                continue
            }
            add(document, expected, in: batch.batch.file)
        }
    }

    private mutating func add(_ document: Document, _ expected: Truth.TrueDocument, in scan: String) {
        straightThrough += document.state == .done ? 1 : 0
        if document.match?.outcome == .found {
            rightLinks += document.match?.key == expected.registerKey ? 1 : 0
            wrongLinks += document.match?.key == expected.registerKey ? 0 : 1
        }
        for field in document.fields {
            guard let value = expected.fields[field.name] else { continue }
            add(field, of: document, truth: value)
            let definition = templates[document.form]?.fields.first { $0.name == field.name }
            let judged = JudgedField(field, of: document, in: scan, truth: value, definition: definition)
            // What must not be believed anyway says nothing of what may be.
            readings += judged.readings.filter { !$0.isDoubted }.map { JudgedReading($0, of: judged) }
            fields.append(judged)
        }
    }

    private mutating func add(_ field: Field, of document: Document, truth: FieldValue) {
        let isRight = field.value.isSame(as: truth)
        let wasReadRight = (field.candidates.first?.value ?? field.value).isSame(as: truth)
        let isAccepted = field.decision?.accepted == true
        var tally = Tally()
        tally.fields = 1
        tally.readRight = wasReadRight ? 1 : 0
        tally.right = isRight ? 1 : 0
        tally.accepted = isAccepted ? 1 : 0
        tally.acceptedWrong = isAccepted && !isRight ? 1 : 0
        if let index = tallies.firstIndex(where: { $0.field == field.name }) {
            tallies[index].tally = tallies[index].tally + tally
        } else {
            tallies.append((field.name, field.type, tally))
        }
        if !isRight {
            misses.append(
                Miss(
                    document: document.id, field: field.name, read: field.value.plainText, truth: truth.plainText,
                    recogniser: field.readings.first?.recogniser ?? "", accepted: isAccepted))
        }
    }

    private func misjudgedPages(of batch: BatchOutcome, truth: Truth) -> Int {
        batch.pages.count { page in
            switch page.outcome {
            case .blank: !truth.blank.contains(page.number)
            case .setAside: !truth.foreign.contains(page.number)
            case .document: truth.blank.contains(page.number) || truth.foreign.contains(page.number)
            }
        }
    }
}

extension FieldValue {
    /// Equal, where nothing is nothing however it is written: an empty text, an empty list.
    func isSame(as other: FieldValue) -> Bool {
        self == other || (isEmpty && other.isEmpty)
    }
}
