internal import CLeptonica
internal import CPoppler

/// What the C libraries would write to standard error by themselves; `Trouble` says it in the user's words instead.
package enum LibraryChatter {
    /// Turns off what libraries can be asked to keep to themselves.
    static func silence() { _ = isSilent }

    /// From now on nothing that C code of this process writes to `stderr` reaches the terminal or the log: libpng and ZBar
    /// can't be asked. Messages of Tema's own go by the file descriptor, and come through. For a program's start, before
    /// it has other threads.
    package static func silenceStream() { CLeptonica_silenceStream(1) }

    /// Ends that, for whoever writes to `stderr` by intent.
    package static func restoreStream() { CLeptonica_silenceStream(0) }

    private static let isSilent: Void = {
        setMsgSeverity(Int32(L_SEVERITY_NONE))
        CLeptonica_silenceTIFF()
        for domain in ["Poppler", "GLib", "GLib-GObject"] {
            g_log_set_handler(domain, everyLevel, { _, _, _, _ in }, nil)
        }
    }()

    /// Warnings, messages, info and debugging lines, and failed preconditions; errors, which end the process, still speak.
    private static let everyLevel = GLogLevelFlags(
        rawValue: G_LOG_LEVEL_WARNING.rawValue | G_LOG_LEVEL_MESSAGE.rawValue | G_LOG_LEVEL_INFO.rawValue
            | G_LOG_LEVEL_DEBUG.rawValue | G_LOG_LEVEL_CRITICAL.rawValue)
}
