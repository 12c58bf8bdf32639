internal import Paperwork

extension BrowserFailure {
    static func wording(_ code: Code, subject: String) -> (message: Wording, remedy: Wording?) {
        words(code, subject: subject)
            ?? (
                Wording(
                    ja: "ブラウザーの操作に失敗しました(\(code.rawValue))。",
                    en: "the browser could not do what was asked: \(code.rawValue)"),
                nil
            )
    }

    private static func words(_ code: Code, subject: String) -> (Wording, Wording?)? {
        switch code {
        case .notInstalled, .driverGone, .noAnswer, .sessionNotCreated, .invalidSessionID:
            aboutTheBrowser(code, subject: subject)
        case .timeout, .scriptTimeout, .javaScriptError, .unexpectedAnswer, .cancelled, .insecureCertificate,
            .unexpectedAlertOpen, .noSuchAlert:
            aboutThePage(code, subject: subject)
        default: aboutAnElement(code, subject: subject)
        }
    }

    private static func aboutTheBrowser(_ code: Code, subject: String) -> (Wording, Wording?)? {
        let install = Wording(
            ja: "sudo apt-get install chromium chromium-driver を実行してください。",
            en: "sudo apt-get install chromium chromium-driver")
        switch code {
        case .notInstalled:
            return (
                Wording(ja: "\(subject) がこのコンピューターにありません。", en: "\(subject) is not installed on this machine"), install
            )
        case .driverGone:
            return (
                Wording(ja: "ブラウザーを動かすプログラム(\(subject))が終了しました。", en: "the browser's driver (\(subject)) has ended"),
                Wording(
                    ja: "メモリの空きを確かめて、もう一度実行してください。繰り返すときは \(install.ja)",
                    en:
                        "see whether the machine has enough memory, then try again; where it happens again, \(install.en)"
                )
            )
        case .noAnswer:
            return (
                Wording(ja: "ブラウザーを動かすプログラムが時間内に応答しません。", en: "the browser's driver does not answer in time"),
                Wording(ja: "コンピューターの負荷を確かめて、もう一度実行してください。", en: "see what keeps the machine busy, then try again")
            )
        case .sessionNotCreated:
            return (
                Wording(ja: "ブラウザー(\(subject))を起動できません。", en: "the browser (\(subject)) does not start"),
                Wording(
                    ja: "chromium と chromium-driver の版をそろえてください: sudo apt-get install chromium chromium-driver。"
                        + "管理者(root)以外で動かすときは chromium-sandbox も必要です。",
                    en: "bring chromium and chromium-driver to the same version: \(install.en); "
                        + "for anyone but root, chromium-sandbox too")
            )
        default:
            return (
                Wording(ja: "ブラウザーは閉じられたか、異常終了しました。", en: "the browser was closed, or has crashed"),
                Wording(ja: "もう一度実行してください。", en: "try again")
            )
        }
    }

    private static func aboutThePage(_ code: Code, subject: String) -> (Wording, Wording?)? {
        let ready = Wording(
            ja: "サーバーが動いていることと、画面の内容をご確認ください。", en: "see whether the server runs, and what the page shows")
        switch code {
        case .timeout:
            return (Wording(ja: "待ちましたが、来ませんでした: \(subject)", en: "waited in vain for \(subject)"), ready)
        case .scriptTimeout:
            return (Wording(ja: "スクリプトが時間内に終わりません: \(subject)", en: "a script did not end in time: \(subject)"), ready)
        case .javaScriptError:
            return (Wording(ja: "スクリプトが失敗しました: \(subject)", en: "a script failed: \(subject)"), nil)
        case .unexpectedAnswer:
            return (
                Wording(
                    ja: "答えの形が違います: \(subject)", en: "the answer is not of the kind that was asked for: \(subject)"),
                nil
            )
        case .cancelled: return (Wording(ja: "中止されました。", en: "it was cancelled"), nil)
        case .insecureCertificate:
            return (
                Wording(ja: "サーバーの証明書を確認できません。", en: "the server's certificate can't be trusted"),
                Wording(
                    ja: "証明書を発行した認証局を、このコンピューターに登録してください。",
                    en: "install the certificate of its authority on this machine")
            )
        case .unexpectedAlertOpen:
            return (
                Wording(ja: "画面に確認のメッセージが開いています。", en: "a message box stands open on the page"),
                Wording(ja: "メッセージに答えてから、続けてください。", en: "answer it, then go on")
            )
        default: return (Wording(ja: "確認のメッセージは開いていません。", en: "no message box is open"), nil)
        }
    }

    private static func aboutAnElement(_ code: Code, subject: String) -> (Wording, Wording?)? {
        let changed = Wording(
            ja: "画面が変わっていないか、指定が正しいかをご確認ください。",
            en: "see whether the page has changed, and whether the selector is right")
        switch code {
        case .noSuchElement:
            return (Wording(ja: "画面に \(subject) がありません。", en: "there is no \(subject) on the page"), changed)
        case .staleElementReference:
            return (Wording(ja: "\(subject) はもう画面にありません。", en: "\(subject) is no longer on the page"), changed)
        case .elementNotInteractable, .invalidElementState:
            return (Wording(ja: "\(subject) は操作できません。", en: "\(subject) can't be used as it is"), changed)
        case .elementClickIntercepted:
            return (Wording(ja: "\(subject) は別のものに隠れています。", en: "something else lies over \(subject)"), changed)
        case .invalidSelector:
            return (Wording(ja: "指定 \(subject) の書き方が違います。", en: "the selector \(subject) is not well formed"), nil)
        case .noSuchFrame, .noSuchWindow:
            return (Wording(ja: "\(subject) がありません。", en: "there is no \(subject)"), changed)
        case .noSuchCookie:
            return (Wording(ja: "クッキー \(subject) がありません。", en: "there is no cookie \(subject)"), nil)
        default: return nil
        }
    }
}
