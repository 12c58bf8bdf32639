import Foundation
import Paperwork

/// What the system says when a file can't be written, in words for a clerk.
enum FileTrouble {
    /// - parameter code: an `errno`.
    static func trouble(_ code: Int32, writing path: String) -> Trouble {
        let path = path.oneLine
        let failed = Wording(ja: "「\(path)」に書き込めません", en: "cannot write '\(path)'")
        let (reason, remedy) = explanation(code)
        return Trouble(
            .file, Wording(ja: "\(failed.ja): \(reason.ja)", en: "\(failed.en): \(reason.en)"), remedy: remedy,
            isPassing: code == ENOSPC || code == EDQUOT)
    }

    private static func explanation(_ code: Int32) -> (reason: Wording, remedy: Wording) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG:
            (
                Wording(ja: "ディスクの空きがありません", en: "there is no room left on the disk"),
                Wording(ja: "不要なファイルを消してから、もう一度実行してください", en: "make room, then run it again")
            )
        case ENOENT, ENOTDIR:
            (
                Wording(ja: "フォルダーがありません", en: "the folder is not there"),
                Wording(ja: "フォルダーを作ってから、もう一度実行してください", en: "make the folder, then run it again")
            )
        case EACCES, EPERM, EROFS:
            (
                Wording(ja: "書き込みの権限がありません", en: "permission denied"),
                Wording(ja: "フォルダーの権限を確かめてください", en: "check the folder's permissions")
            )
        case EEXIST:
            (
                Wording(ja: "通常のファイルではありません", en: "it is not a regular file"),
                Wording(ja: "別の名前で書き出してください", en: "write under another name")
            )
        case EISDIR, ENOTEMPTY:
            (
                Wording(ja: "同じ名前のフォルダーがあります", en: "a folder has that name"),
                Wording(ja: "そのフォルダーの名前を変えるか、別の名前で書き出してください", en: "rename the folder, or write under another name")
            )
        case ENAMETOOLONG:
            (
                Wording(ja: "ファイル名が長すぎます", en: "the name is too long"),
                Wording(ja: "短い名前にしてください", en: "choose a shorter name")
            )
        default:
            (
                Wording(verbatim: String(cString: strerror(code))),
                Wording(ja: "ディスクやネットワークの状態を確かめてください", en: "check the disk or the network share")
            )
        }
    }
}
