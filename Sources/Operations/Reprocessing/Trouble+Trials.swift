internal import Paperwork

extension Trouble {
    static func unknownBatch(_ id: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "「\(id)」というバッチはありません。", en: "there is no batch '\(id)'"),
            remedy: Wording(ja: "tema status --all で番号を確かめてください。", en: "see tema status --all for the ids"))
    }

    static func unfinished(_ id: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(id) には、処理中か確認待ちの帳票があります。",
                en: "some documents of the batch \(id) are being worked on or wait for a person"),
            remedy: Wording(
                ja: "すべての帳票が終わってから、もう一度実行してください。tema status で確かめられます。",
                en: "run it again once all its documents are settled; tema status shows them"))
    }

    static func replaced(_ id: String, by other: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(id) は、すでに \(other) に置き換えられています。", en: "the batch \(id) was replaced by \(other)"),
            remedy: Wording(ja: "\(other) を指定してください。", en: "name \(other)"))
    }

    static func noTrial(_ id: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "バッチ \(id) に、決定を待つ再処理はありません。", en: "no trial of the batch \(id) waits for a decision"),
            remedy: Wording(
                ja: "tema retry \(id) --under-new-version で始めてください。",
                en: "begin one by tema retry \(id) --under-new-version"))
    }

    static func unsettledTrial(_ id: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "再処理 \(id) には、まだ終わっていない帳票があるか、元のバッチがちょうど書き出されています。",
                en:
                    "some documents of the trial \(id) are not settled, or its original is being exported at this moment"
            ),
            remedy: Wording(
                ja: "確認待ちの帳票を終えてから（なければ 10 秒ほど待って）--accept を実行してください。やめるときは --drop です。",
                en: "settle the documents that wait for a person (where none does, wait 10 seconds), then run --accept "
                    + "again; --drop gives the trial up"))
    }

    static func notKept(_ batch: Batch) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(batch.id) の原本「\(batch.file)」は、もう保管されていません。",
                en: "the original of the batch \(batch.id), \(batch.file), is not kept any more"),
            remedy: Wording(
                ja: "バックアップから戻すか、紙をもう一度スキャンしてください。", en: "restore it from a backup, or scan the paper again"))
    }

    static func changedOriginal(_ batch: Batch) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(batch.id) の保管された原本が、受け付けたときと違います。",
                en: "the kept original of the batch \(batch.id) is not what came in"),
            remedy: Wording(
                ja: "tema verify で確かめ、バックアップから戻してください。", en: "see tema verify, and restore it from a backup"))
    }

    static func stopped(_ id: String, because reason: Wording) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "バッチ \(id) の処理が止まりました: \(reason.ja)", en: "the batch \(id) stopped: \(reason.en)"),
            remedy: Wording(
                ja: "原因を直してから tema retry \(id) を実行してください。ジョブファイルを直したときは tema retry \(id) --drop で取り消し、"
                    + "もう一度 --under-new-version を実行してください。",
                en:
                    "mend the cause, then run tema retry \(id); where the job file was mended, remove it by tema retry \(id) "
                    + "--drop and begin again with --under-new-version"))
    }
}
