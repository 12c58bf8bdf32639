package import Foundation
package import Paperwork

/// What can be wrong with a file of pages.
extension Trouble {
    static func fileCannotBeWritten(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path.oneLine)」に書き込めません。", en: "Cannot write \(url.path.oneLine)."),
            remedy: Wording(
                ja: "フォルダーがあるか、空き容量と書き込みの権限を確かめてください。",
                en: "Check that the folder exists, that the disk has room, and that you may write there."))
    }

    static func fileMissing(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "ファイル「\(url.path.oneLine)」が見つかりません。", en: "There is no file \(url.path.oneLine)."),
            remedy: Wording(ja: "ファイル名と場所を確かめてください。", en: "Check its name and folder."))
    }

    static func folderEmpty(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "フォルダー「\(url.lastPathComponent.oneLine)」にファイルがありません。",
                en: "The folder \(url.lastPathComponent.oneLine) holds no file."),
            remedy: Wording(
                ja: "スキャンしたPDF・TIFF・JPEG・PNGを入れてください。", en: "Put scans into it: PDF, TIFF, JPEG or PNG."))
    }

    static func folderTooDeep(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "フォルダー「\(url.lastPathComponent.oneLine)」の中のフォルダーが深すぎるか、ファイルが多すぎます。",
                en:
                    "The folder \(url.lastPathComponent.oneLine) holds too many files, or folders too deep inside each other."
            ),
            remedy: Wording(ja: "小さなフォルダーに分けて入れてください。", en: "Split it into smaller folders."))
    }

    package static func nameUnreadable(in folder: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "フォルダー「\(folder.lastPathComponent.oneLine)」の中に、文字化けした名前のファイルがあります。",
                en: "The folder \(folder.lastPathComponent.oneLine) holds a file whose name is not valid UTF-8."),
            remedy: Wording(ja: "ファイルの名前を付け直してください。", en: "Rename that file."))
    }

    static func fileIsNotRegular(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path.oneLine)」は通常のファイルではありません。", en: "\(url.path.oneLine) is not a regular file."),
            remedy: Wording(
                ja: "PDF・TIFF・JPEG・PNGのファイルを指定してください。", en: "Name a PDF, TIFF, JPEG or PNG file."))
    }

    static func fileForbidden(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path.oneLine)」を読む権限がありません。", en: "You may not read \(url.path.oneLine)."),
            remedy: Wording(
                ja: "読み取りの権限を付けてもらってください。", en: "Ask its owner for permission to read it."))
    }

    static func fileEmpty(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(url.lastPathComponent.oneLine)」は空（0バイト）です。",
                en: "\(url.lastPathComponent.oneLine) is empty (0 bytes)."),
            remedy: Wording(ja: "もう一度スキャンするか、コピーし直してください。", en: "Scan or copy it again."))
    }

    static func fileUnsupported(_ url: URL, seen: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(url.lastPathComponent.oneLine)」は読める形式ではありません\(seen.isEmpty ? "" : "（中身：\(seen)）")。",
                en: "\(url.lastPathComponent.oneLine) is of a type that Tema does not read"
                    + "\(seen.isEmpty ? "" : " (its content: \(seen))")."),
            remedy: Wording(
                ja: "PDF・TIFF・JPEG・PNGのどれかで保存し直してください。",
                en: "Save it as PDF, TIFF, JPEG or PNG."))
    }

    static func fileBroken(_ url: URL, format: FileFormat) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(format.name)ファイル「\(url.lastPathComponent.oneLine)」は壊れているか、途中で切れています。",
                en: "The \(format.name) file \(url.lastPathComponent.oneLine) is damaged or cut short."),
            remedy: Wording(ja: "もう一度スキャンするか、コピーし直してください。", en: "Scan or copy it again."))
    }

    static func fileLocked(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(url.lastPathComponent.oneLine)」にはパスワードがかかっています。",
                en: "\(url.lastPathComponent.oneLine) is protected with a password."),
            remedy: Wording(
                ja: "パスワードを外して保存し直してください。", en: "Remove the password, save it, and try again."))
    }

    static func noSuchPage(_ number: Int, of count: Int) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "\(number)ページ目はありません（全\(count)ページ）。", en: "There is no page \(number) (of \(count))."))
    }

    static func pageBroken(_ number: Int, because reason: Wording) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(number)ページ目を読めません：\(reason.ja)", en: "Page \(number) cannot be read: \(reason.en)"),
            remedy: Wording(ja: "このページをもう一度スキャンしてください。", en: "Scan this page again."))
    }

    static func pageUnsupported(_ number: Int) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(number)ページ目を読めません：未対応の圧縮形式か画素の形式です。",
                en:
                    "Page \(number) cannot be read: its picture is packed in a way, or has pixels of a kind, that is not supported."
            ),
            remedy: Wording(
                ja: "同じ設定でスキャンし直しても変わりません。スキャナーの保存形式をPDF、またはグレー・白黒のTIFFにしてください。",
                en:
                    "To scan it again in the same way changes nothing: set the scanner to PDF, or to TIFF in grey or black and white."
            ))
    }
}
