import Foundation
import Slips
import Testing

/// What the commands print for programs has the form that `docs/` describes.
@Suite struct OutputSchemaTests {
    private static func object(_ text: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    @Test func `results, status and report are as their schemas say`() throws {
        let folder = try SlipFolder()
        try folder.scan([.plain, .blank, .foreign, .front(marks: ["consent"])])
        _ = try Tema.run(["run", "slip", "scan.pdf", "--data", "data"], in: folder.url)
        let results = try String(contentsOf: folder.file("out/results.json"), encoding: .utf8)
        #expect(try OutputSchema("results").faults(in: Self.object(results)) == [])
        for (name, arguments) in [
            ("status", ["status", "--all", "--json"]), ("report", ["report", "--format", "json"]),
        ] {
            let run = try Tema.run(arguments + ["--data", "data"], in: folder.url)
            #expect(run.status == 0, "\(run.messages)")
            #expect(try OutputSchema(name).faults(in: Self.object(run.output)) == [])
        }
    }

    @Test(arguments: [
        (#"{"workflow": "slip"}"#, "batches"), (#"{"workflow": 7, "batches": []}"#, "workflow"),
        (#"{"workflow": "slip", "batches": [{"more": 1}]}"#, "more"),
    ])
    func `what differs is found`(text: String, place: String) throws {
        let faults = try OutputSchema("results").faults(in: Self.object(text))
        #expect(faults.contains { $0.contains(place) }, "\(faults)")
    }
}

/// As much of JSON Schema 2020-12 as the schemas of outputs use.
private struct OutputSchema {
    private let root: [String: Any]

    init(_ name: String) throws {
        let file = HouseTests.root.appending(path: "docs/\(name).schema.json")
        root = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    }

    func faults(in value: Any) -> [String] { faults(in: value, root, at: "") }

    private func faults(in value: Any, _ schema: [String: Any], at place: String) -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = String(reference.dropFirst("#/$defs/".count))
            let definitions = root["$defs"] as? [String: Any]
            guard let target = definitions?[name] as? [String: Any] else { return ["\(place): no definition \(name)"] }
            return faults(in: value, target, at: place)
        }
        let types = schema["type"] as? [String] ?? [schema["type"] as? String].compactMap { $0 }
        guard types.isEmpty || types.contains(where: { Self.isOf($0, value) }) else {
            return ["\(place): not \(types)"]
        }
        if let allowed = schema["enum"] as? [String], let text = value as? String, !allowed.contains(text) {
            return ["\(place): \(text) is none of \(allowed)"]
        }
        if let items = value as? [Any], let each = schema["items"] as? [String: Any] {
            return items.enumerated().flatMap { faults(in: $1, each, at: "\(place)/\($0)") }
        }
        guard let entries = value as? [String: Any] else { return [] }
        let properties = schema["properties"] as? [String: Any] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { entries[$0] == nil }
        return missing.map { "\(place): lacks \($0)" }
            + entries.flatMap { name, entry -> [String] in
                let known = (properties[name] ?? schema["additionalProperties"]) as? [String: Any]
                guard let known else { return ["\(place): \(name) is not described"] }
                return faults(in: entry, known, at: "\(place)/\(name)")
            }
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "boolean": (value as? NSNumber).map(isFlag) ?? false
        case "integer": (value as? NSNumber).map { !isFlag($0) && $0.doubleValue.rounded() == $0.doubleValue } ?? false
        case "number": (value as? NSNumber).map { !isFlag($0) } ?? false
        default: false
        }
    }

    private static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
