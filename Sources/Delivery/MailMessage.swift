package import Foundation
package import Paperwork

/// A message of plain text, by SMTP (RFC 5321).
package struct MailMessage: Sendable {
    package var from: String
    package var to: [String]
    package var subject: String
    package var text: String

    package init(from: String, to: [String], subject: String, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
    }

    /// Blocks the calling thread until the server took it. `smtp://` is encrypted where the server can.
    ///
    /// - Throws: `Trouble` of kind `file` where it is not taken.
    package func send(by server: URL, user: String?, password: String?) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(content.utf8), attributes: [.posixPermissions: 0o600])
        else { throw unsent("\(file.path)") }
        var curl = Curl()
        curl.set("url", server.absoluteString)
        curl.set("proto", "=smtp,smtps")
        curl.set("max-time", "60")
        curl.set("mail-from", from)
        for address in to { curl.set("mail-rcpt", address) }
        if let user { curl.set("user", "\(user):\(password ?? "")") }
        curl.set("upload-file", file.path)
        let end = try curl.run()
        guard end.status == 0 else { throw unsent(end.messages) }
    }

    /// RFC 5322, with a header in RFC 2047's words and a body in base64, so that no server changes a letter.
    var content: String {
        let date = Date().formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                    \(second: .twoDigits) +0000
                    """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
                calendar: Calendar(identifier: .gregorian)))
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        return [
            "Date: \(date)", "From: <\(from)>", "To: \(to.map { "<\($0)>" }.joined(separator: ", "))",
            "Subject: \(Self.words(subject))", "Message-ID: <\(UUID().uuidString)@tema>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            body, "",
        ].joined(separator: "\r\n")
    }

    /// Encoded words of at most 75 characters: 45 bytes of text each.
    private static func words(_ text: String) -> String {
        var (words, piece) = ([String](), "")
        for character in text where character != "\r" && character != "\n" {
            if (piece + String(character)).utf8.count > 42 {
                words.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        words.append(piece)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private func unsent(_ reason: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "メールを送れません（\(reason)）。", en: "the mail can't be sent (\(reason))"),
            remedy: Wording(ja: "サイトファイルの notify の mail を確かめてください。", en: "check 'mail' under 'notify' in the site file")
        )
    }
}
