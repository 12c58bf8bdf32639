import Foundation
import Glibc
import Paperwork
import Synchronization

/// Where messages go: standard error. Results go to standard output by `print`.
enum Terminal {
    private static let chosen = Mutex<Language?>(nil)

    /// The language of messages: the one chosen on the command line, else the environment's, else English.
    static var language: Language {
        chosen.withLock { $0 } ?? environmentLanguage
    }

    static func choose(_ language: Language?) {
        guard let language else { return }
        chosen.withLock { $0 = language }
    }

    /// `LC_ALL`, `LC_MESSAGES` and `LANG` in the order that POSIX gives them.
    private static var environmentLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.hasPrefix("ja") == true ? .ja : .en
    }

    /// A line with the local time, for those who read what a service did.
    static func log(_ wording: Wording) {
        say("\(moment(Date())) \(wording.said.replacing(/\s*\n\s*/, with: " ").oneLine)")
    }

    /// As in `2026-04-01 09:00:00`.
    ///
    /// - Parameter zone: the site's for what people read of its documents; the machine's own for its log.
    static func moment(_ date: Date, in zone: TimeZone = .current) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: zone).year().month().day()
                .time(includingFractionalSeconds: false))
    }

    /// A line, or several; nothing in it commands the terminal.
    static func say(_ line: String) {
        FileHandle.standardError.write(Data((line.harmless + "\n").utf8))
    }

    /// Says what does not keep the command from its work.
    static func warn(of trouble: Trouble) {
        let word = Wording(ja: "注意", en: "warning").said
        say("tema: \(word): \(trouble.text(in: language))")
    }

    /// Whether standard error is a terminal, so that a line may be drawn over.
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

extension Wording {
    /// In the terminal's language; nothing in it commands the terminal.
    var said: String { text(in: Terminal.language).harmless }
}
