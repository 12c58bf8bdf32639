/// Text that others chose, as in a file's name, made fit for a terminal, a log or a note.
extension StringProtocol {
    /// On one line and without anything that commands a terminal: control characters, line and paragraph separators and
    /// marks that turn the direction of text are shown as `\n`, `\x1b`, `\u{202e}` and the like.
    package var oneLine: String { shown { _ in false } }

    /// As `oneLine`, but for line feeds and tabs, which stay: for text of several lines.
    package var harmless: String { shown { $0 == "\n" || $0 == "\t" } }

    private func shown(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: { $0.isCommand && !isKept($0) }) else { return String(self) }
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isCommand, !isKept(scalar) {
                text += scalar.escaped
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension String {
    /// Bytes that are no UTF-8, each that is no printable ASCII, or is a backslash, as `\x8f`.
    package init(escaping bytes: some Sequence<UInt8>) {
        self = bytes.map { byte in
            let scalar = Unicode.Scalar(byte)
            return (0x20..<0x7F).contains(byte) && byte != 0x5C ? String(Character(scalar)) : scalar.escaped
        }.joined()
    }
}

extension Unicode.Scalar {
    /// Control characters (C0, DEL, C1), line and paragraph separator, and the bidirectional controls of UAX #9.
    fileprivate var isCommand: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    fileprivate var escaped: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            if value < 0x100 {
                "\\x" + (value < 0x10 ? "0" : "") + String(value, radix: 16)
            } else {
                "\\u{" + String(value, radix: 16) + "}"
            }
        }
    }
}
