import Paperwork
import Testing

@Suite struct ShownTextTests {
    @Test(arguments: [
        ("申請 2026.pdf", "申請 2026.pdf"), ("a\nb.pdf", "a\\nb.pdf"), ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\u{1B}[31mred\u{1B}[0m", "\\x1b[31mred\\x1b[0m"), ("\u{7}\u{0}\u{7F}", "\\x07\\x00\\x7f"),
        ("\u{9B}2J", "\\x9b2J"), ("gpj.\u{202E}fdp", "gpj.\\u{202e}fdp"), ("a\u{2028}b", "a\\u{2028}b"),
        ("が\u{3099}👨‍👩‍👧", "が\u{3099}👨‍👩‍👧"),
    ])
    func `what commands a terminal or breaks a line is shown by its code`(text: String, shown: String) {
        #expect(text.oneLine == shown)
    }

    @Test func `text of several lines keeps them, and nothing else of the kind`() {
        #expect("a\n\tb\u{1B}[2J\r".harmless == "a\n\tb\\x1b[2J\\r")
    }

    @Test func `bytes that are no UTF-8 are shown by their codes`() {
        #expect(String(escaping: [0x83, 0x65, 0x95, 0x5C, 0x2E, 0x70, 0x0A]) == "\\x83e\\x95\\x5c.p\\n")
    }
}
