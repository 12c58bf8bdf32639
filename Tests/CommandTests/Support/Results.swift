import Foundation

/// `results.json`, decoded so strictly that a missing value fails.
struct Results: Decodable {
    struct SetAside: Decodable {
        var page: Int
        var reason: String
    }

    struct Field: Decodable {
        var text: String
        var confidence: Double
        var accepted: Bool
        var by: String?
        var zone: [Double]
        var lattice: [[Alternative]]
    }

    struct Alternative: Decodable {
        var text: String
        var score: Double
    }

    struct Register: Decodable {
        var name: String
        var found: String
        var key: String?
        var score: Double
        var margin: Double
    }

    struct Problem: Decodable {
        var field: String?
        var rule: String
        var message: String
    }

    struct Seconds: Decodable {
        var machine: Double
        var human: Double
        var baseline: Double
    }

    struct Document: Decodable {
        var id: String
        var form: String
        var pages: [Int]
        var state: String
        var fields: [String: Field]
        var register: Register?
        var problems: [Problem]
        var seconds: Seconds
    }

    struct Batch: Decodable {
        var file: String
        var sha256: String
        var pages: Int
        var blank: Int
        var setAside: [SetAside]
        var documents: [Document]

        enum CodingKeys: String, CodingKey {
            case file, sha256, pages, blank, documents
            case setAside = "set_aside"
        }
    }

    var workflow: String
    var batches: [Batch]

    init(_ file: URL) throws {
        self = try JSONDecoder().decode(Results.self, from: Data(contentsOf: file))
    }
}
