import Foundation
import Testing

/// What the station's sources say of themselves: a word or a description that is missing shows as nothing, so it is looked
/// for here.
@Suite struct PagesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func files(_ folder: String, _ ending: String) throws -> [(name: String, text: String)] {
        let url = root.appending(path: folder)
        return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(ending) }.sorted()
            .map { ($0, try String(contentsOf: url.appending(path: $0), encoding: .utf8)) }
    }

    private static func words() throws -> [String] {
        try String(contentsOf: root.appending(path: "Sources/Station/Pages/words.txt"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test func everyWordIsThereOnceInBothLanguages() throws {
        let lines = try Self.words().map { $0.split(separator: "|", omittingEmptySubsequences: false) }
        #expect(lines.allSatisfy { $0.count == 3 && $0.allSatisfy { !$0.isEmpty } })
        let keys = lines.map { String($0[0]) }
        #expect(Set(keys).count == keys.count)
    }

    @Test func pagesAndScriptsUseNoWordThatIsMissing() throws {
        let keys = Set(try Self.words().map { String($0.prefix { $0 != "|" }) })
        for (name, text) in try Self.files("Sources/Station/Pages", ".mustache") {
            for match in text.matches(of: /\{\{w\.([a-z-]+)\}\}/) { #expect(keys.contains(String(match.1)), "\(name)") }
        }
        for (name, text) in try Self.files("Sources/Station/Web", ".js") {
            for match in text.matches(of: /say\("([a-z-]+)"\)/) {
                #expect(keys.contains(String(match.1)), "\(name) \(match.1)")
            }
        }
    }

    @Test func nothingIsAskedOfTheOutside() throws {
        let pages = try Self.files("Sources/Station/Pages", ".mustache") + Self.files("Sources/Station/Web", ".js")
        for (name, whole) in pages + (try Self.files("Sources/Station/Web", ".css")) {
            // The name of SVG, which nobody asks for.
            let text = whole.replacing("http://www.w3.org/2000/svg", with: "")
            #expect(text.firstMatch(of: /["'`(=]\s*(https?:)?\/\/[a-z0-9]/) == nil, "\(name)")
            #expect(text.firstMatch(of: /<script>|onclick="|style="|javascript:/) == nil, "\(name)")
        }
    }

    @Test func theDescriptionOfTheAPIHasAllOfIt() throws {
        let description = try String(
            contentsOf: Self.root.appending(path: "docs/station-api.yaml"), encoding: .utf8)
        let described = Set(description.matches(of: /(?m)^  (\/api\/[^:]+):$/).map { String($0.1) })
        var served = Set<String>()
        for (_, text) in try Self.files("Sources/Station/Routes", ".swift") {
            for match in text.matches(of: /router\.(?:get|post|put|delete)\("(\/api\/[^"]+)"\)/) {
                served.insert(String(match.1).replacing(/:([a-z]+)/) { "{\($0.1)}" })
            }
        }
        #expect(served.subtracting(described).sorted() == [])
        #expect(described.subtracting(served).sorted() == [])
    }
}
