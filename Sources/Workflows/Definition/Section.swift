import Foundation
import Paperwork

/// A mapping with known keys: unknown and missing keys are reported when it is opened, wrong values when they are read.
struct Section {
    let file: DefinitionFile
    let node: DefinitionNode
    private let values: [String: DefinitionNode]

    /// Nil where `node` is no mapping.
    /// - parameter name: what the mapping is, as mistakes call it.
    init?(_ node: DefinitionNode, _ keys: KeySet, name: String, in file: DefinitionFile) {
        guard let entries = node.entries else {
            file.report(
                ja: "「\(name)」には「キー: 値」の並びを書きます", en: "'\(name)' takes keys and values", at: node)
            return nil
        }
        self.file = file
        self.node = node
        var values: [String: DefinitionNode] = [:]
        for entry in entries {
            guard let key = entry.key.text, keys.all.contains(key) else {
                let key = entry.key.text ?? "?"
                file.report(
                    Suggestion.wording(
                        Wording(ja: "「\(key)」というキーはありません", en: "unknown key '\(key)'"), name: key, among: keys.all),
                    at: entry.key)
                continue
            }
            if entry.value.isNothing {
                file.report(ja: "「\(key)」の値がありません", en: "'\(key)' has no value", at: entry.key)
            }
            values[key] = entry.value
        }
        for key in keys.required where values[key] == nil {
            file.report(ja: "「\(name)」に「\(key)」がありません", en: "'\(name)' lacks '\(key)'", at: node)
        }
        self.values = values
    }

    /// Nil where the key is missing or has no value.
    subscript(_ key: String) -> DefinitionNode? {
        values[key].flatMap { $0.isNothing ? nil : $0 }
    }

    func text(_ key: String) -> String? { self[key].flatMap { file.text($0, key) } }
    func texts(_ key: String) -> [(text: String, node: DefinitionNode)] { self[key].map { file.texts($0, key) } ?? [] }
    func flag(_ key: String) -> Bool? { self[key].flatMap { file.flag($0, key) } }

    func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        self[key].flatMap { file.number($0, key, in: range) }
    }

    func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        self[key].flatMap { file.whole($0, key, in: range) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, of type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        self[key].flatMap { file.choice($0, key, of: type) }
    }

    func section(_ key: String, _ keys: KeySet) -> Section? {
        self[key].flatMap { Section($0, keys, name: key, in: file) }
    }
}
