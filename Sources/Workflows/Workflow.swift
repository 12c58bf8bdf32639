internal import FieldTypes
package import Forms
package import Foundation
package import Paperwork
package import Registers

/// A job file, parsed and checked.
package struct Workflow: Sendable {
    /// `a-z 0-9 -`.
    package var id: String
    package var title: String
    package var department: String
    package var intake: Intake
    package var forms: [FormTemplate]
    package var steps: [Step]
    /// Nil where the job file declares none: such a workflow saves no counted time.
    package var baseline: Baseline?
    /// Forms that have another version than the baseline was timed with, as in `onestop 2026 → 2027`: nothing counts until
    /// it is timed again, or a named person carries it over. Empty where it holds.
    package var lapsedForms: [String] = []
    /// Who carried the baseline over to a version that was not timed, and when; empty where nobody did.
    package var carriedOver: [String] = []
    /// What people spend on the workflow beside its documents, as the job file says.
    package var timeCosts = TimeCosts()
    /// The part of `baseline` that is typing into the other system; nil where the job file gives none of its own.
    package var entryBaseline: Baseline?
    package var timing = WorkflowTiming()
    /// `results.json` shows the values of sensitive fields as they are.
    package var showsSensitiveResults: Bool
    /// The folder that holds the job file.
    package var folder: URL
    /// Of the job file and its templates together, lower-case hexadecimal: the version that a batch runs under.
    package var sha256: String
    /// The files that make it up: the job file first, then each template, followed by its blank form.
    package var files: [URL]

    package init(
        id: String, title: String, department: String, intake: Intake, forms: [FormTemplate], steps: [Step],
        baseline: Baseline?, folder: URL, sha256: String, files: [URL] = [], showsSensitiveResults: Bool = false
    ) {
        self.id = id
        self.title = title
        self.department = department
        self.intake = intake
        self.forms = forms
        self.steps = steps
        self.baseline = baseline
        self.folder = folder
        self.sha256 = sha256
        self.files = files
        self.showsSensitiveResults = showsSensitiveResults
    }
}

extension Workflow {
    /// The baseline that documents count with; nil where there is none, or it has lapsed.
    package var countingBaseline: Baseline? { lapsedForms.isEmpty ? baseline : nil }

    /// The versions of its forms, as in `onestop 2026`.
    package var formVersions: String { forms.map { "\($0.id) \($0.version)" }.joined(separator: ", ") }

    private var exports: [ExportStep] {
        steps.compactMap { if case .export(let export) = $0.action { export } else { nil } }
    }

    package var hasExports: Bool { !exports.isEmpty }

    /// Where its templates were read from, in the order of its forms. In `files` the job file comes first, then each template,
    /// followed by its blank form where it has one.
    package var templateFiles: [URL] {
        var place = 1
        return forms.compactMap { form in
            defer { place += form.isFree ? 1 : 2 }
            return files.indices.contains(place) ? files[place] : nil
        }
    }

    /// Files are written although documents of the batch wait for a person. All exports agree in this.
    package var exportsInParts: Bool { exports.contains { $0.whenWaiting == .partial } }

    /// What a field is called by people: its label in the first form that has it, else its name.
    package func label(ofField name: String) -> String {
        forms.lazy.flatMap(\.fields).first { $0.name == name }?.label ?? name
    }
}

package struct Intake: Sendable, Hashable {
    /// Where one document ends and the next begins.
    package enum Split: Sendable, Hashable {
        /// A document starts where a first page of a template is recognised.
        case form
        /// The whole file is one document.
        case file
        /// Every so many pages.
        case pages(Int)
        /// A separator sheet (a page with a barcode or QR `TEMA-SEPARATOR`) stands between documents.
        case separator
    }

    /// Which batches go first.
    package enum Priority: String, Sendable, Hashable, CaseIterable {
        /// Someone stands at the counter.
        case now
        case normal
        /// Bulk work for the night: it gives way to everything else.
        case bulk
    }

    /// The folder's name under `<data>/inbox/`.
    package var inbox: String
    package var split: Split
    package var priority: Priority
    /// How rows of CSV files and spreadsheets become documents; nil where only scans are taken in.
    package var records: RecordIntake?
    /// The view of another database that is watched for new rows; nil where none is.
    package var view: ViewIntake?

    package init(inbox: String, split: Split, priority: Priority = .normal, records: RecordIntake? = nil) {
        self.inbox = inbox
        self.split = split
        self.priority = priority
        self.records = records
    }
}

/// How the rows of a CSV file or a spreadsheet become documents of a form.
package struct RecordIntake: Sendable, Hashable {
    package var form: String
    /// Field → heading, where that is neither the field's label nor its name.
    package var columns: [String: String]

    package init(form: String, columns: [String: String]) {
        self.form = form
        self.columns = columns
    }
}

/// One step of a job file.
package struct Step: Sendable, Hashable {
    package enum Action: Sendable, Hashable {
        case read(ReadStep)
        case check([CheckRule])
        case reconcile(ReconcileStep)
        case review(ReviewStep)
        case export(ExportStep)
        case enter(EnterStep)
        case handOver(HandOverStep)
        case fill(FillStep)
    }

    /// A SQL expression over the document's fields: the step is skipped where it is false. Nil: always.
    package var when: String?
    package var action: Action

    package init(when: String? = nil, action: Action) {
        self.when = when
        self.action = action
    }

    /// Whether documents leave by it: they reach it proved, each time in a claim of its own.
    package var isLeaving: Bool { lane != nil }

    /// The other system that it takes documents into; nil where they stay.
    package var lane: String? {
        switch action {
        case .enter(let enter): enter.into
        case .handOver(let step): step.to
        default: nil
        }
    }
}

package struct ReadStep: Sendable, Hashable {
    /// Chance of a wrong value tolerated per accepted field, between 0 and 1 (0.1 % is 0.001).
    /// Where the job file says nothing: 0.1 %.
    package static let usualBudget = 0.001

    package var errorBudget: Double
    /// The same for fields that have one of their own, by name.
    package var fieldBudgets: [String: Double]
    /// Nothing passes unseen before the workflow's own values have shown that it may.
    package var trustsOwnOnly: Bool
    /// The share of accepted values that a person looks at afterwards, between 0 and 1; nil where the job file says nothing.
    package var sample: Double?

    package init(
        errorBudget: Double = ReadStep.usualBudget, fieldBudgets: [String: Double] = [:], trustsOwnOnly: Bool = false,
        sample: Double? = nil
    ) {
        self.errorBudget = errorBudget
        self.fieldBudgets = fieldBudgets
        self.trustsOwnOnly = trustsOwnOnly
        self.sample = sample
    }
}

package struct CheckRule: Sendable, Hashable {
    /// A SQL expression over the document's fields.
    package var that: String
    /// What to say where it does not hold, in the user's words.
    package var otherwise: String

    package init(that: String, otherwise: String) {
        self.that = that
        self.otherwise = otherwise
    }
}

package struct ReconcileStep: Sendable, Hashable {
    package enum UnlessFound: String, Sendable, Hashable, CaseIterable {
        case review
        case reject
        case `continue`
    }

    /// What is done where a document differs from the record that it was found to speak of.
    package struct Differences: Sendable, Hashable {
        package enum Reading: String, Sendable, Hashable, CaseIterable {
            /// The registered value is taken where the ink bears it; what was read stays beside it.
            case registered
            case review
        }

        package enum Variant: String, Sendable, Hashable, CaseIterable {
            /// What is written stays, and agrees.
            case accept
            case review
        }

        package enum Change: String, Sendable, Hashable, CaseIterable {
            case review
            /// What is written stands by itself, as if the register knew nothing of it.
            case accept
        }

        /// A misreading.
        package var reading = Reading.registered
        /// The same in other characters, as 髙 and 高.
        package var variant = Variant.accept
        /// Another value, as after a move or a marriage.
        package var change = Change.review

        package init() {}
    }

    package var register: RegisterDefinition
    /// Fields to compare, each with the register's column of the same name.
    package var on: [String]
    /// New field ← the matched record's column, in the file's order.
    package var fill: [FilledField]
    package var unlessFound: UnlessFound
    package var differences = Differences()
    /// Where the job file says so.
    package var places: Places

    package init(
        register: RegisterDefinition, on: [String], fill: [FilledField], unlessFound: UnlessFound,
        places: Places = Places()
    ) {
        self.register = register
        self.on = on
        self.fill = fill
        self.unlessFound = unlessFound
        self.places = places
    }

    /// Where the job file names fields and columns, for messages. Two steps that differ in nothing else are the same.
    package struct Places: Sendable, Hashable {
        /// As messages name it; nil where no file says so.
        package var file: String?
        /// By the field's name.
        package var on: [String: RegisterDefinition.Declaration.Place] = [:]
        /// By the new field's name.
        package var fill: [String: RegisterDefinition.Declaration.Place] = [:]

        package init() {}

        package static func == (left: Places, right: Places) -> Bool { true }

        package func hash(into hasher: inout Hasher) {}
    }
}

package struct FilledField: Sendable, Hashable {
    package var field: String
    package var column: String

    package init(field: String, column: String) {
        self.field = field
        self.column = column
    }
}

package struct ReviewStep: Sendable, Hashable {
    /// The role of everyone who reviews.
    package static let anyone = "clerk"

    /// The roles that may settle what waits; managers may wherever another is named.
    package static let roles = [anyone, "manager"]

    /// The role that may review, as in `clerk`.
    package var by: String
    /// Fields that a second person enters too: never accepted unseen.
    package var secondPerson: [String]

    package init(by: String, secondPerson: [String]) {
        self.by = by
        self.secondPerson = secondPerson
    }
}

/// Entering a document into another system through its web pages.
package struct EnterStep: Sendable, Hashable {
    /// The other system's id, as its script has it.
    package var into: String
    /// Read anew where it was changed: like a register, it is no part of the workflow's version.
    package var script: URL
    /// The fields that the script reads back.
    package var keeps: [String]

    package init(into: String, script: URL, keeps: [String]) {
        self.into = into
        self.script = script
        self.keeps = keeps
    }
}

package struct ExportStep: Sendable, Hashable {
    /// What becomes of the documents that are done while others of their batch wait for a person.
    package enum WhenWaiting: String, Sendable, Hashable, CaseIterable {
        /// The file is written when all documents are settled, and holds the whole batch.
        case hold
        /// A numbered file is written whenever only persons can go on, with what no earlier one holds.
        case partial
    }

    package struct Column: Sendable, Hashable {
        package var header: String
        /// A field's name, or `_document`, `_batch`, `_file`, `_pages`.
        package var field: String

        package init(header: String, field: String) {
            self.header = header
            self.field = field
        }
    }

    /// With `{date}`, `{time}`, `{batch}`, `{workflow}` filled in.
    package var file: String
    package var encoding: ExportEncoding
    package var unencodable: Unencodable
    package var columns: [Column]
    package var whenWaiting: WhenWaiting

    package init(
        file: String, encoding: ExportEncoding, unencodable: Unencodable, columns: [Column],
        whenWaiting: WhenWaiting = .hold
    ) {
        self.file = file
        self.encoding = encoding
        self.unencodable = unencodable
        self.columns = columns
        self.whenWaiting = whenWaiting
    }
}

/// 従来作業時間: measured minutes per document by hand.
package struct Baseline: Sendable, Hashable, Codable {
    package var minutes: Double
    /// Standard deviation, minutes.
    package var spread: Double
    /// Documents timed.
    package var sample: Int
    /// ISO date.
    package var timed: String
    package var by: String
    package var approved: String

    package init(minutes: Double, spread: Double, sample: Int, timed: String, by: String, approved: String) {
        self.minutes = minutes
        self.spread = spread
        self.sample = sample
        self.timed = timed
        self.by = by
        self.approved = approved
    }
}

extension Baseline {
    /// What both tasks take one after the other, timed apart: the means add up, and so do the squares of their standard
    /// errors. It stands on the smaller of both samples, and is as old as the older.
    package func followed(by other: Baseline) -> Baseline {
        let error = (spread * spread / Double(sample) + other.spread * other.spread / Double(other.sample)).squareRoot()
        let sample = min(sample, other.sample)
        let both = { (one: String, two: String) in one == two ? one : "\(one)、\(two)" }
        return Baseline(
            minutes: minutes + other.minutes, spread: error * Double(sample).squareRoot(), sample: sample,
            timed: min(timed, other.timed), by: both(by, other.by), approved: both(approved, other.approved))
    }
}
