internal import Hummingbird
internal import Paperwork
internal import Storage

/// What is known of a request on its way.
struct StationContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Nil until it is known who asks; stays so on the pages that everybody sees.
    var visitor: Visitor?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// Who asks.
    ///
    /// - throws: `Refusal.signIn` where nobody is signed in.
    func signedIn() throws(Refusal) -> Visitor {
        guard let visitor else { throw .signIn }
        return visitor
    }

    /// Who asks, where they have one of these roles.
    ///
    /// - throws: `Refusal`.
    func signedIn(as roles: Account.Role...) throws(Refusal) -> Visitor {
        let visitor = try signedIn()
        guard roles.contains(visitor.session.account.role) else { throw .role }
        return visitor
    }
}

/// Someone who is signed in.
struct Visitor: Sendable {
    var session: Session
    var language: Language
    /// What their pages send back with all that changes something, so that no other site can make their browser do so.
    var proof: String

    var account: Account { session.account }
}

/// Why a request is not answered.
enum Refusal: Error, Hashable {
    case signIn
    case role
    /// What it asks for is not there, or of a department that the visitor does not see: which one is not told.
    case missing
    /// It changes something, and does not prove that it comes from a page of the station.
    case forged
    case malformed(Wording)
    /// What it would change is no longer what the visitor saw.
    case changed(Wording)
    case tooLarge(bytes: Int)
}
