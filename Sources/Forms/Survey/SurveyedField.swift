package import FieldTypes

/// A field that was found on a blank form, with what of it is guessed.
package struct SurveyedField: Sendable, Hashable {
    /// What the person who checks the template should look at.
    package enum Doubt: Sendable, Hashable, CaseIterable {
        /// No words were found that name it.
        case noLabel
        /// Words were found, but they are none that the glossary knows: the name is a number, the type `text`.
        case unknownLabel
        /// The words were read with a letter other than the glossary has them.
        case misreadLabel
        /// The glossary knows a part of the words only, and name and type are of that.
        case partOfLabel
        /// The options' words are no known set: some may be missing or misread.
        case unknownOptions
        /// The words say a type that the shape does not fit, so that it is read as `number` or `text`.
        case typeOfShape
    }

    package var definition: FieldDefinition
    package var doubts: [Doubt]

    package init(definition: FieldDefinition, doubts: [Doubt] = []) {
        self.definition = definition
        self.doubts = doubts
    }

    /// The fields with numbers behind names that several have, in their order; an era stays with its date.
    ///
    /// Those that stand in rows have their row's number, where another name has one in each of the rows.
    package static func numbered(_ fields: [SurveyedField]) -> [SurveyedField] {
        var counts: [String: Int] = [:]
        for field in fields { counts[field.definition.name.lowercased(), default: 0] += 1 }
        var taken = Set(counts.filter { $0.value == 1 }.keys)
        let rows = FieldRows(fields)
        var next: [String: Int] = [:]
        var renamed: [String: String] = [:]
        var numbered = fields
        for (index, field) in fields.enumerated() {
            let stem = field.definition.name
            if case .field(let era) = field.definition.era, let name = renamed[era] {
                numbered[index].definition.era = .field(name)
            }
            guard counts[stem.lowercased(), default: 0] > 1 else { continue }
            var name: String
            if let row = rows.number(of: index), !taken.contains("\(stem)_\(row)".lowercased()) {
                name = "\(stem)_\(row)"
            } else {
                repeat {
                    next[stem, default: 0] += 1
                    name = "\(stem)_\(next[stem, default: 1])"
                } while taken.contains(name.lowercased())
            }
            taken.insert(name.lowercased())
            numbered[index].definition.name = name
            renamed[stem] = name
        }
        return numbered
    }
}
