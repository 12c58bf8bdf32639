internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Mustache
internal import Paperwork
internal import Storage

/// Puts the pages together. Templates get what they show as strings, escaped by the library; words come from `Words`.
struct Pages: Sendable {
    private let library: MustacheLibrary
    private let place: String

    /// - Parameter place: what the place is called on every page.
    init(place: String) async throws {
        guard let folder = Bundle.module.resourceURL?.appending(path: "Pages") else { throw Refusal.missing }
        library = try await MustacheLibrary(directory: folder.path)
        self.place = place
    }

    /// A page in its frame.
    ///
    /// - Parameters:
    ///   - visitor: nil on pages that everybody sees.
    ///   - values: what its template shows beside the words.
    ///   - tab: the one that it belongs to; nil where that has its name.
    func page(
        _ name: String, for visitor: Visitor?, language: Language, _ values: [String: Any] = [:],
        under tab: Tab? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        var values = values.filter { ($0.value as? String)?.isEmpty != true }
        let words = Words.all(in: language)
        values["w"] = words
        values["language"] = language.rawValue
        values["place"] = place
        values["page"] = name
        values["title"] = words[name] ?? name
        if let visitor {
            values["visitor"] = [
                "name": visitor.account.display, "role": visitor.account.role.words.text(in: language),
                "proof": visitor.proof,
            ]
            values["tabs"] = Tab.list(for: visitor.account.role).map { each in
                [
                    "path": each.path, "name": words[each.rawValue] ?? each.rawValue,
                    "here": each.rawValue == tab?.rawValue ?? name ? "page" : "",
                ]
            }
            values["script"] = Words.json(in: language)
        }
        guard let html = library.render(values, withTemplate: name) else { throw Refusal.missing }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

/// The pages that stand in the head of each.
enum Tab: String, CaseIterable {
    case batches
    case review
    case time
    case workflows
    case robots
    case templates
    case audit
    case accounts

    var path: String { "/\(rawValue)" }

    var roles: Set<Account.Role> {
        switch self {
        case .batches: [.clerk, .it, .manager, .auditor]
        case .review: [.clerk, .manager]
        case .time: [.clerk, .it, .manager, .auditor]
        case .workflows: [.clerk, .it, .manager, .auditor]
        case .robots: [.clerk, .it, .manager, .auditor]
        case .templates: [.it]
        case .audit: [.it, .auditor]
        case .accounts: [.it]
        }
    }

    static func list(for role: Account.Role) -> [Tab] { allCases.filter { $0.roles.contains(role) } }
}
