package import Foundation

/// How records are entered into another system, as a script beside the job file says.
package struct RobotScript: Sendable, Hashable {
    /// The other system's id: one lane, one session, for each.
    package var id: String
    package var title: String
    /// What `open` is relative to.
    package var address: URL
    /// The entry of the secrets file; nil where the system asks for none.
    package var credentials: String?
    /// Seconds from one entry to the next, at least.
    package var pace: Double
    /// When the system is open, in minutes of the local day; nil for always.
    package var hours: ClosedRange<Int>?
    /// Seconds until a technical failure is tried again.
    package var retry: Double
    /// Seconds that a page may take to show what is waited for.
    package var patience: Double
    /// Seconds that a request which was sent may take to show up in the system: what is not found sooner may come still.
    package var settling: Double
    package var login: [RobotStep]
    /// What the page shows once the system has forgotten the session.
    package var signedOut: RobotPlace?
    package var blocks: [String: [RobotStep]]
    package var steps: [RobotStep]
    package var verify: RobotVerification?
    package var file: URL
    package var sha256: String
}

/// Looking for a record in the other system.
package struct RobotVerification: Sendable, Hashable {
    package var steps: [RobotStep]
    /// What is shown where the record is there.
    package var found: RobotPlace
    /// What is shown where it is not.
    package var absent: RobotPlace
    /// Read where it is found, by field.
    package var keep: [RobotKeep]
}

/// An element of a page, as a person would say which.
package struct RobotPlace: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A label, a button, a link, the cell beside, or a text, in this order.
        case any
        /// A control by what labels it.
        case label
        case button
        case link
        /// By its ARIA role; `name` says which of several.
        case role
        /// The control, or the text, beside the cell of a table that says this.
        case cell
        /// The innermost element that holds this text.
        case text
        case css
    }

    package var kind: Kind
    package var value: RobotText
    /// With `role`.
    package var name: RobotText?
    /// Which of the controls of a cell, from 1; nil where there is one.
    package var part: Int?

    package init(kind: Kind, value: RobotText, name: RobotText? = nil, part: Int? = nil) {
        self.kind = kind
        self.value = value
        self.name = name
        self.part = part
    }
}

/// A text in which `{field}` stands for a field's value, `{table.column}` for a column of the row at hand and
/// `{secret.name}` for a credential.
package struct RobotText: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case plain(String)
        case field(String)
        case column(table: String, column: String)
        case secret(String)
    }

    package var parts: [Part]
    /// As it is written.
    package var source: String

    package var isSecret: Bool { parts.contains { if case .secret = $0 { true } else { false } } }
}

/// A value that is read off a page into a field of the document.
package struct RobotKeep: Sendable, Hashable {
    package var field: String
    package var place: RobotPlace
}

/// What tells whether the request of a step that commits was taken.
package struct RobotCommit: Sendable, Hashable {
    /// What is shown where the record was taken.
    package var done: RobotPlace
    /// What is shown where it was not; its text is the reason.
    package var refused: RobotPlace?
    /// A part of the request's address, where it is no form that is sent.
    package var request: String?
    package var keep: [RobotKeep]
}

/// One thing that is done on a page.
package struct RobotStep: Sendable, Hashable {
    package indirect enum Action: Sendable, Hashable {
        case open(RobotText)
        case type(into: RobotPlace, text: RobotText)
        case choose(from: RobotPlace, option: RobotText)
        case tick(RobotPlace, isOn: Bool)
        case click(RobotPlace)
        /// Answers a message box with OK, where it says this.
        case accept(RobotText?)
        case dismiss
        case waitFor(RobotPlace)
        case expect(at: RobotPlace, text: RobotText?)
        case keep([RobotKeep])
        case upload(into: RobotPlace, file: RobotText)
        case download(RobotPlace, name: RobotText)
        /// By a condition over the document's fields.
        case when(that: String, then: [RobotStep], otherwise: [RobotStep])
        /// By what the page shows.
        case whenShown(RobotPlace, then: [RobotStep], otherwise: [RobotStep])
        case forEachRow(table: String, steps: [RobotStep])
        case use(String)
        /// Goes into a frame of the page; out of all where none is named.
        case frame(RobotPlace?)
    }

    package var action: Action
    package var commit: RobotCommit?
    /// Its line in the script, from 1.
    package var line: Int
}

extension RobotScript {
    /// All steps, those of blocks and conditions included.
    package var everyStep: [RobotStep] {
        ([login, steps, verify?.steps ?? []] + blocks.values).flatMap { $0.flatMap(\.withInner) }
    }

    /// The conditions over the document's fields that it asks.
    package var conditions: [String] {
        everyStep.compactMap { if case .when(let that, _, _) = $0.action { that } else { nil } }
    }

    /// The fields that it reads back.
    package var keptFields: [String] {
        var names: [String] = []
        for keep in everyStep.flatMap(\.kept) + (verify?.keep ?? []) where !names.contains(keep.field) {
            names.append(keep.field)
        }
        return names
    }
}

extension RobotStep {
    package var withInner: [RobotStep] {
        switch action {
        case .when(_, let then, let otherwise), .whenShown(_, let then, let otherwise):
            [self] + (then + otherwise).flatMap(\.withInner)
        case .forEachRow(_, let steps): [self] + steps.flatMap(\.withInner)
        default: [self]
        }
    }

    var kept: [RobotKeep] {
        var all = commit?.keep ?? []
        if case .keep(let kept) = action { all += kept }
        return all
    }
}
