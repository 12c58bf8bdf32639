package import Paperwork

/// One type of field: all that there is to know of it, in one place.
///
/// A type is a value without state. It SHALL accept any reading, however wrong, and say so in the candidate's proof; it
/// SHALL NOT change what was written other than to bring it to the normal form. What a type leaves out is as it is for
/// free text in its medium.
package protocol FieldType: Sendable {
    /// As job files and templates write it, as in `my-number`.
    var name: String { get }

    // MARK: On the form

    /// How its zone is looked at.
    var medium: FieldMedium { get }
    /// What a template says of its place.
    var placing: FieldPlacing { get }
    /// How many characters it has by law, and so how many boxes its comb; nil where that varies.
    var characterCount: Int? { get }
    /// The words behind its parts, such as 年 月 日, where a template may give each part a rectangle of its own; none where
    /// it has no parts.
    var units: [String] { get }
    /// Whether its year may be of an era that is named apart.
    var takesEra: Bool { get }
    /// Whether such a field may name the era of another one.
    var canNameEra: Bool { get }
    /// Whether its zone is mostly a box that the form prints, so that ink in a scan's zone doesn't tell whether it is filled.
    var isPrintedBox: Bool { get }
    /// Whether a valid value names who made the paper, and no other: two of them on one page are two papers.
    var namesIssuer: Bool { get }

    // MARK: Reading

    /// Which characters to look for; meaningful for `writing` only.
    var repertoire: Repertoire { get }
    /// Whether digits that stand apart are different numbers, such as month and day: a gap between them is kept as a blank.
    var isPartedByGaps: Bool { get }
    /// How the numbers in it are written; asked for only where digits and signs are all that can stand in it.
    var notations: NumberNotations { get }

    // MARK: Values

    /// The values that `readings` allow, best first, at most `FieldTypes.candidateLimit`, each in its normal form with
    /// its proof. An empty reading gives one candidate with value `.none`.
    func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate]
    /// As a person reads it: dates in 和暦 or ISO, yen with thousands.
    func printed(_ value: FieldValue, language: Language) -> String
    /// What kind of value its normal form is.
    var shape: ValueShape { get }

    // MARK: What others make of it

    /// The column that rules see it as; nil where it is no column but a table of its own.
    var ruleColumn: RuleColumn? { get }
    /// How it is compared with a register's column.
    var comparison: ComparisonKind { get }
    /// How many digits a register has of it, zeros at the front included; nil where that varies, or they are no digits.
    var registerDigits: Int? { get }
    /// What registers call such a column, or a part of that; none where it goes by any name.
    var registerNames: [String] { get }
    /// With which types its readings share what is known of how often they are right.
    var calibrationGroup: CalibrationGroup { get }
    /// The name under which it is kept how often readings like `text`, which isn't empty, are right.
    func calibrationKind(of text: String) -> String
}

extension FieldType {
    package var placing: FieldPlacing {
        switch medium {
        case .writing: .writing
        case .presence, .barcode: .zone
        case .oneOption, .severalOptions: .options
        case .table: .table
        }
    }

    package var characterCount: Int? { nil }
    package var units: [String] { [] }
    package var takesEra: Bool { false }
    /// Whether a template may say which letters stand there: in writing that may be of any kind.
    package var takesLetters: Bool { repertoire.isSuperset(of: [.latin, .kanji]) }
    package var canNameEra: Bool { false }
    package var isPrintedBox: Bool { false }
    package var namesIssuer: Bool { false }
    package var repertoire: Repertoire { [] }
    package var isPartedByGaps: Bool { false }
    package var notations: NumberNotations { .anyNumber }

    package var shape: ValueShape {
        switch medium {
        case .writing, .oneOption, .barcode: .text
        case .presence: .flag
        case .severalOptions: .list
        case .table: .rows
        }
    }

    package func printed(_ value: FieldValue, language: Language) -> String { value.plainText }

    package var ruleColumn: RuleColumn? {
        switch shape {
        case .text, .list: .text
        case .number: .number
        case .wholeNumber, .flag: .wholeNumber
        case .rows: nil
        }
    }

    package var comparison: ComparisonKind { calibrationGroup.isOfMarks ? .category : .text }

    package var registerDigits: Int? { comparison == .number || comparison == .postalCode ? characterCount : nil }
    package var registerNames: [String] { [] }

    package var calibrationGroup: CalibrationGroup {
        switch medium {
        case .presence, .severalOptions: .marks
        case .oneOption: .oneOption
        case .writing, .barcode, .table: .letters
        }
    }

    package func calibrationKind(of text: String) -> String { name }
}
