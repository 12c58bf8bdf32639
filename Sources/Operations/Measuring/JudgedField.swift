internal import Delivery
internal import FieldTypes
internal import Forms
package import Foundation
internal import Intake
package import Paperwork
internal import Workflows

/// A field whose truth is known, with what each recogniser made of it: what recognisers are compared by, and what tells how
/// often two of them agree and are wrong.
package struct JudgedField: Sendable, Hashable, Encodable {
    /// What one recogniser read, judged on its own.
    package struct Witness: Sendable, Hashable, Encodable {
        package var recogniser: String
        package var text: String
        /// In the field type's normal form.
        package var value: FieldValue
        /// The recogniser's own confidence, between 0 and 1.
        package var raw: Double
        package var isRight: Bool
        /// The reading itself says that it must not be believed.
        package var isDoubted: Bool
    }

    package var scan: String
    package var document: String
    /// Page numbers of the document in the scan, from 1.
    package var pages: [Int]
    package var form: String
    package var field: String
    package var type: String
    /// `print`, `hand`, `either`; `mark` where nothing is written.
    package var writing: String
    package var truth: FieldValue
    package var value: FieldValue
    package var isRight: Bool
    package var isAccepted: Bool
    /// Calibrated, between 0 and 1.
    package var confidence: Double
    /// The one that the value came from first; none for tables, whose cells have theirs.
    package var readings: [Witness]

    init(
        _ field: Field, of document: Document, in scan: String, truth: FieldValue, definition: FieldDefinition?
    ) {
        self.scan = scan
        self.document = document.id
        pages = document.pages
        self.form = document.form
        self.field = field.name
        self.truth = truth
        type = field.type
        value = field.value
        isRight = field.value.isSame(as: truth)
        isAccepted = field.decision?.accepted == true
        confidence = field.confidence.value
        let known = FieldTypes.named(field.type)
        writing = known?.medium == .writing || known?.medium == .table ? definition?.writing.rawValue ?? "" : "mark"
        guard let definition, let known, known.medium != .table else {
            readings = []
            return
        }
        var era: FieldValue?
        if case .field(let name) = definition.era { era = document.field(name)?.value }
        let context = FieldContext(definition: definition, era: era)
        readings = field.readings.map { reading in
            let value = known.candidates(from: [reading], in: context).first?.value ?? .none
            return Witness(
                recogniser: reading.recogniser, text: reading.text, value: value, raw: reading.confidence.value,
                isRight: value.isSame(as: truth), isDoubted: reading.doubt != nil)
        }
    }
}

extension [JudgedField] {
    /// Writes them to a file, one JSON object a line, in place of what was there.
    ///
    /// - throws: `Trouble` where the file can't be written.
    package func write(to file: URL) throws(Trouble) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let output = try AtomicFile(at: file.path)
        for field in self {
            guard let line = try? encoder.encode(field) else { continue }
            try output.write([UInt8](line) + [UInt8(ascii: "\n")])
        }
        try output.commit()
    }
}
