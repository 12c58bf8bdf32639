/// What the JSON schema of form templates says of fields by their types.
package enum FieldSchema {
    /// The types that a field may be of.
    package static var fieldTypes: [String] { FieldTypes.all.map(\.name) }

    /// The types that a column of a table may be of.
    package static var columnTypes: [String] { FieldTypes.all.filter(\.placing.fitsCell).map(\.name) }

    /// The conditions of a field's schema, as JSON Schema 2020-12 has them under `allOf`: which keys a field of such a type
    /// may have and must have, and how many cells it has by law.
    package static var conditions: [[String: Any]] {
        FieldPlacing.allCases.map(condition) + FieldTypes.all.compactMap(condition) + [
            conditionOfEras, conditionOfLetters,
        ]
    }

    private static func condition(_ placing: FieldPlacing) -> [String: Any] {
        let refused = FieldPlacing.allKeys.filter { !placing.keys.contains($0) }
        var then: [String: Any] = ["properties": Dictionary(uniqueKeysWithValues: refused.map { ($0, false) })]
        if placing.ways.count == 1 {
            then["required"] = placing.ways[0]
        } else {
            then["anyOf"] = placing.ways.map { ["required": $0] }
        }
        return condition(FieldTypes.all.filter { $0.placing == placing }.map(\.name), then)
    }

    private static func condition(_ type: any FieldType) -> [String: Any]? {
        type.characterCount.map { count in
            let cells: [[String: Any]] = [
                ["const": count], ["type": "array", "minItems": count, "maxItems": count],
            ]
            return condition([type.name], ["properties": ["cells": ["anyOf": cells]]])
        }
    }

    private static var conditionOfEras: [String: Any] {
        condition(FieldTypes.all.filter { !$0.takesEra }.map(\.name), ["properties": ["era": false]])
    }

    private static var conditionOfLetters: [String: Any] {
        condition(FieldTypes.all.filter { !$0.takesLetters }.map(\.name), ["properties": ["letters": false]])
    }

    private static func condition(_ types: [String], _ then: [String: Any]) -> [String: Any] {
        ["if": ["properties": ["type": ["enum": types]]], "then": then]
    }
}
