/// How a browser is started, and how long it is waited for.
package struct BrowserOptions: Sendable {
    /// Of the page's area in the window, in CSS px.
    package struct Size: Hashable, Sendable {
        package var width: Int
        package var height: Int

        package init(width: Int, height: Int) {
            self.width = width
            self.height = height
        }
    }

    package var viewport = Size(width: 1280, height: 800)
    /// What the browser asks servers for, most wanted first, as in `["ja", "en"]`.
    package var languages = ["ja"]
    /// Pages are shown whoever signed their server's certificate.
    package var trustsAnyCertificate = false
    /// How long a page may take to load, and how long `wait` waits unless it is told.
    package var pageTimeout: Duration = .seconds(120)
    /// How long a script may run.
    package var scriptTimeout: Duration = .seconds(120)
    /// How long, beyond the page and the script, the driver may take to answer, and to start.
    package var answerTimeout: Duration = .seconds(120)
    /// The driver's program: a path, or a name that is looked up as the shell does.
    package var driver = "chromedriver"
    /// The browser's program: a path, or a name that is looked up as the shell does.
    package var browser = "chromium"
    /// Its requests can be held by a `RequestGuard`.
    package var isGuarded = false
    /// It has a window on the screen, for a person.
    package var isVisible = false
    /// Further words for the browser's command line.
    package var arguments: [String] = []

    package init() {}
}
