import Foundation
import StationRuns
import Testing
import WebDriver

/// All suites that share a browser, one test after the other.
@Suite(.serialized, .browserTurn) struct SharedBrowserTests {}

extension SharedBrowserTests {
    @Suite struct PageTests {
        @Test func itGoesToPagesBackAndForth() async throws {
            let server = try PageServer(["/": "<title>一</title>one", "/two": "<title>二</title><p id=p>two"])
            let browser = try await Shown.at(server.address())
            #expect(try await browser.title == "一")
            try await browser.open(server.address("/two"))
            #expect(try await browser.title == "二")
            #expect(try await browser.url == server.address("/two"))
            #expect(try await browser.source.contains("<p id=\"p\">two"))
            try await browser.back()
            #expect(try await browser.url == server.address())
            try await browser.forward()
            #expect(try await browser.title == "二")
            try await browser.execute("document.title = 'changed'")
            try await browser.refresh()
            #expect(try await browser.title == "二")
        }

        @Test func theWindowHasTheSizeAndTheLanguageAskedFor() async throws {
            let browser = try await Shown.page("")
            let size: [Int] = try await browser.execute("return [innerWidth, innerHeight, devicePixelRatio]")
            #expect(size == [1280, 800, 1])
            #expect(try await browser.execute("return navigator.languages", as: [String].self) == ["ja"])
            try await browser.fitWindow(to: .init(width: 1920, height: 1000))
            #expect(try await browser.execute("return [innerWidth, innerHeight]", as: [Int].self) == [1920, 1000])
            let rect = try await browser.windowRect
            #expect(rect.width >= 1920 && rect.height > 1000)
            try await browser.emulate(.init(width: 1280, height: 800), zoom: 2)
            #expect(try await browser.execute("return [innerWidth, devicePixelRatio]", as: [Int].self) == [640, 2])
            try await browser.clearEmulation()
            try await browser.fitWindow(to: .init(width: 1280, height: 800))
        }

        @Test func picturesAndPrintsAreWhole() async throws {
            let browser = try await Shown.page("<h1>帳票</h1><p style='width:50px;height:20px;background:red'></p>")
            for (png, width, height) in [
                (try await browser.screenshot(), 1280, 800), (try await browser.find("p").screenshot(), 50, 20),
            ] {
                #expect(png.prefix(8) == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
                let header = png[16..<24].map { Int($0) }
                #expect(header[2] << 8 | header[3] == width)
                #expect(header[6] << 8 | header[7] == height)
            }
            let pdf = try await browser.pdf(isLandscape: true)
            #expect(pdf.prefix(5) == Data("%PDF-".utf8))
            let text = String(decoding: pdf, as: UTF8.self)
            #expect(text.hasSuffix("%%EOF\n") || text.hasSuffix("%%EOF"))
            // A4 on its side, in points.
            #expect(text.contains(/MediaBox ?\[0 0 84[12][.\d]* 59[456]/))
        }

        @Test func cookiesAreSetReadAndDeleted() async throws {
            let server = try PageServer([
                "/": "Set-Cookie: session=1; HttpOnly; SameSite=Strict; Path=/\r\n\r\n<title>c</title>"
            ])
            let browser = try await Shown.at(server.address())
            let session = try await browser.cookie("session")
            #expect(session.value == "1" && session.httpOnly == true && session.sameSite == "Strict")
            try await browser.setCookie(Cookie(name: "seen", value: "yes"))
            #expect(try await Set(browser.cookies.map(\.name)) == ["session", "seen"])
            try await browser.deleteCookie("seen")
            #expect(try await failure { _ = try await browser.cookie("seen") }.code == .noSuchCookie)
            try await browser.deleteAllCookies()
            #expect(try await browser.cookies.isEmpty)
        }

        @Test func theConsoleIsHeardOnce() async throws {
            let browser = try await Shown.page("")
            _ = try await browser.newConsoleEntries()
            try await browser.execute("console.warn('careful'); console.error('broken 髙')")
            let entries = try await browser.wait(for: "two entries") { () async throws(BrowserFailure) in
                let entries = try await browser.newConsoleEntries()
                return entries.isEmpty ? nil : entries
            }
            #expect(entries.map(\.level) == ["WARNING", "SEVERE"])
            #expect(entries.last?.isError == true)
            #expect(entries.last?.message.contains("broken 髙") == true)
            #expect(try await browser.newConsoleEntries() == [])
        }

        @Test func messageBoxesWaitForAnAnswer() async throws {
            let browser = try await Shown.page("<p id=out>")
            try await browser.execute("setTimeout(() => { out.textContent = prompt('名前') }, 0)")
            let text = try await browser.wait(for: "the box") { () async throws(BrowserFailure) in
                try await browser.alertText
            }
            #expect(text == "名前")
            #expect(try await failure { _ = try await browser.title }.code == .unexpectedAlertOpen)
            try await browser.acceptAlert(typing: "髙橋")
            try await browser.waitFor("out.textContent === '髙橋'")
            #expect(try await failure { try await browser.dismissAlert() }.code == .noSuchAlert)
        }

        @Test func framesAndWindowsAreSwitchedTo() async throws {
            let server = try PageServer([
                "/": "<title>一</title><p>outer</p><iframe srcdoc='<p>inner</p>'></iframe>", "/two": "<title>二</title>",
            ])
            let browser = try await Shown.at(server.address())
            let first = try await browser.window
            try await browser.switchTo(frame: try await browser.find("iframe"))
            #expect(try await browser.waitForElement("p").text == "inner")
            try await browser.switchTo(frame: nil)
            #expect(try await browser.find("p").text == "outer")
            try await browser.execute("window.open('/two')")
            let second = try await browser.wait(for: "a window") { () async throws(BrowserFailure) in
                try await browser.windows.first { $0 != first }
            }
            try await browser.switchTo(window: second)
            try await browser.waitFor("document.title === '二'")
            try await browser.closeWindow()
            #expect(try await failure { _ = try await browser.title }.code == .noSuchWindow)
            try await browser.switchTo(window: first)
            #expect(try await browser.title == "一")
        }

        @Test func downloadsAreWaitedFor() async throws {
            let link = "<a download='結果.csv' href='data:text/csv,a,b'>取得</a>"
            let browser = try await Shown.page(link)
            try await browser.find(.link("取得")).click()
            let file = try await browser.waitForDownload("結果.csv")
            #expect(try String(contentsOf: file, encoding: .utf8) == "a,b")
        }
    }
}
