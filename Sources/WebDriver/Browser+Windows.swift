extension Browser {
    /// Where the window is, its frame included, in px of the screen.
    package var windowRect: PageRect { get async throws(BrowserFailure) { try await get("window/rect") } }

    package func setWindowRect(_ rect: PageRect) async throws(BrowserFailure) {
        try await post("window/rect", rect)
    }

    /// Makes the window as large as its page's area needs, and waits until the page has it, however impatient the options
    /// are with pages.
    package func fitWindow(to viewport: BrowserOptions.Size) async throws(BrowserFailure) {
        let wanted = (Double(viewport.width), Double(viewport.height))
        let what = "a window of \(viewport.width) × \(viewport.height)"
        _ = try await wait(for: what, within: options.answerTimeout) {
            () async throws(BrowserFailure) -> Bool? in
            let size: [Double] = try await execute("return [innerWidth, innerHeight, outerWidth, outerHeight]")
            guard size.count == 4 else { throw BrowserFailure(.unexpectedAnswer, subject: "window") }
            if size[0] == wanted.0, size[1] == wanted.1 { return true }
            // A window that is not laid out yet has no measures to go by.
            guard size[0] > 0, size[2] >= size[0], size[3] >= size[1] else { return nil }
            // A page hears late of a change; what is asked for by an old measure is put right at the next look.
            try await setWindowRect(
                PageRect(x: 0, y: 0, width: size[2] + wanted.0 - size[0], height: size[3] + wanted.1 - size[1]))
            return nil
        }
    }

    /// Shows the page as a screen of this size and zoom would, until `clearEmulation`. At a zoom of 2 a window that is
    /// 1280 px wide has 640 CSS px.
    package func emulate(_ screen: BrowserOptions.Size, zoom: Double = 1) async throws(BrowserFailure) {
        try await developerTools(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number((Double(screen.width) / zoom).rounded()),
                "height": .number((Double(screen.height) / zoom).rounded()), "deviceScaleFactor": .number(zoom),
                "mobile": false,
            ])
        try await waitFor("devicePixelRatio === arguments[0]", zoom)
    }

    package func clearEmulation() async throws(BrowserFailure) {
        try await developerTools("Emulation.clearDeviceMetricsOverride")
    }

    /// The driver's names for the open windows and tabs.
    package var windows: [String] { get async throws(BrowserFailure) { try await get("window/handles") } }

    /// The window that is led.
    ///
    /// - Throws: `BrowserFailure`: `noSuchWindow` where it was closed.
    package var window: String { get async throws(BrowserFailure) { try await get("window") } }

    /// Leads another window from now on.
    package func switchTo(window: String) async throws(BrowserFailure) {
        try await post("window", ["handle": JSONValue.string(window)], subject: window)
    }

    /// Closes the window that is led; another must be switched to then.
    package func closeWindow() async throws(BrowserFailure) { try await delete("window") }

    /// Leads the page within a frame (`<iframe>`) from now on; the whole page where nil.
    package func switchTo(frame: Element?) async throws(BrowserFailure) {
        try await post("frame", ["id": frame], subject: frame?.subject ?? "")
    }
}
