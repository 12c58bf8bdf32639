internal import CLeptonica
internal import CPoppler

/// What the C libraries would write to standard error by themselves; `Trouble` says it in the user's words instead.
enum LibraryChatter {
    static func silence() { _ = silenced }

    private static let silenced: Void = {
        setMsgSeverity(Int32(L_SEVERITY_NONE))
        CLeptonica_silenceTIFF()
        for domain in ["Poppler", "GLib", "GLib-GObject"] {
            g_log_set_handler(domain, everyLevel, { _, _, _, _ in }, nil)
        }
    }()

    /// Warnings, messages, info and debugging lines; errors and failed preconditions still speak.
    private static let everyLevel = GLogLevelFlags(
        rawValue: G_LOG_LEVEL_WARNING.rawValue | G_LOG_LEVEL_MESSAGE.rawValue | G_LOG_LEVEL_INFO.rawValue
            | G_LOG_LEVEL_DEBUG.rawValue | G_LOG_LEVEL_CRITICAL.rawValue)
}
