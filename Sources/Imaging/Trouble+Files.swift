internal import Foundation
internal import Paperwork

/// What can be wrong with a file of pages.
extension Trouble {
    static func fileCannotBeWritten(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path)」に書き込めません。", en: "Cannot write \(url.path)."),
            remedy: Wording(
                ja: "フォルダーがあるか、空き容量と書き込みの権限を確かめてください。",
                en: "Check that the folder exists, that the disk has room, and that you may write there."))
    }

    static func fileMissing(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "ファイル「\(url.path)」が見つかりません。", en: "There is no file \(url.path)."),
            remedy: Wording(ja: "ファイル名と場所を確かめてください。", en: "Check its name and folder."))
    }

    static func fileIsFolder(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path)」はフォルダーです。", en: "\(url.path) is a folder."),
            remedy: Wording(
                ja: "中のPDF・TIFF・JPEG・PNGファイルを1つ指定してください。",
                en: "Name one PDF, TIFF, JPEG or PNG file inside it."))
    }

    static func fileIsNotRegular(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path)」は通常のファイルではありません。", en: "\(url.path) is not a regular file."),
            remedy: Wording(
                ja: "PDF・TIFF・JPEG・PNGのファイルを指定してください。", en: "Name a PDF, TIFF, JPEG or PNG file."))
    }

    static func fileForbidden(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.path)」を読む権限がありません。", en: "You may not read \(url.path)."),
            remedy: Wording(
                ja: "読み取りの権限を付けてもらってください。", en: "Ask its owner for permission to read it."))
    }

    static func fileEmpty(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(url.lastPathComponent)」は空（0バイト）です。", en: "\(url.lastPathComponent) is empty (0 bytes)."),
            remedy: Wording(ja: "もう一度スキャンするか、コピーし直してください。", en: "Scan or copy it again."))
    }

    static func fileUnsupported(_ url: URL, seen: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(url.lastPathComponent)」は読める形式ではありません（中身：\(seen)）。",
                en: "\(url.lastPathComponent) is of a type that Tema does not read (its content: \(seen))."),
            remedy: Wording(
                ja: "PDF・TIFF・JPEG・PNGのどれかで保存し直してください。",
                en: "Save it as PDF, TIFF, JPEG or PNG."))
    }

    static func fileBroken(_ url: URL, format: FileFormat) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(format.name)ファイル「\(url.lastPathComponent)」は壊れているか、途中で切れています。",
                en: "The \(format.name) file \(url.lastPathComponent) is damaged or cut short."),
            remedy: Wording(ja: "もう一度スキャンするか、コピーし直してください。", en: "Scan or copy it again."))
    }

    static func fileLocked(_ url: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "「\(url.lastPathComponent)」にはパスワードがかかっています。",
                en: "\(url.lastPathComponent) is protected with a password."),
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
}
