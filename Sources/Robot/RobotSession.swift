package import Foundation
package import Paperwork
internal import WebDriver
package import Workflows

/// A browser that is signed in at another system, and enters one document after the other.
///
/// It belongs to one thread; its calls block that thread.
package final class RobotSession {
    package let script: RobotScript
    private let secrets: [String: String]
    private var browser: Browser?
    private var requests: RequestGuard?
    private var isSignedIn = false
    /// Called after each step with the page, where someone looks on.
    package var watch: ((RobotStep, Data?) -> Void)?

    package init(_ script: RobotScript, secrets: [String: String]) {
        self.script = script
        self.secrets = secrets
    }

    /// Whose account it works with; empty where the system asks for none.
    package var account: String { secrets["user"] ?? script.credentials ?? "" }

    /// Enters a document.
    ///
    /// - Parameters:
    ///   - facts: what every document has beside its fields.
    ///   - condition: whether an expression holds for the document.
    ///   - intend: called before the request that commits leaves, with its method and address; where it throws, nothing
    ///     leaves.
    /// - Throws: `RobotHalt`; whatever `intend` throws.
    package func enter(
        _ fields: [Field], facts: [String: String], condition: @escaping (String) -> Bool,
        intend: @escaping (String) throws -> Void
    ) throws -> EntryOutcome {
        try perform { session in
            try await session.play(session.script.steps, fields, facts, condition, intend)
        }
    }

    /// Looks for a document's record in the other system.
    ///
    /// - Throws: `RobotHalt` where the system can't be asked.
    package func verify(
        _ fields: [Field], facts: [String: String], condition: @escaping (String) -> Bool
    ) throws -> VerificationOutcome {
        guard let verification = script.verify else {
            return .unclear(Wording(ja: "手順書に「verify」がありません。", en: "the script has no 'verify'"))
        }
        return try perform { session in
            try await session.look(verification, fields, facts, condition)
        }
    }

    /// Ends the session and its browser.
    package func close() {
        guard let browser else { return }
        self.browser = nil
        requests = nil
        isSignedIn = false
        Blocking.run { await browser.close() }
    }

    private func perform<Value>(_ body: @escaping (RobotSession) async throws -> Value) throws -> Value {
        do {
            return try Blocking.run { try await body(self) }
        } catch let failure as BrowserFailure {
            close()
            throw RobotHalt.rests(seconds: script.retry, reason: Self.reason(failure), isOfDocument: true)
        } catch let halt as RobotHalt {
            if case .stopped = halt { close() }
            throw halt
        }
    }

    private func play(
        _ steps: [RobotStep], _ fields: [Field], _ facts: [String: String], _ condition: @escaping (String) -> Bool,
        _ intend: @escaping (String) throws -> Void
    ) async throws -> EntryOutcome {
        let values = RecordValues(fields, facts: facts, secrets: secrets)
        for attempt in 1... {
            var player = try await self.player(condition, intend)
            do {
                try await signIn(&player, values)
                try await player.play(steps, values)
                return .done(player.evidence)
            } catch ScriptPlayer.End.refused(let message) {
                var evidence = player.evidence
                if evidence.picture == nil { evidence.picture = await player.hand.picture() }
                return .refused(message: message, evidence)
            } catch ScriptPlayer.End.unclear(let reason) {
                return .unclear(reason: reason, player.evidence)
            } catch is SignedOut where !player.isCommitted && attempt < 3 {
                isSignedIn = false
            } catch is SignedOut {
                isSignedIn = false
                if player.isCommitted { return .unclear(reason: Self.signedOut, player.evidence) }
                throw RobotHalt.rests(seconds: script.retry, reason: Self.signedOut, isOfDocument: true)
            } catch let failure as BrowserFailure where failure.isOfBrowser && !player.isCommitted && attempt < 3 {
                // Nothing has left: it begins again in another browser.
                close()
            } catch let failure as BrowserFailure where player.isCommitted {
                close()
                return .unclear(reason: Self.reason(failure), player.evidence)
            } catch let halt as RobotHalt where player.isCommitted {
                if case .rests(_, let reason, _) = halt { return .unclear(reason: reason, player.evidence) }
                // What follows the request is not as the script says: whether the record is there is another question.
                if case .stopped(let page) = halt { return .unclear(reason: page.reason, player.evidence) }
            }
        }
        throw RobotHalt.rests(seconds: script.retry, reason: Self.signedOut, isOfDocument: true)
    }

    private func look(
        _ verification: RobotVerification, _ fields: [Field], _ facts: [String: String],
        _ condition: @escaping (String) -> Bool
    ) async throws -> VerificationOutcome {
        let values = RecordValues(fields, facts: facts, secrets: secrets)
        for attempt in 1... {
            var player = try await self.player(condition) { _ in }
            do {
                try await signIn(&player, values)
                try await player.play(verification.steps, values)
                return try await player.outcome(of: verification, values)
            } catch is SignedOut where attempt < 3 {
                isSignedIn = false
            } catch let failure as BrowserFailure where failure.isOfBrowser && attempt < 3 {
                close()
            } catch ScriptPlayer.End.refused(let message) {
                return .unclear(Wording(verbatim: message))
            } catch let missing as PageHand.Missing {
                return .unclear(Wording(ja: "\(missing.place) がありません。", en: "\(missing.place) is not there"))
            } catch RobotHalt.stopped(let page) {
                return .unclear(page.reason)
            }
        }
        return .unclear(Self.signedOut)
    }

    private func player(
        _ condition: @escaping (String) -> Bool, _ intend: @escaping (String) throws -> Void
    ) async throws -> ScriptPlayer {
        if browser == nil {
            do throws(BrowserFailure) {
                try await start()
            } catch {
                guard error.isOfBrowser else { throw error }
                close()
                try await start()
            }
        }
        guard let browser, let requests else { throw BrowserFailure(.driverGone) }
        var player = ScriptPlayer(
            script: script, browser: browser, requests: requests, condition: condition, intend: intend)
        if let watch {
            player.afterStep = { step in watch(step, try? await browser.screenshot()) }
        }
        return player
    }

    private func start() async throws(BrowserFailure) {
        var options = BrowserOptions()
        options.isGuarded = true
        options.pageTimeout = .seconds(max(script.patience, 5))
        options.scriptTimeout = .seconds(max(script.patience, 5))
        options.answerTimeout = Self.answerTimeout
        let started = try await Browser.start(options)
        browser = started
        requests = try await RequestGuard.start(started)
    }

    /// Of a browser whose processes are half gone, no answer comes: another one is started sooner than it is waited for.
    private static let answerTimeout = Duration.seconds(15)

    private func signIn(_ player: inout ScriptPlayer, _ values: RecordValues) async throws {
        guard !isSignedIn else { return }
        try await player.play(script.login, values)
        isSignedIn = true
    }

    private static let signedOut = Wording(
        ja: "相手のシステムでセッションが切れました。", en: "the other system has ended the session")

    private static func reason(_ failure: BrowserFailure) -> Wording {
        Wording(ja: failure.text(in: .ja).oneLine, en: failure.text(in: .en).oneLine)
    }
}

extension BrowserFailure {
    /// The browser or its driver is gone, or does not answer: what was asked says nothing about the page.
    var isOfBrowser: Bool {
        let gone: [Code] = [
            .driverGone, .noAnswer, .invalidSessionID, .noSuchWindow, .sessionNotCreated,
            .init(rawValue: "tab crashed"),
        ]
        return gone.contains(code) || detail.contains("tab crashed") || detail.contains("disconnected")
    }
}

extension ScriptPlayer {
    /// What the page shows; nil while it is being replaced.
    private func shown(_ places: [RobotPlace], _ values: RecordValues) async throws -> PageHand.Look? {
        do {
            return try await hand.look(places, values)
        } catch let failure as BrowserFailure where !failure.isOfBrowser {
            return nil
        }
    }

    var evidence: EntryOutcome.Evidence { .init(kept: kept, picture: picture) }

    /// What the page shows once it was searched.
    mutating func outcome(
        of verification: RobotVerification, _ values: RecordValues
    ) async throws -> VerificationOutcome {
        let places = [verification.found, verification.absent]
        let deadline = ContinuousClock.now + hand.patience
        while true {
            if let look = try await shown(places, values), look.ready, look.shown.count == 2 {
                if look.shown == [true, false] {
                    try await keep(verification.keep, values)
                    return .found(.init(kept: kept, picture: await hand.picture()))
                }
                if look.shown == [false, true] { return .absent }
                if look.shown == [true, true] {
                    return .unclear(
                        Wording(ja: "検索結果がどちらとも読めます。", en: "the search shows both that it is there and that it is not"))
                }
            }
            guard ContinuousClock.now < deadline else {
                return .unclear(Wording(ja: "検索結果が読めません。", en: "the search shows neither"))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
