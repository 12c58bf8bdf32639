import Foundation
import Paperwork
import Testing
import WebDriver

extension SharedBrowserTests {
    @Suite struct ElementTests {
        /// What is done on a page, and what the page then answers.
        struct Deed: Sendable, CustomTestStringConvertible {
            var name: String
            var body: String
            var script = ""
            var act: @Sendable (Browser) async throws -> Void
            var answer: String
            var expected: JSONValue

            var testDescription: String { name }
        }

        @Test(arguments: [
            Deed(
                name: "a click", body: "<button id=b onclick='count++'>押す</button>", script: "var count = 0",
                act: { try await $0.find("#b").click() }, answer: "count", expected: 1),
            Deed(
                name: "a click on what lies below the fold",
                body: "<div style='height:5000px'></div><input type=checkbox>",
                act: { try await $0.find("input").click() }, answer: "document.querySelector('input').checked",
                expected: true),
            Deed(
                name: "typing", body: "<input id=i value='旧'>", act: { try await $0.find("#i").type("髙橋 𠮷田 abc") },
                answer: "i.value", expected: "旧髙橋 𠮷田 abc"),
            Deed(
                name: "clearing", body: "<input id=i value='旧'>", act: { try await $0.find("#i").clear() },
                answer: "i.value", expected: ""),
            Deed(
                name: "Enter sends a form", body: "<form onsubmit='sent = true; return false'><input id=i></form>",
                script: "var sent = false", act: { try await $0.find("#i").type("x" + Key.enter) }, answer: "sent",
                expected: true),
            Deed(
                name: "cursor keys and deletion", body: "<input id=i value=abcd>",
                act: { try await $0.find("#i").type(Key.home + Key.right + Key.delete + Key.end + Key.backspace) },
                answer: "i.value", expected: "ac"),
            Deed(
                name: "keys where the focus is", body: "<input id=i autofocus>",
                act: {
                    try await $0.execute("i.focus()")
                    try await $0.type("12あ")
                    try await $0.press(Key.left)
                    try await $0.type("3")
                }, answer: "i.value", expected: "123あ"),
            Deed(
                name: "keys together", body: "",
                script: """
                    var heard = []; onkeydown = e => {
                    heard.push((e.ctrlKey ? 'C' : '') + (e.shiftKey ? 'S' : '') + e.key); e.preventDefault() }
                    """,
                act: {
                    try await $0.press(Key.control, "z")
                    try await $0.press(Key.control, Key.shift, Key.enter)
                    try await $0.press(Key.function(2))
                    try await $0.press(Key.escape)
                    try await $0.press(Key.space)
                }, answer: "heard.join(' ')",
                expected: "CControl Cz CControl CSShift CSEnter F2 Escape  "),
            Deed(
                name: "dragging", body: "",
                script: """
                    var seen = []; for (const kind of ['mousedown', 'mouseup'])
                    addEventListener(kind, e => seen.push(e.clientX, e.clientY))
                    """,
                act: { try await $0.drag(from: (100, 50), to: (300, 150)) }, answer: "seen.join(' ')",
                expected: "100 50 300 150"),
            Deed(
                name: "the mouse over an element", body: "<p id=p onmouseenter='over = true'>x</p>",
                script: "var over = false",
                act: { try await $0.perform([.move(x: 0, y: 700), .moveTo($0.find("#p"), right: 2)]) }, answer: "over",
                expected: true),
            Deed(
                name: "the wheel", body: "<div style='height:5000px'></div>",
                act: {
                    try await $0.perform([.scroll(x: 10, y: 10, right: 0, down: 300)])
                    try await $0.waitFor("scrollY === 300")
                }, answer: "scrollY", expected: 300),
            Deed(
                name: "composing", body: "<input id=i>",
                script: "var composed = []; i.oninput = e => composed.push(e.isComposing)",
                act: {
                    try await $0.find("#i").click()
                    try await $0.compose("たかはし")
                    try await $0.commitComposition("髙橋")
                }, answer: "composed[0] + ' ' + i.value", expected: "true 髙橋"),
        ])
        func whatIsDoneReachesThePage(deed: Deed) async throws {
            let browser = try await Shown.page(deed.body, script: deed.script)
            try await deed.act(browser)
            #expect(try await browser.execute("return \(deed.answer)", as: JSONValue.self) == deed.expected)
        }

        @Test func anElementTellsOfItself() async throws {
            let browser = try await Shown.page(
                """
                <input id=i value=old placeholder=P disabled><p id=p style='color:red'>見える<b>x</b></p>
                <p id=h hidden>隠れた</p><input id=c type=checkbox checked>
                """)
            let input = try await browser.find("#i")
            try await browser.execute("arguments[0].value = 'new'", input)
            #expect(try await input.attribute("value") == "old")
            #expect(try await input.attribute("none") == nil)
            #expect(try await input.property("value", as: String.self) == "new")
            #expect(try await input.tagName == "input")
            #expect(try await input.isEnabled == false)
            let shown = try await browser.find("#p")
            #expect(try await shown.text == "見えるx")
            #expect(try await shown.isDisplayed)
            #expect(try await shown.style("color") == "rgba(255, 0, 0, 1)")
            #expect(try await shown.find("b").text == "x")
            #expect(try await shown.findAll("i").isEmpty)
            #expect(try await shown.rect.width > 100)
            #expect(try await browser.find("#h").isDisplayed == false)
            #expect(try await browser.find("#c").isSelected)
            #expect(try await browser.findAll("p").count == 2)
            #expect(try await browser.find(.xpath("//p[contains(., '見える')]")).attribute("id") == "p")
            try await browser.find("#c").click()
            #expect(try await browser.focused.attribute("id") == "c")
        }

        @Test func filesAreUploadedAndDropped() async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let files = ["申請書 1.txt", "b.txt"].map { folder.appending(path: $0) }
            for file in files { try Data("中身".utf8).write(to: file) }
            let browser = try await Shown.page(
                "<input type=file multiple><div id=d style='height:2000px'>ここへ</div>",
                script: """
                    var dropped, read = files => Promise.all([...files].map(async f => f.name + ':' + await f.text()))
                    d.ondragover = e => e.preventDefault()
                    d.ondrop = e => { e.preventDefault(); dropped = read(e.dataTransfer.files) }
                    """)
            try await browser.find("input").upload(files[0].path, files[1].path)
            let uploaded: [String] = try await browser.execute("return read(document.querySelector('input').files)")
            #expect(uploaded == ["申請書 1.txt:中身", "b.txt:中身"])
            try await browser.drop(files[0].path, files[1].path, on: browser.find("#d"))
            try await browser.waitFor("dropped")
            #expect(try await browser.execute("return dropped", as: [String].self) == uploaded)
        }

        @Test(arguments: [
            ("#none", BrowserFailure.Code.noSuchElement), ("p[", .invalidSelector),
            ("#hidden", .elementNotInteractable), ("#under", .elementClickIntercepted),
        ])
        func whatCannotBeClickedIsNamed(selector: String, code: BrowserFailure.Code) async throws {
            let browser = try await Shown.page(
                """
                <button id=hidden hidden>h</button><button id=under>u</button>
                <div style='position:fixed;inset:0'>over</div>
                """)
            let failure = try await failure { try await browser.find(.css(selector)).click() }
            #expect(failure.code == code)
            #expect(failure.text(in: .ja).contains(selector), "\(failure.text(in: .ja))")
            #expect(failure.text(in: .en).contains(selector), "\(failure)")
        }

        @Test func whatThePageLetGoIsStale() async throws {
            let browser = try await Shown.page("<p id=p>x</p>")
            let element = try await browser.find("#p")
            try await browser.execute("arguments[0].remove()", element)
            let failure = try await failure { try await element.click() }
            #expect(failure.code == .staleElementReference)
            #expect(failure.remedy != nil)
        }
    }
}
