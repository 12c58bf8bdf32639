import Foundation
import Glibc
import Paperwork
import StationRuns
import Testing
import WebDriver

/// How browsers begin and end, each test with its own.
@Suite(.serialized, .browserTurn) struct LifeTests {
    /// The processes whose command line names this browser's folder, and its driver.
    private func processes(of browser: Browser) -> [pid_t] {
        let folder = browser.downloads.deletingLastPathComponent().path
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { pid in
            let words = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)) ?? ""
            return words.contains(folder)
        }
    }

    private func mainProcess(of browser: Browser) throws -> pid_t {
        try #require(
            processes(of: browser).first { pid in
                let words = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)) ?? ""
                return words.contains("--remote-debugging-port") && !words.contains("--type=")
            })
    }

    @Test func aClosedBrowserLeavesNothing() async throws {
        let (browser, folder) = try await Browser.with { browser in
            try await browser.open("data:text/html,<title>t</title>")
            #expect(!processes(of: browser).isEmpty)
            return (browser, browser.downloads.deletingLastPathComponent().path)
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(processes(of: browser).isEmpty)
        #expect(try await failure { _ = try await browser.title }.code == .driverGone)
        await browser.close()
    }

    @Test func aBodyThatThrowsClosesItsBrowser() async throws {
        struct Refused: Error {}
        var kept: Browser?
        await #expect(throws: Refused.self) {
            try await Browser.with { browser in
                kept = browser
                throw Refused()
            }
        }
        let browser = try #require(kept)
        #expect(processes(of: browser).isEmpty)
    }

    @Test(.timeLimit(.minutes(5))) func aReleasedBrowserEnds() async throws {
        var browser: Browser? = try await Browser.start()
        let folder = try #require(browser?.downloads.deletingLastPathComponent().path)
        #expect(FileManager.default.fileExists(atPath: folder))
        browser = nil
        while FileManager.default.fileExists(atPath: folder) { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test(.timeLimit(.minutes(5))) func aKilledProcessTakesItsBrowserAlong() async throws {
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let browser = try await Browser.start()
            print("folder=\(browser.downloads.deletingLastPathComponent().path);")
            fflush(nil)
            kill(getpid(), SIGKILL)
        }
        let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
        let folder = String(try #require(output.firstMatch(of: /folder=([^;]+);/)).1)
        while FileManager.default.fileExists(atPath: folder) { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func aDriverThatDiesIsToldAndNotWaitedFor() async throws {
        try await Browser.with { browser in
            let main = try mainProcess(of: browser)
            let waiting = Task { try await browser.executeAsync("document.title = 'asked'", as: Int.self) }
            let stat = try String(contentsOfFile: "/proc/\(main)/stat", encoding: .utf8)
            let driver = try #require(stat.split(separator: ") ").last?.split(separator: " ")[1])
            kill(try #require(pid_t(driver)), SIGKILL)
            let failure = try await failure { _ = try await waiting.value }
            #expect(failure.code == .driverGone)
            #expect(failure.text(in: .en).contains("chromedriver"))
        }
    }

    @Test func closingEndsWhatIsStillAsked() async throws {
        let browser = try await Browser.start()
        let waiting = Task { try await browser.executeAsync("'never'", as: Int.self) }
        await browser.close()
        let failure = try await failure { _ = try await waiting.value }
        #expect([.driverGone, .invalidSessionID].contains(failure.code), "\(failure)")
    }

    @Test func aDeadBrowserIsToldAndNotWaitedFor() async throws {
        try await Browser.with { browser in
            try await browser.open("data:text/html,<p>x</p>")
            kill(try mainProcess(of: browser), SIGKILL)
            let failure = try await failure {
                try await browser.waitFor("false")
            }
            #expect(failure.code == .invalidSessionID, "\(failure)")
            #expect(failure.text(in: .ja).contains("閉じられたか、異常終了しました"))
            #expect(failure.text(in: .en).contains("try again"))
        }
    }

    @Test func slowPagesAndScriptsEndInTimeouts() async throws {
        let server = try PageServer(["/": "<p>x</p>"])
        var options = BrowserOptions()
        options.pageTimeout = .milliseconds(300)
        options.scriptTimeout = .milliseconds(300)
        try await Browser.with(options) { browser in
            let page = try await failure { try await browser.open(server.address(PageServer.silent)) }
            #expect(page.code == .timeout)
            #expect(page.subject == server.address(PageServer.silent))
        }
        try await Browser.with(options) { browser in
            let script = try await failure { _ = try await browser.executeAsync("'never'", as: Int.self) }
            #expect(script.code == .scriptTimeout)
        }
    }

    @Test func anAddressWhereNoServerListensIsAFailure() async throws {
        // A port that was just given back.
        let address = try PageServer().address()
        try await Browser.with { browser in
            let failure = try await failure { try await browser.open(address) }
            #expect(failure.code == .unknownError)
            #expect(failure.detail.contains("ERR_CONNECTION"), "\(failure)")
        }
    }

    @Test func aCancelledTaskStopsWaiting() async throws {
        try await Browser.with { browser in
            let waiting = Task { try await browser.executeAsync("'never'", as: Int.self) }
            waiting.cancel()
            let failure = try await failure { _ = try await waiting.value }
            #expect(failure.code == .cancelled)
        }
    }

    /// Options with one program replaced.
    private func options(_ program: String, _ path: String) -> BrowserOptions {
        var options = BrowserOptions()
        if program == "driver" { options.driver = path } else { options.browser = path }
        return options
    }

    @Test(arguments: [
        ("driver", "no-such-driver"), ("driver", "/nowhere/chromedriver"), ("browser", "no-such-browser"),
    ])
    func aMissingProgramIsNamedWithItsPackage(program: String, path: String) async throws {
        let failure = try await failure { _ = try await Browser.start(options(program, path)) }
        #expect(failure.code == .notInstalled)
        for text in [failure.text(in: .ja), failure.text(in: .en)] {
            #expect(text.contains(path))
            #expect(text.contains("apt-get install chromium chromium-driver"))
        }
    }

    @Test(arguments: [
        ("driver", "/bin/true", BrowserFailure.Code.driverGone), ("browser", "/bin/false", .sessionNotCreated),
    ])
    func aProgramThatEndsAtOnceIsAFailure(program: String, path: String, code: BrowserFailure.Code) async throws {
        let failure = try await failure { _ = try await Browser.start(options(program, path)) }
        #expect(failure.code == code, "\(failure)")
        #expect(failure.text(in: .ja).contains(path))
        #expect(failure.remedy != nil)
    }

    @Test func aDriverThatNeverSpeaksIsNotWaitedForEver() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "driver-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "silent")
        try Data("#!/bin/sh\nexec sleep 1000\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        var options = BrowserOptions()
        options.driver = script.path
        options.answerTimeout = .milliseconds(200)
        let failure = try await failure { [options] in _ = try await Browser.start(options) }
        #expect(failure.code == .noAnswer)
        #expect(failure.remedy != nil)
    }
}
