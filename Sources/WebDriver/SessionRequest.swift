internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// What a new session is asked for: the capabilities of W3C WebDriver, with those that are Chromium's own.
struct SessionRequest {
    var options: BrowserOptions
    /// The browser's program.
    var browser: String
    /// Where it may write.
    var folder: URL

    struct Created: Decodable {
        struct Capabilities: Decodable {
            /// Where the session's events are heard (WebDriver BiDi); nil where they were not asked for.
            var webSocketUrl: String?
        }

        var sessionId: String
        var capabilities: Capabilities?
    }

    /// In the folder.
    static let downloads = "downloads"

    var body: JSONValue {
        [
            "capabilities": [
                "alwaysMatch": [
                    "browserName": "chrome",
                    "webSocketUrl": .bool(options.isGuarded),
                    "acceptInsecureCerts": .bool(options.trustsAnyCertificate),
                    // A message box is for whoever leads the browser to answer.
                    "unhandledPromptBehavior": "ignore",
                    "goog:loggingPrefs": ["browser": "ALL"],
                    "goog:chromeOptions": [
                        "binary": .string(browser),
                        "args": .array(arguments.map { .string($0) }),
                        "prefs": [
                            "intl.accept_languages": .string(options.languages.joined(separator: ",")),
                            "download.default_directory": .string(folder.appending(path: Self.downloads).path),
                            "download.prompt_for_download": false,
                            // A connection that was opened in advance counts as one that was used: see `RequestGuard`.
                            "net.network_prediction_options": options.isGuarded ? 2 : 0,
                        ],
                    ],
                ]
            ]
        ]
    }

    private var arguments: [String] {
        var arguments = [
            "--user-data-dir=\(folder.appending(path: "profile").path)",
            "--window-size=\(options.viewport.width),\(options.viewport.height)", "--force-device-scale-factor=1",
            "--lang=\(options.languages.first ?? "ja")", "--password-store=basic", "--no-first-run",
            // It speaks to no one but the pages that it is sent to.
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            "--disable-extensions", "--disable-breakpad", "--disable-gpu",
            // Timers and drawing go on as in a window that someone looks at.
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
        ]
        if !options.isVisible { arguments.insert("--headless=new", at: 0) }
        // Chromium does not start as root with its sandbox.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        if options.isGuarded { arguments.append("--enable-net-benchmarking") }
        if !Self.hasSharedMemory { arguments.append("--disable-dev-shm-usage") }
        return arguments + options.arguments
    }

    /// A container may offer 64 MiB, in which large pages crash.
    private static var hasSharedMemory: Bool {
        var status = statvfs()
        guard statvfs("/dev/shm", &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) >= 512 << 20
    }
}
