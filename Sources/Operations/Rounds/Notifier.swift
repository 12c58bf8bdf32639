internal import Delivery
package import Foundation
package import Paperwork
package import Storage
package import Workflows

/// Tells people what needs one, by mail and webhook: each matter once, and nothing where nothing is wrong.
package struct Notifier: Sendable {
    private let site: Site
    private let store: Store

    package init(_ site: Site, store: Store) {
        self.site = site
        self.store = store
    }

    /// What needs a person now, by a name that stays the same as long as it does.
    ///
    /// - Throws: `Trouble` where the store can't be read.
    package func matters(_ workflows: [Workflow], unmatched: [String] = [], now: Date) throws -> [String: Wording] {
        var matters: [String: Wording] = [:]
        for lane in try store.lanes() where lane.isStopped && !lane.isWaiting {
            matters["stopped \(lane.name)"] = Wording(
                ja: "ロボット \(lane.name) が止まっています。\(lane.reason?.ja ?? "")",
                en: "the robot \(lane.name) is stopped: \(lane.reason?.en ?? "")")
        }
        for entry in try store.entries(.inDoubt) {
            matters["doubt \(entry.document)"] = Wording(
                ja: "\(entry.document) が \(entry.target) に登録されたか分かりません。",
                en: "whether \(entry.document) is in \(entry.target) is not known")
        }
        for warning in try DeadlineWatch(site, store: store).warnings(workflows, now: now) {
            matters["deadline \(warning.batch)"] = warning.wording(in: site.timeZone)
        }
        for name in unmatched {
            matters["unmatched \(name)"] = Wording(
                ja: "\(name) は、どの帳票にも当てはまりません。", en: "\(name) belongs to no document")
        }
        return matters
    }

    /// Tells what is new. What can't be told now is told next time.
    ///
    /// - Returns: how many matters were told.
    /// - Throws: `Trouble` where the mail or the webhook does not work, or the store.
    @discardableResult
    package func tell(_ matters: [String: Wording], language: Language = .ja, now: Date) throws -> Int {
        guard let notify = site.notify else { return 0 }
        let turn = try store.takeNoticeTurn(Set(matters.keys), now: now)
        guard !turn.isEmpty else { return 0 }
        do {
            try tell(matters.filter { turn.contains($0.key) }, by: notify, language)
        } catch {
            try? store.endNoticeTurn(turn, areTold: false)
            throw error
        }
        try store.endNoticeTurn(turn, areTold: true)
        return turn.count
    }

    private func tell(_ new: [String: Wording], by notify: Site.Notify, _ language: Language) throws {
        let lines = new.sorted { $0.key < $1.key }.map { "・" + $0.value.text(in: language).oneLine }
        let text = notify.template.replacing("{count}", with: String(new.count))
            .replacing("{lines}", with: lines.joined(separator: "\n"))
        if let mail = notify.mail {
            let secrets = try mail.credentials.map { try SecretsReader.secrets($0, file: site.secrets) }
            try MailMessage(
                from: mail.from, to: mail.to,
                subject: text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "",
                text: text
            ).send(by: mail.server, user: secrets?["user"], password: secrets?["password"])
        }
        if let hook = notify.webhook { try post(text, to: hook) }
    }

    private func post(_ text: String, to hook: Site.Notify.Webhook) throws {
        var headers = ["Content-Type": "application/json; charset=utf-8"]
        if let name = hook.credentials, let token = try SecretsReader.secrets(name, file: site.secrets)["token"] {
            headers["Authorization"] = "Bearer \(token)"
        }
        let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self).dropFirst().dropLast()
        let body = hook.body.replacing("{text}", with: quoted)
        let answer: HTTPPost.Answer
        do {
            answer = try HTTPPost(url: hook.url, headers: headers, body: Data(body.utf8), patience: 30).send()
        } catch let failure as HTTPPost.Failure {
            throw Self.untold("\(failure)")
        }
        guard (200..<300).contains(answer.status) else { throw Self.untold("HTTP \(answer.status)") }
    }

    private static func untold(_ reason: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "通知できません（\(reason)）。", en: "nobody can be told (\(reason))"),
            remedy: Wording(ja: "サイトファイルの notify を確かめてください。", en: "check 'notify' in the site file"))
    }
}
