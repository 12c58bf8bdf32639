package import JapaneseText
package import Paperwork

/// What a type may know beside the readings.
package struct FieldContext: Sendable {
    package var definition: FieldDefinition
    /// The era that is named apart from the date: by the form's print, else by the field that `definition.era` names; nil
    /// where nothing names one.
    package var era: Era?

    /// - Parameter era: the value of the field that `definition.era` names.
    package init(definition: FieldDefinition, era: FieldValue? = nil) {
        self.definition = definition
        self.era =
            switch definition.era {
            case .printed(let era): era
            case .field, nil: era.flatMap { Era(named: $0.plainText) }
            }
    }
}
