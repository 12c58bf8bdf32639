internal import Paperwork
internal import Storage

extension StoreEvent {
    /// What happened, as auditors read it.
    var words: Wording {
        switch kind {
        case .received: Wording(ja: "受け付け", en: "received")
        case .attemptFailed: Wording(ja: "処理の試みが失敗", en: "attempt failed")
        case .pageSetAside: Wording(ja: "ページを保留", en: "page set aside")
        case .split: Wording(ja: "帳票に分けた", en: "sorted into documents")
        case .documentWaits: Wording(ja: "確認待ちになった", en: "document waits")
        case .documentDone: Wording(ja: "帳票が完了", en: "document done")
        case .documentRejected: Wording(ja: "帳票を却下", en: "document rejected")
        case .documentFailed: Wording(ja: "帳票が失敗", en: "document failed")
        case .entryIntended: Wording(ja: "入力の送信", en: "entry sent")
        case .entryDone: Wording(ja: "入力済み", en: "entered")
        case .entryRefused: Wording(ja: "相手が受付拒否", en: "refused by the other system")
        case .entryInDoubt: Wording(ja: "入力されたか不明", en: "entry in doubt")
        case .entryAbsent: Wording(ja: "入力されていないと確認", en: "found not entered")
        case .exported: Wording(ja: "書き出し", en: "exported")
        case .finished: Wording(ja: "バッチが完了", en: "batch finished")
        case .batchFailed: Wording(ja: "バッチが失敗", en: "batch failed")
        case .retried: Wording(ja: "もう一度処理に回した", en: "queued again")
        case .reprocessingBegun: Wording(ja: "再処理を開始", en: "reprocessing begun")
        case .reprocessingAccepted: Wording(ja: "再処理を採用", en: "reprocessing accepted")
        case .reprocessingDropped: Wording(ja: "再処理を取り消し", en: "reprocessing dropped")
        case .batchOpened: Wording(ja: "バッチの記録を開始", en: "batch's chain opened")
        case .pagesPurged: Wording(ja: "ページ画像を削除", en: "pages purged")
        case .auditPurged: Wording(ja: "古い記録を削除", en: "audit entries purged")
        case .backedUp: Wording(ja: "バックアップ", en: "backed up")
        case .restored: Wording(ja: "復元", en: "restored")
        case .accountAdded: Wording(ja: "利用者を追加", en: "account added")
        case .accountChanged: Wording(ja: "利用者を変更", en: "account changed")
        case .passwordSet: Wording(ja: "パスワードを設定", en: "password set")
        case .tokenMade: Wording(ja: "トークンを発行", en: "token made")
        case .signedIn: Wording(ja: "サインイン", en: "signed in")
        case .signedOut: Wording(ja: "サインアウト", en: "signed out")
        case .signInRefused: Wording(ja: "サインインを拒否", en: "sign-in refused")
        case .uploaded: Wording(ja: "画面からファイルを投入", en: "file dropped in the browser")
        case .setAsideAnswered: Wording(ja: "保留のページを処理", en: "set-aside page answered")
        case .accessRefused: Wording(ja: "アクセスを拒否", en: "access refused")
        case .documentSeen: Wording(ja: "帳票を開いた", en: "document opened")
        case .fieldSettled: Wording(ja: "項目を確定", en: "field settled")
        case .reviewUndone: Wording(ja: "確定を取り消し", en: "settling taken back")
        case .templateSaved: Wording(ja: "様式を変更", en: "template changed")
        case .serviceStarted: Wording(ja: "サービス開始", en: "service started")
        case .serviceStopped: Wording(ja: "サービス停止", en: "service stopped")
        }
    }
}
