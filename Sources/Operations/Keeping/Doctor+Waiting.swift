internal import Foundation
package import Paperwork
internal import Storage
internal import Workflows

extension Doctor {
    /// Documents that wait for a person, how long they do, and how long they may. Nil where there is no store to ask.
    func waiting() -> HealthCheck? {
        let subject = Wording(ja: "確認待ち", en: "waiting documents")
        guard let store = try? Store.existing(dataFolder), let open = try? store.openDocuments() else { return nil }
        let count = open.reduce(0) { $0 + $1.waiting }
        let oldest = open.filter { $0.waiting > 0 }.map(\.received).min()
        guard let oldest else { return .ok(subject, Wording(ja: "ありません", en: "none")) }
        let days = Int(now.timeIntervalSince(oldest) / 86_400)
        let message = Wording(
            ja: "\(count) 件、もっとも古いものは \(days) 日前に受け付けました",
            en: "\(count), of which the oldest came in \(days.counted("day")) ago")
        guard let limit = site.keep.waitingDays, days >= limit else { return .ok(subject, message) }
        return .warning(
            subject, message,
            remedy: Wording(
                ja: "サイトファイルの keep: waiting（\(limit) 日）を過ぎています。tema status で確かめ、確認を済ませてください。消すことはありません。",
                en:
                    "that is beyond keep: waiting in the site file (\(limit.counted("day"))): tema status names them; have them "
                    + "looked at. Nothing of them is removed"))
    }

    /// Whether the site file says how long things are kept.
    func keeping() -> HealthCheck {
        let subject = Wording(ja: "保存期間", en: "how long things are kept")
        guard site.keep.isUnset else { return .ok(subject, Wording(ja: "サイトファイルのとおりです", en: "as the site file says")) }
        return .ok(subject, .keepsAll)
    }
}

extension Wording {
    /// What it means that the site file says nothing of how long things are kept.
    package static let keepsAll = Wording(
        ja: "サイトファイルに keep: がないため、何も消しません（例: keep: {pages: 90 days, audit: 10 years, waiting: 30 days}）",
        en: "the site file has no keep:, so nothing is ever removed "
            + "(as in keep: {pages: 90 days, audit: 10 years, waiting: 30 days})")
}
