internal import Foundation
internal import GRDB
package import Paperwork

extension Trouble {
    /// The database's content is not what the program expects. `detail` names no value that a form holds.
    package static func unexpectedData(_ detail: String) -> Trouble {
        Trouble(
            .store,
            Wording(ja: "データベースの内容が想定と異なります(\(detail))。", en: "The database is not as expected: \(detail)."),
            remedy: Wording(
                ja: "Tema の版とデータベースが合っているかご確認ください。合っている場合は、バックアップから復元してください。",
                en: "Check that this version of Tema fits the database; if it does, restore it from a backup."))
    }

    /// What SQLite says, as a sentence with a remedy. Bound values are left out: they are what people wrote on forms.
    static func sqlite(_ error: DatabaseError, at path: String) -> Trouble {
        sqlite(code: error.resultCode.rawValue, detail: error.message ?? error.resultCode.description, at: path)
    }

    static func sqlite(code: Int32, detail: String, at path: String) -> Trouble {
        switch ResultCode(rawValue: code) {
        case .SQLITE_FULL:
            Trouble(
                .store,
                Wording(
                    ja: "ディスクの空き容量がないため、\(path) に書き込めません。", en: "The disk is full: \(path) can't be written."),
                remedy: Wording(
                    ja: "空き容量を作ってから、もう一度実行してください。書きかけの内容は取り消され、失われたものはありません。",
                    en: "Free some space and run the command again. What was half written is undone; nothing is lost."),
                isPassing: true)
        case .SQLITE_IOERR:
            Trouble(
                .store,
                Wording(
                    ja: "\(path) の読み書き中にディスクのエラーが起きました(\(detail))。",
                    en: "Reading or writing \(path) failed on the disk: \(detail)."),
                remedy: Wording(
                    ja: "ディスクの空き容量と接続をご確認のうえ、もう一度実行してください。",
                    en: "Check the disk's free space and its connection, then run the command again."), isPassing: true)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
            Trouble(
                .file,
                Wording(
                    ja: "\(path) を開けないか、書き込む権限がありません(\(detail))。",
                    en: "\(path) can't be opened or may not be written: \(detail)."),
                remedy: Wording(
                    ja: "フォルダーがあること、Tema を動かす利用者に読み書きの権限があることをご確認ください。",
                    en: "Check that its folder exists and that the user who runs Tema may read and write there."))
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            Trouble(
                .store,
                Wording(
                    ja: "\(path) をほかのプログラムが使っているため、30秒待っても使えませんでした。",
                    en: "\(path) is in use by another program, and did not become free within 30 seconds."),
                remedy: Wording(
                    ja: "ほかのプログラムが終わるのを待って、もう一度実行してください。",
                    en: "Wait until the other program is done, then run the command again."), isPassing: true)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            Trouble(
                .store,
                Wording(
                    ja: "\(path) は壊れているか、SQLite のデータベースではありません(\(detail))。",
                    en: "\(path) is damaged or is no SQLite database: \(detail)."),
                remedy: Wording(
                    ja: "ファイルの指定をご確認ください。正しい場合は、バックアップから復元してください。",
                    en: "Check which file is meant; if it is this one, restore it from a backup."))
        default:
            Trouble(
                .store,
                Wording(
                    ja: "データベース \(path) がエラーを返しました(\(detail))。",
                    en: "The database \(path) answered with an error: \(detail)."),
                remedy: Wording(
                    ja: "もう一度実行しても続く場合は、この文を添えて管理者にご連絡ください。",
                    en: "If it happens again, show this message to the administrator."))
        }
    }
}
