/// The keys of a template file.
enum TemplateKeys {
    /// A template has a blank form on its paper, or `layout: free`.
    static let root = KeySet(
        "root", required: ["form", "version", "fields"],
        optional: ["paper", "blank", "pages", "layout", "known-by", "first-page", "issuer"])
    static let clue = KeySet("clue", optional: ["pattern", "number"])
    static let paper = KeySet("paperSize", required: ["width", "height"])
    static let field = KeySet(
        "field", required: ["name", "type"],
        optional: [
            "label", "zone", "page", "cells", "options", "rows", "columns", "find", "writing", "optional", "sensitive",
            "lines", "era", "order", "letters",
        ])
    static let column = KeySet("column", required: ["name", "type", "width"], optional: ["era"])
    static let foundColumn = KeySet("foundColumn", required: ["name", "type"], optional: ["era"])
    static let find = KeySet(
        "find",
        optional: [
            "right-of", "below", "near", "between", "heading", "pattern", "table", "take", "line", "except",
        ])
    static let findTable = KeySet("findTable", required: ["heading", "columns"], optional: ["until"])

    static let all = [root, clue, paper, field, column, foundColumn, find, findTable]
}
