import Foundation
import JapaneseText
import Paperwork

extension Trouble {
    static func workbookUnreadable(_ url: URL, _ reason: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "表計算ファイル \(url.lastPathComponent) を開けません（\(reason)）。",
                en: "The spreadsheet \(url.lastPathComponent) can't be opened (\(reason))."),
            remedy: Wording(
                ja: "ファイルの場所と読み取りの権限を確認してください。", en: "Check where the file is and that it may be read."))
    }

    static func noWorkbook(_ file: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(file) は Excel 2007 以降の表計算ファイル（XLSX）ではないか、途中で切れています。",
                en: "\(file) is no spreadsheet of Excel 2007 or later (XLSX), or is cut short."),
            remedy: Wording(
                ja: "表計算ソフトで開けるか確かめ、XLSX か CSV で保存し直してください。",
                en: "See whether a spreadsheet program opens it, and save it again as XLSX or CSV."))
    }

    static func workbookLockedOrOld(_ file: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "\(file) はパスワードで保護されているか、Excel 97～2003 の形式（XLS）です。",
                en: "\(file) is locked by a password, or written as Excel 97 to 2003 did (XLS)."),
            remedy: Wording(
                ja: "パスワードを外し、XLSX 形式で保存し直してください。", en: "Save it again as XLSX, without a password."))
    }

    static func workbookDamaged(_ file: String, _ part: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "表計算ファイル \(file) が壊れています（\(part)）。",
                en: "The spreadsheet \(file) is damaged (\(part))."),
            remedy: Wording(
                ja: "元のファイルから写し直すか、表計算ソフトで開いて保存し直してください。",
                en: "Copy it again from where it comes from, or open and save it in a spreadsheet program."))
    }

    static func workbookTooLarge(_ file: String, _ part: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "表計算ファイル \(file) が大きすぎます（\(part)）。",
                en: "The spreadsheet \(file) unpacks to more than is allowed (\(part))."),
            remedy: Wording(
                ja: "使わない列を除くか、CSV で書き出してください。", en: "Leave out columns that are not used, or write it as CSV."))
    }

    static func workbookLacksSheet(_ name: String, among names: [String], file: String) -> Trouble {
        let suggestion = EditDistance.nearest(to: name, among: names)
        return Trouble(
            .definition,
            Wording(
                ja: "表計算ファイル \(file) にシート「\(name)」がありません。"
                    + (suggestion.map { "「\($0)」のことですか。" } ?? ""),
                en: "The spreadsheet \(file) has no sheet '\(name)'"
                    + (suggestion.map { " (did you mean '\($0)'?)." } ?? ".")),
            remedy: Wording(
                ja: "あるシートは \(names.joined(separator: "、")) です。",
                en: "It has the sheets \(names.joined(separator: ", "))."))
    }
}
