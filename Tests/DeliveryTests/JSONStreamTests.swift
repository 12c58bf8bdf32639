import Delivery
import Foundation
import Paperwork
import Testing

@Suite struct JSONStreamTests {
    private struct Item: Encodable {
        var name: String
        var numbers: [Int]
        var note: String?
    }

    private struct Whole: Encodable {
        var count: Int
        var items: [Item]
        var nothing: [Int]
        var title: String
    }

    private let folder: OutputFolder

    init() throws { folder = try OutputFolder() }

    @Test func valuesInARowAreTheSameAsAllAtOnce() throws {
        let items = [Item(name: "髙﨑 \"a\"\n", numbers: [1, 2]), Item(name: "a/b", numbers: [], note: "x")]
        let stream = try JSONStream(to: folder.file("stream.json"))
        try stream.object {
            try stream.value(2, for: "count")
            try stream.array(for: "items") { for item in items { try stream.value(item) } }
            try stream.array(for: "nothing") {}
            try stream.value("題", for: "title")
        }
        try stream.finish()
        try JSONFile.write(
            Whole(count: 2, items: items, nothing: [], title: "題"), to: folder.file("whole.json"))
        let parsed = try ["stream.json", "whole.json"].map {
            try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: folder.file($0))) as? NSDictionary)
        }
        #expect(parsed[0] == parsed[1])
        let text = try String(contentsOf: folder.file("stream.json"), encoding: .utf8)
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("\n  \"items\" : [\n    {\n      \"name\" :"))
    }

    @Test func aFileThatIsNotFinishedLeavesNothing() throws {
        func begin() throws {
            let stream = try JSONStream(to: folder.file("half.json"))
            try stream.array { try stream.value(String(repeating: "a", count: 200_000)) }
        }
        try begin()
        #expect(folder.names == [])
    }
}
