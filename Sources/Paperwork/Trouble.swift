/// Why something can't be done, in the user's words, with what to do about it.
package struct Trouble: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which kind, so that a caller can choose an exit status.
    package enum Kind: String, Hashable, Sendable {
        /// A file that was given can't be read, or an output can't be written.
        case file
        /// A mistake in a job file, template or site file.
        case definition
        /// Something that Tema needs is not installed on this machine.
        case installation
        /// The store or a register does not answer as it should.
        case store
        /// What the documents hold can't go where it should: trying again changes nothing.
        case content
    }

    package var kind: Kind
    /// What is wrong.
    package var message: Wording
    /// What to do.
    package var remedy: Wording?
    /// It goes away without Tema: the store is out of reach, in use, or its disk is full. Nothing was changed halfway;
    /// the same call may succeed later.
    package var isPassing: Bool

    package init(_ kind: Kind, _ message: Wording, remedy: Wording? = nil, isPassing: Bool = false) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
        self.isPassing = isPassing
    }

    package var description: String { text(in: .en) }

    /// What is wrong, and on a second line what to do.
    package func text(in language: Language) -> String {
        let message = message.text(in: language)
        return remedy.map { "\(message)\n  → \($0.text(in: language))" } ?? message
    }

    /// What is wrong and what to do, in one line.
    package var sentence: Wording {
        guard let remedy else { return message }
        let joint = message.en.hasSuffix(".") ? " " : "; "
        let end = remedy.en.hasSuffix(".") ? "" : "."
        return Wording(ja: message.ja + remedy.ja, en: message.en + joint + remedy.en + end)
    }
}

extension Wording {
    /// What a log says of an error.
    package init(_ error: any Error) {
        self = (error as? Trouble)?.sentence ?? Wording(ja: "\(error)", en: "\(error)")
    }
}
