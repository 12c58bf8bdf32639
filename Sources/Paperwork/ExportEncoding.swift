/// How the characters of an exported file are written as bytes.
package enum ExportEncoding: String, Sendable, Hashable, CaseIterable {
    case cp932 = "CP932"
    case utf8 = "UTF-8"
    /// With a byte order mark, as Excel wants it.
    case utf8BOM = "UTF-8-BOM"
}

/// What to do with a character that an export's encoding lacks.
package enum Unencodable: String, Sendable, Hashable, CaseIterable {
    case fail
    /// Write 〓 and list it.
    case geta
}
