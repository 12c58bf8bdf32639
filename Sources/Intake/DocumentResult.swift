internal import Foundation
package import Paperwork

/// A document as `results.json` has it.
package struct DocumentResult: Sendable, Encodable {
    /// A field as `results.json` has it; what is sensitive is masked.
    package struct FieldResult: Sendable, Encodable {
        package var value: FieldValue
        package var text: String
        package var confidence: Confidence
        package var accepted: Bool
        package var by: Decision.Voucher?
        package var because: String?
        /// Page, left, top, width, height; millimetres.
        package var zone: [Double]?
        package var lattice: [[Lattice.Alternative]]
        package var recogniser: String?
        /// How a value without a zone was found, and what else it might have been; without values where they are masked.
        package var found: FoundValue?
    }

    /// What the register said.
    package struct RegisterResult: Sendable, Encodable {
        package var name: String
        package var found: RegisterMatch.Outcome
        package var key: String?
        package var score: Double
        package var margin: Double
        package var comparisons: [RegisterMatch.Comparison]
    }

    /// What keeps the document from passing unseen.
    package struct ProblemResult: Sendable, Encodable {
        package var field: String?
        package var rule: String
        package var message: String
    }

    /// Working time, in seconds.
    package struct Seconds: Sendable, Encodable {
        /// CPU time of all its steps, and its share of splitting the batch.
        package var machine: Double
        /// What persons spent on it.
        package var human: Double
        /// What it took by hand before, as timed; 0 until the document counts.
        package var baseline: Double
    }

    package var id: String
    package var form: String
    package var pages: [Int]
    package var state: DocumentState
    package var fields: [String: FieldResult]
    package var register: RegisterResult?
    package var problems: [ProblemResult]
    package var seconds: Seconds
}

extension DocumentResult {
    /// - Parameter showsSensitive: show the values of sensitive fields as they are; else they are masked.
    package init(_ document: Document, seconds: Seconds, showsSensitive: Bool, language: Language) {
        let masked = showsSensitive ? [] : document.fields.filter(\.isSensitive)
        // Many fields give the same reason.
        var said: [Wording: String] = [:]
        let say = { (sentence: Wording) in
            if let known = said[sentence] { return known }
            let text = (showsSensitive ? sentence : document.veiled(sentence)).text(in: language)
            said[sentence] = text
            return text
        }
        id = document.id
        form = document.form
        pages = document.pages
        state = document.state
        fields = Dictionary(
            document.fields.map { field in
                (field.name, FieldResult(field, isMasked: field.isSensitive && !showsSensitive, say: say))
            },
            uniquingKeysWith: { first, _ in first })
        register = document.match.map { RegisterResult($0, masking: masked) }
        problems = document.problems.map {
            ProblemResult(field: $0.field, rule: $0.rule, message: say($0.message))
        }
        self.seconds = seconds
    }
}

extension DocumentResult.RegisterResult {
    /// - Parameter masked: the fields whose values must not be seen, neither as read nor as registered.
    fileprivate init(_ match: RegisterMatch, masking masked: [Field]) {
        let names = Set(masked.map(\.name))
        var hidden = Set(masked.map(\.value.plainText)).subtracting([""])
        name = match.register
        found = match.outcome
        score = match.score
        margin = match.margin
        comparisons = match.comparisons.map { comparison in
            guard names.contains(comparison.field) else { return comparison }
            hidden.insert(comparison.registered)
            return RegisterMatch.Comparison(
                field: comparison.field, written: comparison.written.isEmpty ? "" : Mask.text,
                registered: comparison.registered.isEmpty ? "" : Mask.text, agrees: comparison.agrees,
                difference: comparison.difference)
        }
        // A sensitive field may be the register's key.
        key = match.key.map { hidden.contains($0) ? Mask.text : $0 }
    }
}

extension DocumentResult.FieldResult {
    /// - Parameter say: a sentence as it may be shown.
    fileprivate init(_ field: Field, isMasked: Bool, say: (Wording) -> String) {
        let reading = field.readings.first
        value = isMasked ? field.value.masked : field.value
        text = isMasked ? field.shownText : field.text
        confidence = field.confidence
        accepted = field.decision?.accepted ?? false
        by = field.decision.flatMap { $0.accepted ? $0.by : nil }
        because = (field.decision?.because).map(say)
        zone = field.zone.map { [Double($0.page), $0.left, $0.top, $0.width, $0.height] }
        lattice = isMasked ? [] : reading?.lattice.positions ?? []
        recogniser = reading?.recogniser
        found = field.found
        if isMasked { found?.others = [] }
    }
}
