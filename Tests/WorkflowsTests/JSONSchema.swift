import Foundation

@testable import Workflows

/// As much of JSON Schema 2020-12 as the project's own schemas use, over definition nodes.
///
/// Scalars count as YAML 1.2's core schema reads them: `2026` is a number, `true` a flag, all else text.
struct JSONSchema {
    private let root: [String: Any]

    /// - parameter name: as in `workflow`, for `docs/workflow.schema.json`.
    init(_ name: String) throws {
        let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs")
        let bytes = try Data(contentsOf: docs.appendingPathComponent("\(name).schema.json"))
        root = try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
    }

    /// The keys of one mapping: under `$defs`, or the file itself for `root`.
    func keys(_ name: String) -> (all: Set<String>, required: Set<String>)? {
        let schema = name == "root" ? root : (root["$defs"] as? [String: Any])?[name] as? [String: Any]
        guard let properties = schema?["properties"] as? [String: Any] else { return nil }
        return (Set(properties.keys), Set(schema?["required"] as? [String] ?? []))
    }

    /// The names under `$defs` that describe mappings with keys of their own.
    var mappings: Set<String> {
        Set((root["$defs"] as? [String: Any] ?? [:]).keys.filter { keys($0) != nil })
    }

    func accepts(_ node: DefinitionNode) -> Bool { accepts(node, root) }

    /// A part of the schema by the keys that lead to it.
    func part(_ keys: String...) -> Any? {
        keys.reduce(root as Any?) { ($0 as? [String: Any])?[$1] }
    }

    private func accepts(_ node: DefinitionNode, _ schema: [String: Any]) -> Bool {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any], accepts(node, target) else {
                return false
            }
        }
        if let all = schema["allOf"] as? [[String: Any]], !all.allSatisfy({ accepts(node, $0) }) { return false }
        if let condition = schema["if"] as? [String: Any], let then = schema["then"] as? [String: Any],
            accepts(node, condition), !accepts(node, then)
        {
            return false
        }
        if let any = schema["anyOf"] as? [[String: Any]], !any.contains(where: { accepts(node, $0) }) { return false }
        if let one = schema["oneOf"] as? [[String: Any]], one.count(where: { accepts(node, $0) }) != 1 { return false }
        return acceptsType(node, schema) && acceptsScalar(node, schema) && acceptsList(node, schema)
            && acceptsMapping(node, schema)
    }

    private func acceptsType(_ node: DefinitionNode, _ schema: [String: Any]) -> Bool {
        let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] }
        guard let types else { return true }
        return types.contains { type in
            switch type {
            case "object": node.entries != nil
            case "array": node.items != nil
            case "null": node.isNothing
            case "number": node.number != nil
            case "integer": node.number.map { $0 == $0.rounded() } ?? false
            case "boolean": node.text == "true" || node.text == "false"
            default: node.text != nil && node.number == nil
            }
        }
    }

    private func acceptsScalar(_ node: DefinitionNode, _ schema: [String: Any]) -> Bool {
        if let value = schema["const"] as? Double, node.number != value { return false }
        if let values = schema["enum"] as? [String], !values.contains(node.text ?? "") { return false }
        if let pattern = schema["pattern"] as? String, let text = node.text, node.number == nil,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            return false
        }
        guard let number = node.number else { return true }
        if let low = schema["minimum"] as? Double, number < low { return false }
        if let high = schema["maximum"] as? Double, number > high { return false }
        if let low = schema["exclusiveMinimum"] as? Double, number <= low { return false }
        return true
    }

    private func acceptsList(_ node: DefinitionNode, _ schema: [String: Any]) -> Bool {
        guard let items = node.items else { return true }
        if let low = schema["minItems"] as? Int, items.count < low { return false }
        if let high = schema["maxItems"] as? Int, items.count > high { return false }
        guard let item = schema["items"] as? [String: Any] else { return true }
        return items.allSatisfy { accepts($0, item) }
    }

    private func acceptsMapping(_ node: DefinitionNode, _ schema: [String: Any]) -> Bool {
        guard let entries = node.entries else { return true }
        let keys = entries.compactMap(\.key.text)
        if let low = schema["minProperties"] as? Int, keys.count < low { return false }
        if let high = schema["maxProperties"] as? Int, keys.count > high { return false }
        if let required = schema["required"] as? [String], !required.allSatisfy(keys.contains) { return false }
        if let names = schema["propertyNames"] as? [String: Any], !entries.allSatisfy({ accepts($0.key, names) }) {
            return false
        }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        return entries.allSatisfy { entry in
            if let property = properties[entry.key.text ?? ""] as? [String: Any] {
                return accepts(entry.value, property)
            }
            if let isAllowed = properties[entry.key.text ?? ""] as? Bool { return isAllowed }
            if let other = schema["additionalProperties"] as? [String: Any] { return accepts(entry.value, other) }
            return schema["additionalProperties"] as? Bool ?? true
        }
    }
}

extension DefinitionNode {
    fileprivate var number: Double? { text.flatMap(DefinitionFile.plainNumber) }
}
