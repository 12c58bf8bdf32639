import Foundation
import Paperwork

/// Reads who is told of what needs a person.
struct NotifyReader {
    let file: DefinitionFile

    func notify(_ section: Section) -> Site.Notify {
        var notify = Site.Notify(template: section.text("template") ?? Site.Notify.standardTemplate)
        if let mail = section.section("mail", SiteKeys.mail), let server = url("server", mail, ["smtp", "smtps"]),
            let from = mail.text("from")
        {
            notify.mail = Site.Notify.Mail(
                server: server, from: from, to: mail.texts("to").map(\.text), credentials: credentials(mail))
        }
        if let hook = section.section("webhook", SiteKeys.webhook), let url = url("url", hook, ["http", "https"]) {
            notify.webhook = Site.Notify.Webhook(
                url: url, credentials: credentials(hook), body: hook.text("body") ?? #"{"text": "{text}"}"#)
        }
        return notify
    }

    private func credentials(_ section: Section) -> String? {
        section["credentials"].flatMap { file.identifier($0, "credentials") }
    }

    private func url(_ key: String, _ section: Section, _ schemes: [String]) -> URL? {
        guard let node = section[key], let text = file.text(node, key) else { return nil }
        if let url = URL(string: text), schemes.contains(url.scheme ?? ""), url.host != nil { return url }
        let wanted = schemes.map { "\($0)://" }
        file.report(
            ja: "「\(key)」には \(wanted.joined(separator: " か ")) で始まる場所を書きます",
            en: "'\(key)' must begin with \(wanted.joined(separator: " or "))", at: node)
        return nil
    }
}
