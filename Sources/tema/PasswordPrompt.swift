import Foundation
import Glibc
import Paperwork

/// Asks for a new password.
enum PasswordPrompt {
    /// A new password: one line of standard input, or typed twice on the terminal, which does not show it.
    ///
    /// - throws: `Trouble` where there is none, or the two differ.
    static func read(_ fromInput: Bool) throws -> String {
        if fromInput {
            guard let line = readLine(), !line.isEmpty else {
                throw Trouble(
                    .file, Wording(ja: "標準入力にパスワードがありません。", en: "there is no password on standard input"),
                    remedy: Wording(ja: "1行目にパスワードを渡してください。", en: "give it as the first line"))
            }
            return line
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Trouble(
                .file,
                Wording(
                    ja: "端末がないため、パスワードを尋ねられません。", en: "there is no terminal on which to ask for a password"),
                remedy: Wording(
                    ja: "--password-stdin を付けて、標準入力で渡してください。", en: "give it on standard input with --password-stdin"))
        }
        let first = try ask(Wording(ja: "新しいパスワード: ", en: "New password: "))
        let again = try ask(Wording(ja: "もう一度: ", en: "Once more: "))
        guard first == again else {
            throw Trouble(
                .content, Wording(ja: "2つの入力が異なります。", en: "the two are not the same"),
                remedy: Wording(ja: "もう一度実行してください。", en: "run the command again"))
        }
        return first
    }

    /// Neither the text is shown nor does a key end the program before the terminal is as it was.
    private static func ask(_ question: Wording) throws -> String {
        Terminal.write(question.said)
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { throw cancelled }
        var quiet = settings
        quiet.c_lflag &= ~tcflag_t(ECHO | ISIG)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0 else { throw cancelled }
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Terminal.write("\n")
        }
        // Ctrl-C is a character here.
        guard let line = readLine(), !line.contains("\u{3}") else { throw cancelled }
        return line
    }

    private static var cancelled: Trouble {
        Trouble(
            .file, Wording(ja: "パスワードの入力が中止されました。", en: "no password was given"),
            remedy: Wording(ja: "もう一度実行してください。", en: "run the command again"))
    }
}
