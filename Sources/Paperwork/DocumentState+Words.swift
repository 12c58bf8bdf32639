/// How states and page counts are called, everywhere that people read of them.
extension DocumentState {
    package var wording: Wording {
        switch self {
        case .queued: Wording(ja: "待機中", en: "queued")
        case .working: Wording(ja: "処理中", en: "working")
        case .review: Wording(ja: "確認待ち", en: "waiting for review")
        case .done: Wording(ja: "完了", en: "done")
        case .rejected: Wording(ja: "却下", en: "rejected")
        case .failed: Wording(ja: "失敗", en: "failed")
        case .inDoubt: Wording(ja: "要判断", en: "in doubt")
        }
    }

    /// How many documents are in each state, in the states' order, as in "3 done, 1 failed"; those without any are left out.
    package static func wording(of counts: [DocumentState: Int]) -> Wording {
        let parts = allCases.compactMap { state -> Wording? in
            guard let count = counts[state], count > 0 else { return nil }
            return Wording(ja: "\(state.wording.ja) \(count)件", en: "\(count) \(state.wording.en)")
        }
        return Wording(
            ja: parts.map(\.ja).joined(separator: "、"), en: parts.map(\.en).joined(separator: ", "))
    }
}

extension PageCount {
    /// The page law with its figures.
    package var wording: Wording {
        let waiting =
            waiting > 0 ? Wording(ja: " + 未処理 \(waiting)", en: " + \(waiting) to do") : Wording(ja: "", en: "")
        return Wording(
            ja: "ページ: 読み込み \(scanned) = 帳票 \(inDocuments) + 白紙 \(blank) + 保留 \(setAside)" + waiting.ja,
            en: "pages: \(scanned) scanned = \(inDocuments) in documents + \(blank) blank + \(setAside) set aside"
                + waiting.en)
    }
}
