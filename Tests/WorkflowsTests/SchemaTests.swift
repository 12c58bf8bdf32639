import FieldTypes
import Foundation
import Testing

@testable import Workflows

@Suite struct SchemaTests {
    @Test(arguments: [
        ("workflow", DefinitionKeys.workflow), ("template", DefinitionKeys.template), ("site", DefinitionKeys.site),
    ])
    func schemaAndReaderKnowTheSameKeys(name: String, tables: [DefinitionKeys.Table]) throws {
        let schema = try JSONSchema(name)
        for table in tables {
            let keys = try #require(schema.keys(table.schema), "\(table.schema) is in the schema")
            #expect(keys.all == table.required.union(table.optional), "the keys of \(table.schema)")
            #expect(keys.required == table.required, "the required keys of \(table.schema)")
        }
        #expect(schema.mappings == Set(tables.map(\.schema)).subtracting(["root"]))
    }

    @Test(arguments: [("workflow", Samples.job), ("template", Samples.template), ("site", Samples.site)])
    func schemasAcceptCorrectFiles(name: String, text: String) throws {
        let root = try #require(try DefinitionTree.root(of: text))
        #expect(try JSONSchema(name).accepts(root))
    }

    @Test(arguments: [
        ("workflow", Samples.job, "title:", "titel:"), ("workflow", Samples.job, "split: form", "split: from"),
        ("workflow", Samples.job, "error-budget: 0.1%", "error-budget: 0.1"),
        ("workflow", Samples.job, "  - review: {by", "  - revew: {by"),
        ("workflow", Samples.job, "sample: 30, ", ""), ("workflow", Samples.job, "encoding: CP932", "encoding: SJIS"),
        ("workflow", Samples.job, "workflow: onestop", "workflow: One Stop"),
        ("workflow", Samples.job, "        else: 個人番号は12桁です\n", ""),
        ("workflow", Samples.job, "on: [my_number, kana, birth]", "on: []"),
        ("workflow", Samples.job, "fill: {resident_id: id}", "fill: {resident-id: id}"),
        ("template", Samples.template, "type: kana", "type: kanna"),
        ("template", Samples.template, "[52.0, 61.5, 96.0, 9.0]", "[52.0, 61.5, 96.0]"),
        ("template", Samples.template, "cells: 12", "cells: many"),
        ("template", Samples.template, "paper: A4 portrait", "paper: A4 protrait"),
        ("template", Samples.template, "version: 2026\n", ""),
        ("template", Samples.template, "{right-of: 勤務先}", "{right-of: 勤務先, below: 名称}"),
        ("template", Samples.template, "sensitive: true", "sensitive: maybe"),
        ("template", Samples.template, "rows: 6", "rows: 6.5"),
        ("site", Samples.site, "workers: 2", "wokers: 2"), ("site", Samples.site, "workers: 2", "workers: 0"),
        ("site", Samples.site, "key: id,", ""), ("site", Samples.site, "csv: registers/residents.csv, ", ""),
        ("site", Samples.site, "language: ja", "language: jp"), ("site", Samples.site, "pages: 90 days", "pages: 90"),
    ])
    func schemasRefuseObviousMistakes(name: String, text: String, old: String, new: String) throws {
        try #require(text.contains(old))
        let root = try #require(try DefinitionTree.root(of: text.replacingOccurrences(of: old, with: new)))
        #expect(try !JSONSchema(name).accepts(root))
    }

    @Test func theTemplatesSchemaSaysOfEachTypeWhatTheTypeSays() throws {
        let schema = try JSONSchema("template")
        #expect(schema.part("$defs", "field", "properties", "type", "enum") as? [String] == FieldSchema.fieldTypes)
        for column in ["column", "foundColumn"] {
            #expect(schema.part("$defs", column, "properties", "type", "enum") as? [String] == FieldSchema.columnTypes)
        }
        let conditions = try #require(schema.part("$defs", "field", "allOf") as? [[String: Any]])
        let (written, said) = (try Self.json(conditions), try Self.json(FieldSchema.conditions))
        #expect(written == said)
    }

    private static func json(_ value: [[String: Any]]) throws -> String {
        let bytes = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .prettyPrinted])
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("type: kana\n", "type: checkbox\n    cells: 2\n"), ("cells: 12", "cells: 11"),
        ("type: date\n    zone: [150, 10, 40, 8]\n", "type: date\n"), ("type: yen\n", "type: yen\n    era: era\n"),
    ])
    func theTemplatesSchemaRefusesWhatATypeCannotHave(old: String, new: String) throws {
        try #require(Samples.template.contains(old))
        let root = try #require(
            try DefinitionTree.root(of: Samples.template.replacingOccurrences(of: old, with: new)))
        #expect(try !JSONSchema("template").accepts(root))
    }
}
