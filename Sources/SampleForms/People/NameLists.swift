import Foundation

/// The names and towns that fictional people are put together from.
struct NameLists: Sendable {
    struct Surname: Sendable {
        var name: String
        var kana: String
        var weight: Int
    }

    struct GivenName: Sendable {
        var name: String
        var kana: String
        var sex: String
        /// The first year of birth that it is drawn for.
        var since: Int
    }

    struct Town: Sendable {
        var postalCode: String
        var name: String
    }

    let surnames: [Surname]
    let givenNames: [GivenName]
    let towns: [Town]

    static let shared = NameLists()

    private init() {
        surnames = Self.rows("surnames").map { Surname(name: $0[0], kana: $0[1], weight: Int($0[2]) ?? 1) }
        givenNames = Self.rows("given-names").map {
            GivenName(name: $0[0], kana: $0[1], sex: $0[2], since: Int($0[3]) ?? 1900)
        }
        towns = Self.rows("towns").map { Town(postalCode: $0[0], name: $0[1]) }
    }

    private static func rows(_ name: String) -> [[String]] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "csv"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { preconditionFailure("The resource \(name).csv is missing from the program's bundle") }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
