import Foundation
import Paperwork
import Testing
import WebDriver

extension SharedBrowserTests {
    @Suite struct ScriptTests {
        struct Person: Codable, Equatable {
            var name: String
            var age: Int?
        }

        @Test func argumentsAndResultsKeepTheirKinds() async throws {
            let browser = try await Shown.page("<p id=p>x</p>")
            let person = Person(name: "髙橋 \"花子\"\n", age: nil)
            #expect(try await browser.execute("return arguments[0]", person, as: Person.self) == person)
            #expect(
                try await browser.execute("return [arguments[0] + 1, arguments[1].length]", 41, ["a", "b"])
                    as [Int] == [42, 2])
            #expect(try await browser.execute("return 0.1 + arguments[0]", 0.2, as: Double.self) == 0.1 + 0.2)
            #expect(try await browser.execute("return null", as: String?.self) == nil)
            #expect(try await browser.execute("return {a: [1, null, true]}") as JSONValue == ["a": [1, .null, true]])
            let element: Element = try await browser.execute("return document.getElementById(arguments[0])", "p")
            #expect(try await element.text == "x")
            let all: [Element] = try await browser.execute("return [arguments[0], document.body]", element)
            #expect(all.map(\.reference).first == element.reference && all.count == 2)
            let large = String(repeating: "帳票", count: 400_000)
            #expect(try await browser.execute("return arguments[0]", large, as: String.self) == large)
        }

        @Test func whatComesLaterIsWaitedFor() async throws {
            let browser = try await Shown.page("")
            #expect(try await browser.execute("return Promise.resolve(arguments[0])", 7, as: Int.self) == 7)
            let late: Int = try await browser.executeAsync(
                "const done = arguments[1]; setTimeout(() => done(arguments[0] * 2), 1)", 21)
            #expect(late == 42)
            try await browser.execute("setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<i>出</i>'), 1)")
            #expect(try await browser.waitForElement("i", containing: "出").text == "出")
            try await browser.execute("setTimeout(() => document.querySelector('i').remove(), 1)")
            try await browser.waitForNo("i")
            try await browser.execute("setTimeout(() => { window.ready = {n: 3} }, 1)")
            try await browser.waitFor("window.ready.n === arguments[0]", 3)
            try await browser.waitFor("if (!window.ready) return false; return window.ready.n > 2")
        }

        @Test(arguments: [
            ("throw new Error('壊れた')", BrowserFailure.Code.javaScriptError, "壊れた"),
            ("return nothing.at.all", .javaScriptError, "nothing is not defined"),
            ("return 'text'", .unexpectedAnswer, "text"),
            ("return Promise.reject(new Error('断る'))", .javaScriptError, "断る"),
        ])
        func aScriptThatFailsIsToldWithItsWords(script: String, code: BrowserFailure.Code, said: String) async throws {
            let browser = try await Shown.page("")
            let failure = try await failure { _ = try await browser.execute(script, as: Int.self) }
            #expect(failure.code == code)
            #expect(failure.detail.contains(said), "\(failure)")
            #expect(failure.subject == script)
        }

        @Test func whatCannotBeWrittenAsJSONIsRefused() async throws {
            let browser = try await Shown.page("")
            let failure = try await failure { try await browser.execute("return 1", Double.nan) }
            #expect(failure.code == .invalidArgument)
        }

        @Test(arguments: [
            ("#never", "waited in vain for '#never' with 'x'"), ("p", "waited in vain for 'p' with 'x'"),
        ])
        func waitingInVainEndsAndTellsWhere(selector: String, said: String) async throws {
            let browser = try await Shown.page("<p>y</p>")
            let failure = try await failure {
                _ = try await browser.waitForElement(.css(selector), containing: "x", within: .milliseconds(30))
            }
            #expect(failure.code == .timeout)
            #expect(failure.text(in: .en).contains(said), "\(failure)")
            #expect(failure.detail.contains("data:text/html"))
            let scripted = try await failureOfWait(browser, "nothing.at.all")
            #expect(scripted.code == .timeout)
            #expect(scripted.detail.contains("nothing is not defined"), "\(scripted)")
        }

        private func failureOfWait(_ browser: Browser, _ script: String) async throws -> BrowserFailure {
            try await failure { try await browser.waitFor(script, within: .zero) }
        }
    }
}
