import Foundation
import Paperwork
import PostgresCluster
import SQLAccess
import Storage
import Synchronization
import Testing

@Suite(.onBothEngines) struct AccountTests {
    private let place: Place
    private static let password = "correct horse battery"

    init() throws { place = try Place() }

    private func time(_ seconds: Double) -> Date { Place.morning.addingTimeInterval(seconds) }

    private func add(_ name: String = "sato", role: Account.Role = .clerk) throws {
        let account = Account(name: name, display: "佐藤", role: role, departments: ["市民税課"], created: time(0))
        #expect(try place.store.add(account, password: Self.password, actor: nil))
    }

    /// `welcome`, `refused`, or seconds until it is open again.
    private func signIn(_ password: String, name: String = "sato", at seconds: Double) throws -> String {
        switch try place.store.signIn(name: name, password: password, now: time(seconds)) {
        case .welcome(let account): "welcome \(account.name)"
        case .refused: "refused"
        case .locked(let until): "locked \(Int(until.timeIntervalSince(time(seconds)).rounded()))"
        }
    }

    private func faults() throws -> Int { try place.store.verifyAudit { _ in }.faults }

    @Test func `an account is added once, and read back`() throws {
        try add()
        let again = Account(name: "sato", display: "other", role: .it, created: time(9))
        #expect(try !place.store.add(again, password: Self.password, actor: nil))
        let account = try #require(try place.store.account("sato"))
        #expect(account.display == "佐藤" && account.role == .clerk && account.departments == ["市民税課"])
        #expect(account.created == time(0) && !account.isClosed)
        #expect(try place.store.account("abe") == nil)
        #expect(try place.store.accounts() == [account])
        #expect(try place.store.placeEvents().map(\.kind) == [.accountAdded])
        #expect(try faults() == 0)
    }

    @Test func `names and passwords have their rules`() {
        #expect(Account.isName("sato.h-1_a") && !Account.isName("") && !Account.isName("佐藤") && !Account.isName("Sato"))
        #expect(!Account.isName(String(repeating: "a", count: 41)) && !Account.isName("a b") && !Account.isName("a/b"))
        #expect(Password.fault(of: "123456789") != nil && Password.fault(of: "1234567890") == nil)
        #expect(Password.fault(of: String(repeating: "a", count: 1025)) != nil)
        #expect(Set((1...100).map { _ in Password.token() }).count == 100)
    }

    @Test func `who knows the password is let in, others are not told what is wrong`() throws {
        try add()
        #expect(try signIn(Self.password, at: 1) == "welcome sato")
        #expect(try signIn("wrong password", at: 2) == "refused")
        #expect(try signIn(Self.password, name: "nobody", at: 3) == "refused")
        #expect(try signIn("", at: 4) == "refused")
        #expect(
            try place.store.placeEvents().map(\.kind) == [
                .accountAdded, .signedIn, .signInRefused, .signInRefused, .signInRefused,
            ])
        #expect(try faults() == 0)
    }

    @Test func `wrong passwords lock the account for longer and longer`() throws {
        try add()
        for attempt in 1...5 { #expect(try signIn("wrong password", at: Double(attempt)) == "refused") }
        #expect(try signIn(Self.password, at: 6) == "locked 29")
        #expect(try signIn("wrong password", at: 6) == "locked 29", "which does not make it longer")
        var now = 35.0
        for delay in [60, 120, 240, 480, 900, 900] {
            #expect(try signIn("wrong password", at: now) == "refused")
            #expect(try signIn(Self.password, at: now) == "locked \(delay)")
            now += Double(delay)
        }
        #expect(try signIn(Self.password, at: now) == "welcome sato")
        #expect(try signIn("wrong password", at: now + 1) == "refused", "the count begins anew")
        #expect(try signIn(Self.password, at: now + 2) == "welcome sato")
    }

    @Test func `many attempts at once are no way around the lock`() throws {
        try add()
        let looked = Mutex<Int>(0)
        DispatchQueue.concurrentPerform(iterations: 12) { _ in
            guard let outcome = try? place.store.signIn(name: "sato", password: "wrong password", now: time(1)) else {
                return
            }
            if case .refused = outcome { looked.withLock { $0 += 1 } }
        }
        #expect(looked.withLock { $0 } == 5)
        #expect(try signIn(Self.password, at: 2) == "locked 29")
    }

    @Test func `a new password lifts the lock and ends all sessions`() throws {
        try add()
        let secret = try place.store.beginSession(of: "sato", seconds: 3600, now: time(0))
        for _ in 1...5 { _ = try signIn("wrong password", at: 1) }
        #expect(try place.store.setPassword("another password", of: "sato", actor: "admin", now: time(2)))
        #expect(try !place.store.setPassword("another password", of: "nobody", actor: "admin", now: time(2)))
        #expect(try place.store.session(secret: secret, idleSeconds: 900, now: time(3)) == nil)
        #expect(try signIn(Self.password, at: 3) == "refused")
        #expect(try signIn("another password", at: 3) == "welcome sato")
    }

    @Test func `a session lasts until its end, or until nobody uses it`() throws {
        try add()
        let secret = try place.store.beginSession(of: "sato", seconds: 3600, now: time(0))
        let session = try #require(try place.store.session(secret: secret, idleSeconds: 900, now: time(800)))
        #expect(session.account.name == "sato" && session.kind == .browser)
        #expect(try place.store.session(secret: secret, idleSeconds: 900, now: time(1600)) != nil, "it was in use")
        #expect(try place.store.session(secret: secret, idleSeconds: 900, now: time(2501)) == nil)
        #expect(try place.store.session(secret: secret, idleSeconds: 9000, now: time(3600)) == nil)
        #expect(try place.store.session(secret: "00", idleSeconds: 900, now: time(1)) == nil)
        try place.store.endSession(session, now: time(4000))
        let other = try place.store.beginSession(of: "sato", seconds: 3600, now: time(4000))
        let begun = try #require(try place.store.session(secret: other, idleSeconds: 900, now: time(4001)))
        try place.store.endSession(begun, now: time(4002))
        #expect(try place.store.session(secret: other, idleSeconds: 900, now: time(4003)) == nil)
        #expect(try faults() == 0)
    }

    @Test func `a token needs no use to stay`() throws {
        try add()
        let secret = try place.store.beginSession(
            of: "sato", kind: .token, label: "import", seconds: 100_000, now: time(0))
        let session = try #require(try place.store.session(secret: secret, idleSeconds: 900, now: time(99_000)))
        #expect(session.kind == .token && session.label == "import")
        #expect(try place.store.placeEvents().last?.kind == .tokenMade)
    }

    @Test func `a closed account is out at once`() throws {
        try add()
        let secret = try place.store.beginSession(of: "sato", seconds: 3600, now: time(0))
        var account = try #require(try place.store.account("sato"))
        account.isClosed = true
        #expect(try place.store.change(account, actor: "admin", now: time(1)))
        #expect(try place.store.session(secret: secret, idleSeconds: 900, now: time(2)) == nil)
        #expect(try signIn(Self.password, at: 2) == "refused")
        account.isClosed = false
        account.role = .manager
        account.departments = []
        #expect(try place.store.change(account, actor: "admin", now: time(3)))
        #expect(try place.store.account("sato") == account)
        #expect(try signIn(Self.password, at: 4) == "welcome sato")
        account.name = "nobody"
        #expect(try !place.store.change(account, actor: "admin", now: time(5)))
        #expect(try place.store.placeEvents().filter { $0.kind == .accountChanged }.map(\.actor) == ["admin", "admin"])
        #expect(try faults() == 0)
    }

    @Test func `neither passwords nor secrets are kept`() throws {
        try add()
        let secret = try place.store.beginSession(of: "sato", seconds: 3600, now: time(0))
        let raw = try place.raw()
        try raw.read { connection in
            let hash = try #require(try connection.row("SELECT password FROM account")).text("password")
            #expect(hash.hasPrefix("$argon2id$"))
            let digest = try #require(try connection.row("SELECT digest FROM session")).text("digest")
            #expect(digest != secret && digest == SHA256.hex(secret.utf8))
        }
    }
}
