package import Paperwork

/// One thing that `tema doctor` looked at.
package struct HealthCheck: Sendable, Hashable {
    /// A failure keeps Tema from working; a warning does not.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case ok
        /// It works, but not for long, or not as meant.
        case warning
        /// It does not work.
        case failure
    }

    /// What was looked at.
    package var subject: Wording
    package var state: State
    /// What was found.
    package var message: Wording
    /// What to do; nil where all is well.
    package var remedy: Wording?

    static func ok(_ subject: Wording, _ message: Wording) -> HealthCheck {
        HealthCheck(subject: subject, state: .ok, message: message, remedy: nil)
    }

    static func warning(_ subject: Wording, _ message: Wording, remedy: Wording) -> HealthCheck {
        HealthCheck(subject: subject, state: .warning, message: message, remedy: remedy)
    }

    static func failure(_ subject: Wording, _ message: Wording, remedy: Wording?) -> HealthCheck {
        HealthCheck(subject: subject, state: .failure, message: message, remedy: remedy)
    }

    static func failure(_ subject: Wording, _ trouble: Trouble) -> HealthCheck {
        failure(subject, trouble.message, remedy: trouble.remedy)
    }
}
