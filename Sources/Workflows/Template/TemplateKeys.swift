/// The keys of a template file.
enum TemplateKeys {
    static let root = KeySet("root", required: ["form", "version", "paper", "blank", "fields"], optional: ["pages"])
    static let paper = KeySet("paperSize", required: ["width", "height"])
    static let field = KeySet(
        "field", required: ["name", "type"],
        optional: [
            "label", "zone", "page", "cells", "options", "rows", "columns", "find", "writing", "optional", "sensitive",
            "lines", "era",
        ])
    static let column = KeySet("column", required: ["name", "type", "width"], optional: ["era"])
    static let foundColumn = KeySet("foundColumn", required: ["name", "type"], optional: ["era"])
    static let find = KeySet("find", optional: ["right-of", "below", "pattern", "table"])
    static let findTable = KeySet("findTable", required: ["heading", "columns"])

    static let all = [root, paper, field, column, foundColumn, find, findTable]
}
