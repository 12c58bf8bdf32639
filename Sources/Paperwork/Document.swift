/// Where a document stands. It is always in exactly one state.
package enum DocumentState: String, Hashable, Sendable, Codable, CaseIterable {
    case queued
    case working
    case review
    case done
    case rejected
    case failed
    case inDoubt = "in_doubt"

    /// Nothing more happens to such a document by itself or by a person.
    package var isFinal: Bool { self == .done || self == .rejected || self == .failed }
}

/// What a register says of a document.
package struct RegisterMatch: Hashable, Sendable, Codable {
    package enum Outcome: String, Hashable, Sendable, Codable {
        case found
        case ambiguous
        case notFound = "not_found"
    }

    /// How one field of the document compares with its column of the record.
    package struct Comparison: Hashable, Sendable, Codable {
        package var field: String
        package var written: String
        package var registered: String
        /// Equal once variants, widths and notations are folded.
        package var agrees: Bool
        /// How the two differ; nil where they do not, but for widths and notations.
        package var difference: Difference?
        /// The chance that the registered value is what is written, by the ink and by how often values change; nil where no
        /// reading tells.
        package var posterior: Double?
        /// By how many nats the registered value lies under what was read best, 0 or more; nil where no reading tells.
        package var margin: Double?

        package init(
            field: String, written: String, registered: String, agrees: Bool, difference: Difference? = nil,
            posterior: Double? = nil, margin: Double? = nil
        ) {
            self.field = field
            self.written = written
            self.registered = registered
            self.agrees = agrees
            self.difference = difference
            self.posterior = posterior
            self.margin = margin
        }
    }

    /// How what a document says differs from what the record of its person says.
    package enum Difference: String, Hashable, Sendable, Codable, CaseIterable {
        /// It was misread.
        case reading
        /// The same in other characters, as 髙 and 高.
        case variant
        /// Another value, as after a move or a marriage.
        case change
    }

    /// A record that the document may speak of.
    package struct Candidate: Hashable, Sendable, Codable {
        package var key: String
        /// The chance that it does, among all records and the chance that the register lacks the person.
        package var posterior: Double

        package init(key: String, posterior: Double) {
            self.key = key
            self.posterior = posterior
        }
    }

    /// A record that fits but has a key that is not the one it had, as a spreadsheet's 1.00E+07: a person looks up which
    /// it is.
    package struct DamagedKey: Hashable, Sendable, Codable {
        /// The record's line in the register's file, from 1; nil where the register has no lines.
        package var line: Int?
        /// As it stands there.
        package var text: String

        package init(line: Int?, text: String) {
            self.line = line
            self.text = text
        }
    }

    /// The register's name in the site file.
    package var register: String
    package var outcome: Outcome
    /// The record's key; of the best candidate where the outcome is `ambiguous`.
    package var key: String?
    /// Log-likelihood ratio, in natural units, that document and record speak of the same; 0 where none was compared.
    package var score: Double
    /// By how much the best record beats the second, in the same unit.
    package var margin: Double
    package var comparisons: [Comparison]
    /// The matched record's columns, by the names that the site file gives them.
    package var record: [String: String]
    /// Where the best record can't be linked for its key alone; nil elsewhere.
    package var damagedKey: DamagedKey?
    /// The chance that the best record is the document's, among all records and the chance that the register lacks the
    /// person; nil where none was compared.
    package var posterior: Double?
    /// Where the outcome is `ambiguous`: the records that fit, the best first; nil elsewhere.
    package var candidates: [Candidate]?

    package init(
        register: String, outcome: Outcome, key: String? = nil, score: Double = 0, margin: Double = 0,
        comparisons: [Comparison] = [], record: [String: String] = [:], damagedKey: DamagedKey? = nil,
        posterior: Double? = nil, candidates: [Candidate]? = nil
    ) {
        self.register = register
        self.outcome = outcome
        self.key = key
        self.score = score
        self.margin = margin
        self.comparisons = comparisons
        self.record = record
        self.damagedKey = damagedKey
        self.posterior = posterior
        self.candidates = candidates
    }
}

/// A problem that a person has looked at, and lets the document pass with.
package struct Waiver: Hashable, Sendable, Codable {
    /// The problem's.
    package var rule: String
    /// The problem's; nil where it stands for all that the rule found.
    package var field: String?
    /// Who let it pass.
    package var by: String

    package init(rule: String, field: String?, by: String) {
        self.rule = rule
        self.field = field
        self.by = by
    }

    func covers(_ problem: Problem) -> Bool { rule == problem.rule && (field == nil || field == problem.field) }
}

/// One filled form.
package struct Document: Hashable, Sendable, Codable, Identifiable {
    /// Unique in the store; the batch's id, a hyphen and the document's number in it.
    package var id: String
    package var batch: String
    /// The form template's id.
    package var form: String
    /// Page numbers in the batch's file, from 1, in the template's order of pages.
    package var pages: [Int]
    package var state: DocumentState
    package var fields: [Field]
    package var match: RegisterMatch?
    package var problems: [Problem]
    /// What a person let pass although something stands against it; nil where nothing was.
    package var waivers: [Waiver]?
    /// Which record of a register a person chose, by the register's name: the record's key, or nothing where they found that
    /// it has none; nil where nobody chose.
    package var chosenRecords: [String: String]?

    package init(
        id: String, batch: String, form: String, pages: [Int], state: DocumentState = .queued, fields: [Field] = [],
        match: RegisterMatch? = nil, problems: [Problem] = []
    ) {
        self.id = id
        self.batch = batch
        self.form = form
        self.pages = pages
        self.state = state
        self.fields = fields
        self.match = match
        self.problems = problems
    }

    package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    /// What stands against it and nobody let pass.
    package var openProblems: [Problem] {
        problems.filter { problem in !(waivers ?? []).contains { $0.covers(problem) } }
    }

    /// The account of the one person who can't settle what is left of it, because they settled all of that first and it
    /// takes another; nil where there is none.
    package var leftToOthersThan: String? {
        let open = fields.filter(\.isOpen)
        guard let first = open.first, open.allSatisfy({ $0.waitsForSecond }),
            open.allSatisfy({ $0.decision?.account == first.decision?.account })
        else { return nil }
        return first.decision?.account
    }
}
