internal import Foundation
internal import Paperwork
internal import WebDriver
internal import Workflows

/// Plays the steps of a script in a browser for one document.
struct ScriptPlayer {
    /// Steps that end the script.
    enum End: Error {
        /// The system does not take the record.
        case refused(String)
        /// The request that commits was let go, and nothing tells whether it was taken.
        case unclear(Wording)
    }

    let script: RobotScript
    let browser: Browser
    let requests: RequestGuard
    let hand: PageHand
    /// Asked about conditions over the document's fields.
    let condition: (String) -> Bool
    /// Called, and waited for, before the request that commits leaves; where it throws, the request never leaves.
    let intend: (String) throws -> Void
    /// Called after each step.
    var afterStep: (RobotStep) async -> Void = { _ in }
    /// What was read so far, by field.
    private(set) var kept: [String: String] = [:]
    private(set) var picture: Data?
    private(set) var isCommitted = false
    private var line = 0

    init(
        script: RobotScript, browser: Browser, requests: RequestGuard, condition: @escaping (String) -> Bool,
        intend: @escaping (String) throws -> Void
    ) {
        self.script = script
        self.browser = browser
        self.requests = requests
        self.condition = condition
        self.intend = intend
        hand = PageHand(browser: browser, patience: .seconds(script.patience), signedOut: script.signedOut)
    }

    mutating func play(_ steps: [RobotStep], _ values: RecordValues) async throws {
        for step in steps {
            line = step.line
            do {
                if let commit = step.commit {
                    try await self.commit(step.action, commit, values)
                } else {
                    try await perform(step.action, values)
                }
            } catch let missing as PageHand.Missing {
                throw await halt(missing, values)
            } catch let failure as BrowserFailure where failure.code == .unexpectedAlertOpen {
                throw RobotHalt.stopped(
                    ChangedPage(
                        reason: Wording(
                            ja: "\(script.file.lastPathComponent) \(step.line)行目: 予期しない確認画面が出ています。"
                                + "手順に accept か dismiss を書いてください。",
                            en:
                                "\(script.file.lastPathComponent) line \(step.line): an unexpected message box is open; "
                                + "write accept or dismiss into the script"), line: step.line, picture: nil))
            }
            await afterStep(step)
        }
    }

    private mutating func perform(_ action: RobotStep.Action, _ values: RecordValues) async throws {
        switch action {
        case .open(let address): try await open(try values.text(address))
        case .type(let place, let text):
            let typed = try values.text(text)
            if let taken = try await hand.type(typed, isSecret: text.isSecret, into: place, values) {
                throw End.refused(Self.notTaken(place, typed, taken, isSecret: text.isSecret))
            }
        case .choose(let place, let option):
            try await hand.choose(try values.text(option), from: place, values)
        case .tick(let place, let isOn): try await hand.tick(place, isOn: isOn, values)
        case .click(let place): try await hand.element(place, values).click()
        case .accept(let text):
            try await expectPrompt(text, values)
            try await browser.acceptAlert()
        case .dismiss: try await browser.dismissAlert()
        case .waitFor(let place): _ = try await hand.elements(place, values)
        case .expect(let place, let text): try await expect(place, text, values)
        case .keep(let keeps): try await keep(keeps, values)
        case .upload(let place, let file):
            try await hand.element(place, values).upload(
                script.file.deletingLastPathComponent().appending(path: try values.text(file)).path)
        case .download(let place, let name):
            try await hand.element(place, values).click()
            _ = try await browser.waitForDownload(try values.text(name), within: hand.patience)
        case .when(let that, let then, let otherwise):
            try await play(condition(that) ? then : otherwise, values)
        case .whenShown(let place, let then, let otherwise):
            try await waitUntilLoaded(values)
            let isShown = try await hand.look([place], values).shown[0]
            try await play(isShown ? then : otherwise, values)
        case .forEachRow(let table, let steps):
            for row in values.rows(of: table) { try await play(steps, values.with(row, of: table)) }
        case .use(let block): try await play(script.blocks[block] ?? [], values)
        case .frame(let place):
            guard let place else { return try await browser.switchTo(frame: nil) }
            try await browser.switchTo(frame: try await hand.element(place, values))
        }
    }

    private func open(_ address: String) async throws {
        let url = URL(string: address, relativeTo: script.address)?.absoluteString ?? script.address.absoluteString
        do throws(BrowserFailure) {
            try await browser.open(url)
        } catch {
            guard [.unknownError, .timeout].contains(error.code) else { throw error }
            throw away(error.detail)
        }
    }

    private func waitUntilLoaded(_ values: RecordValues) async throws {
        try await browser.waitFor("document.readyState === 'complete'", within: hand.patience)
    }

    private func expectPrompt(_ text: RobotText?, _ values: RecordValues) async throws {
        let said = try await prompt()
        guard let text, !said.contains(try values.text(text)) else { return }
        try await browser.dismissAlert()
        throw PageHand.Missing(place: "accept「\(text.source)」≠「\(said)」", count: 0)
    }

    /// What the message box says, once one is open.
    private func prompt() async throws -> String {
        let deadline = ContinuousClock.now + hand.patience
        while true {
            do throws(BrowserFailure) {
                return try await browser.alertText
            } catch {
                guard error.code == .noSuchAlert else { throw error }
            }
            guard ContinuousClock.now < deadline else { throw PageHand.Missing(place: "accept", count: 0) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func expect(_ place: RobotPlace, _ text: RobotText?, _ values: RecordValues) async throws {
        guard let text else {
            _ = try await hand.elements(place, values)
            return
        }
        let wanted = try values.text(text)
        let shown = try await hand.read(place, values)
        if shown.normal != wanted.normal { throw End.refused(Self.notTaken(place, wanted, shown, isSecret: false)) }
    }

    mutating func keep(_ keeps: [RobotKeep], _ values: RecordValues) async throws {
        for keep in keeps { kept[keep.field] = try await hand.read(keep.place, values) }
    }

    private static func notTaken(_ place: RobotPlace, _ wanted: String, _ taken: String, isSecret: Bool) -> String {
        isSecret ? "\(place.words): 入力した値になりません" : "\(place.words): 「\(wanted)」≠「\(taken)」"
    }
}

extension ScriptPlayer {
    /// Does what commits, with every request held until the intent is on the disk.
    private mutating func commit(_ action: RobotStep.Action, _ commit: RobotCommit, _ values: RecordValues) async throws
    {
        let frame: String
        switch action {
        case .accept(let text):
            try await expectPrompt(text, values)
            frame = try await browser.window
            try await requests.arm()
            try requests.acceptPrompt(in: frame)
        case .click(let place):
            let element = try await hand.element(place, values)
            frame = try RequestGuard.frame(of: element)
            try await requests.arm()
            try requests.click(element)
        default: return
        }
        do {
            try await follow(commit, in: frame, values)
            try? await requests.disarm()
        } catch {
            try? await requests.disarm()
            throw error
        }
    }

    private mutating func follow(
        _ commit: RobotCommit, in frame: String, _ values: RecordValues
    ) async throws {
        var deadline = ContinuousClock.now + hand.patience
        var committing: String?
        let places = try ([commit.done] + [commit.refused].compactMap { $0 }).map { try hand.spec($0, values) }
        var question: RequestGuard.Question?
        while true {
            while let event = try requests.next() {
                switch event {
                case .held(let request):
                    if committing == nil, Self.commits(request, commit) {
                        do {
                            try intend("\(request.method) \(request.address)")
                        } catch {
                            try? await requests.drop(request)
                            throw error
                        }
                        committing = request.id
                        isCommitted = true
                        try await requests.releaseOnce(request)
                        deadline = ContinuousClock.now + max(hand.patience, .seconds(30))
                    } else {
                        try await requests.release(request)
                    }
                case .failed(let id, let reason) where id == committing:
                    throw End.unclear(
                        Wording(
                            ja: "登録の送信に返事がありませんでした（\(reason)）。", en: "the request got no answer (\(reason))"))
                default: continue
                }
            }
            var look: PageHand.Look?
            // The driver would wait for the page that the held request brings, and not let it go.
            if let asked = question {
                switch requests.answer(asked, as: PageHand.Look.self) {
                case .waits: break
                case .none: question = nil
                case .value(let value): (look, question) = (value, nil)
                }
            } else {
                question = try requests.ask(PageScripts.look, places, in: frame)
            }
            if let look, look.ready, look.shown.count == places.count {
                if look.shown[0], committing != nil {
                    try await keep(commit.keep, values)
                    picture = await hand.picture()
                    return
                }
                if look.shown.count > 1, look.shown[1], let refused = commit.refused {
                    picture = await hand.picture()
                    throw End.refused(try await hand.read(refused, values))
                }
            }
            guard ContinuousClock.now < deadline else {
                guard committing != nil else { throw PageHand.Missing(place: "commits", count: 0) }
                picture = await hand.picture()
                throw End.unclear(
                    Wording(
                        ja: "登録のあと、\(commit.done.words) が表示されませんでした。",
                        en: "after the request, \(commit.done.words) was not shown"))
            }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    /// Whether a request changes something: one that only asks is let go.
    private static func commits(_ request: RequestGuard.Request, _ commit: RobotCommit) -> Bool {
        if let part = commit.request { return request.address.contains(part) }
        return !["GET", "HEAD", "OPTIONS"].contains(request.method)
    }

    /// What it means that something is not on the page.
    private func halt(_ missing: PageHand.Missing, _ values: RecordValues) async -> any Error {
        let look = try? await hand.look([script.signedOut].compactMap { $0 }, values)
        if let look {
            if look.shown.first == true { return SignedOut() }
            if look.address.hasPrefix("chrome-error:") { return away(look.address) }
            if look.status >= 500 { return away("HTTP \(look.status)") }
        }
        let names: [String] = (try? await browser.execute(PageScripts.names)) ?? []
        return RobotHalt.stopped(
            ChangedPage(
                reason: Self.changed(missing, line: line, file: script.file, names: names), line: line,
                picture: await hand.picture(), repair: repair(missing, names)))
    }

    /// The name on the page that is most like what was looked for.
    private func repair(_ missing: PageHand.Missing, _ names: [String]) -> ScriptRepair? {
        guard missing.count == 0, let wanted = missing.wanted, !wanted.contains("{"),
            let near = Nearness.nearest(to: wanted, among: names)
        else { return nil }
        return ScriptRepair(script: script.file.path, line: line, wanted: wanted, proposed: near)
    }

    private func away(_ detail: String) -> RobotHalt {
        .rests(
            seconds: script.retry,
            reason: Wording(
                ja: "\(script.title)につながりません（\(detail)）。", en: "\(script.title) can't be reached (\(detail))"),
            isOfDocument: false)
    }

    private static func changed(
        _ missing: PageHand.Missing, line: Int, file: URL, names: [String]
    ) -> Wording {
        let place = "\(file.lastPathComponent) \(line)"
        if missing.count > 1 {
            return Wording(
                ja: "\(place)行目: \(missing.place) が画面に\(missing.count)個あり、どれか決まりません。",
                en: "line \(line) of \(file.lastPathComponent): \(missing.place) is there \(missing.count) times")
        }
        let near = Nearness.nearest(to: missing.place, among: names)
        let found = names.prefix(12).joined(separator: "、")
        return Wording(
            ja: "\(place)行目: \(missing.place) が画面にありません。画面にあるもの: \(found)。"
                + (near.map { "「\($0)」に変わったのなら、手順書を直してください。" } ?? ""),
            en: "line \(line) of \(file.lastPathComponent): \(missing.place) is not on the page, which has \(found)"
                + (near.map { "; if it is '\($0)' now, change the script" } ?? ""))
    }
}

/// The system has forgotten the session.
struct SignedOut: Error {}
