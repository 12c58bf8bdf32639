/// What forms print or people stamp behind a name that is no part of it.
enum Titles {
    private static let behindNames = ["㊞", "(印)", "様", "御中"]
    /// Such as 林 殿; but 鵜殿 and 印 are names, or end them.
    private static let behindLongNames = ["殿", "印"]

    /// The name without 様, 殿, 御中 and ㊞ behind it; what would leave nothing stays.
    ///
    /// - Parameter name: without blanks, widths folded.
    static func removed(from name: String) -> String {
        var name = name
        while let title = behindNames.first(where: { name.hasSuffix($0) && name.count > $0.count })
            ?? behindLongNames.first(where: { name.hasSuffix($0) && name.count > $0.count + 1 })
        {
            name.removeLast(title.count)
        }
        return name
    }
}
