import FieldTypes
import Paperwork

/// How fields hold their values, as their types bring what is written to its normal form.
enum HeldValue {
    /// What a field makes of a text that a rule compares it with.
    enum Judgement: Equatable {
        /// The field may hold just that.
        case asHeld
        /// It is held otherwise: a rule has to say it like this.
        case heldAs(String)
        /// No such field holds it; why.
        case never(Wording)
    }

    static func judge(_ text: String, _ definition: FieldDefinition) -> Judgement {
        guard let candidate = candidate(text, definition) else { return .asHeld }
        if case .fails(let problem) = candidate.proof { return .never(problem.message) }
        let held = candidate.value.plainText
        return held == text ? .asHeld : .heldAs(held)
    }

    /// Whether the field comes to nothing where nothing is written: marks come to "no" or to an empty list.
    static func isNothingWhereEmpty(_ definition: FieldDefinition) -> Bool {
        definition.tableColumns != nil || candidate("", definition).map { $0.value == .none } ?? true
    }

    private static func candidate(_ text: String, _ definition: FieldDefinition) -> Candidate? {
        // What the form prints beside the value, such as an era, is no part of it.
        let place: FieldDefinition.Place = if case .options = definition.place { definition.place } else { .cells([]) }
        let bare = FieldDefinition(name: definition.name, type: definition.type, place: place)
        let reading = Reading(text: text, confidence: .certain, recogniser: "rule")
        return FieldTypes.named(bare.type)?.candidates(from: [reading], in: FieldContext(definition: bare)).first
    }
}
