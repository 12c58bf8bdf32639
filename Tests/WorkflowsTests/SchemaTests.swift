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

    @Test func schemasNameEveryFieldType() throws {
        for type in KnownFieldType.allCases {
            let text = Samples.template.replacingOccurrences(of: "type: kana\n", with: "type: \(type.rawValue)\n")
            let root = try #require(try DefinitionTree.root(of: text))
            #expect(try JSONSchema("template").accepts(root), "\(type.rawValue)")
        }
    }
}
