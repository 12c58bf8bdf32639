package import Paperwork

/// Something that a watcher did or met, for the log.
package enum InboxEvent: Sendable, Hashable {
    case taken(inbox: String, file: String, batch: String, pages: Int)
    case duplicate(inbox: String, file: String, of: String)
    case refused(inbox: String, file: String, Trouble)
    /// Incomplete and unchanged for long.
    case stuck(inbox: String, file: String, Wording)
    /// Files whose names are not UTF-8, each name with its bytes escaped.
    case unreadableNames(inbox: String, [String])
    /// All of a batch is done that can be; its original lies at `place`, relative to the data folder.
    case settled(batch: String, place: String)
    /// Looking fails; it is tried again, later and later. Told once.
    case trouble(inbox: String, Trouble)
    /// What failed works again.
    case healed(inbox: String)

    /// In one line.
    package var line: Wording {
        switch self {
        case .taken(let inbox, let file, let batch, let pages):
            Wording(
                ja: "\(inbox): 「\(file.oneLine)」をバッチ \(batch) として受け付けました（\(pages)ページ）。",
                en: "\(inbox): \(file.oneLine) came in as batch \(batch) (pages: \(pages))")
        case .duplicate(let inbox, let file, let earlier):
            Wording(
                ja: "\(inbox): 「\(file.oneLine)」はバッチ \(earlier) と同じ内容なので、保留しました。",
                en: "\(inbox): \(file.oneLine) holds the same bytes as batch \(earlier) and was set aside")
        case .refused(let inbox, let file, let trouble):
            Wording(
                ja: "\(inbox): 「\(file.oneLine)」を保留しました。\(trouble.message.ja)",
                en: "\(inbox): \(file.oneLine) was set aside: \(trouble.message.en)")
        case .stuck(let inbox, let file, let reason):
            Wording(
                ja: "\(inbox): 「\(file.oneLine)」はまだ読み取れません。\(reason.ja)",
                en: "\(inbox): \(file.oneLine) can't be taken yet: \(reason.en)")
        case .unreadableNames(let inbox, let names):
            Wording(
                ja: "\(inbox): 名前の読めない（UTF-8 ではない）ファイルが \(names.count) 件あります。名前を付け直してください: "
                    + names.prefix(3).joined(separator: "、"),
                en: "\(inbox): \(names.count.counted("file has an unreadable name", "files have unreadable names")) "
                    + "(not UTF-8); rename them: "
                    + names.prefix(3).joined(separator: ", "))
        case .settled(let batch, let place):
            Wording(
                ja: "バッチ \(batch) の原本を「\(place)」へ移しました。", en: "batch \(batch): its original lies at \(place)")
        case .trouble(let inbox, let trouble):
            Wording(
                ja: "\(inbox): \(trouble.sentence.ja) 自動的に再開します。",
                en: "\(inbox): \(trouble.sentence.en) It goes on by itself.")
        case .healed(let inbox): Wording(ja: "\(inbox): 再開しました。", en: "\(inbox): goes on again")
        }
    }
}
