/// The keys that one kind of mapping may hold.
struct KeySet: Sendable {
    /// Where the JSON Schema describes the same mapping: a name under `$defs`, or `root`.
    let schema: String
    let required: [String]
    let optional: [String]

    init(_ schema: String, required: [String] = [], optional: [String] = []) {
        self.schema = schema
        self.required = required
        self.optional = optional
    }

    var all: [String] { required + optional }
}

/// The key tables of every definition file, and the JSON Schema that describes each.
package enum DefinitionKeys {
    /// The keys of one kind of mapping.
    package struct Table: Sendable, Hashable {
        /// A name under the schema's `$defs`, or `root` for the file itself.
        package var schema: String
        package var required: Set<String>
        package var optional: Set<String>
    }

    /// Of `docs/workflow.schema.json`.
    package static var workflow: [Table] { tables(JobKeys.all) }
    /// Of `docs/template.schema.json`.
    package static var template: [Table] { tables(TemplateKeys.all) }
    /// Of `docs/site.schema.json`.
    package static var site: [Table] { tables(SiteKeys.all) }

    private static func tables(_ sets: [KeySet]) -> [Table] {
        sets.map { Table(schema: $0.schema, required: Set($0.required), optional: Set($0.optional)) }
    }
}
