package import FieldTypes
import Forms
package import Rules

extension RuleSchema {
    /// What the rules and conditions of a workflow may speak of.
    package init(_ workflow: Workflow) {
        let filled = workflow.steps.flatMap { step -> [String] in
            switch step.action {
            case .reconcile(let reconcile): reconcile.fill.map(\.field)
            case .enter(let enter): enter.keeps
            case .handOver(let step): step.keeps
            default: []
            }
        }
        self.init(fields: workflow.forms.flatMap(\.fields), filled: filled)
    }

    /// The one place that says how fields become columns and tables: a job file's rules are checked against it and worked
    /// out over it.
    ///
    /// - Parameters:
    ///   - fields: of all forms, in their order; of several with one name the first counts.
    ///   - filled: the fields that a register adds; their values are text.
    package init(fields: [FieldDefinition], filled: [String]) {
        var seen = Set<String>()
        var columns: [(name: String, type: String)] = []
        var tables: [(name: String, columns: [(name: String, type: String)])] = []
        for field in fields where seen.insert(field.name).inserted {
            if let inner = field.tableColumns {
                tables.append((field.name, inner.map { ($0.name, $0.type) }))
            } else {
                columns.append((field.name, field.type))
            }
        }
        for name in filled where seen.insert(name).inserted { columns.append((name, FilledField.type)) }
        self.init(fields: columns, tables: tables)
    }
}

extension FilledField {
    /// The type of a field that a register adds.
    package static let type = FieldTypes.plain.name
}
