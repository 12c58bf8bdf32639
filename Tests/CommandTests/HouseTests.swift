import Foundation
import Testing

/// The plan of the house holds in the code.
@Suite struct HouseTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Rooms in the package description, in their order, each with the rooms and libraries that it uses.
    static func rooms() throws -> [(name: String, folder: String, uses: [String])] {
        let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
        let parts = text.split(separator: "targets: [", maxSplits: 1)
        let targets = try #require(parts.count == 2 ? parts[1] : nil)
        return targets.matches(of: /(?:room|executableTarget)\(\s*(?:name: )?"([\w-]+)"((?:[^()]|\([^()]*\))*)\)/).map {
            match in
            var uses = match.2.matches(of: /"(\w+)"/).map { String($0.1) }
            if match.2.contains("grdb") { uses.append("GRDB") }
            if match.2.contains("yams") { uses.append("Yams") }
            if match.2.contains("argumentParser") { uses.append("ArgumentParser") }
            let folder = match.2.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) } ?? "Sources/\(match.1)"
            return (String(match.1), folder, uses)
        }
    }

    static func swiftFiles(in folder: String) -> [URL] {
        let start = root.appending(path: folder).resolvingSymlinksInPath()
        let walker = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
        return (walker?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    @Test func aRoomUsesOnlyRoomsAboveIt() throws {
        let rooms = try Self.rooms()
        #expect(rooms.count >= 19)
        for (index, room) in rooms.enumerated() {
            let below = Set(rooms[index...].map(\.name))
            let wrong = room.uses.filter { below.contains($0) }
            #expect(wrong.isEmpty, "\(room.name) uses \(wrong), which stand below it")
        }
    }

    /// What the sources really import, however the package describes them.
    @Test func aRoomImportsOnlyRoomsThatItDeclares() throws {
        let rooms = try Self.rooms()
        let names = Set(rooms.map(\.name))
        for room in rooms {
            let sources = Self.swiftFiles(in: room.folder)
            #expect(!sources.isEmpty, "\(room.name) has no sources")
            for source in sources {
                let text = try String(contentsOf: source, encoding: .utf8)
                let imports = text.matches(of: /(?m)^(?:@\w+ )?(?:package |internal |public |private )?import (\w+)$/)
                    .map {
                        String($0.1)
                    }
                let wrong = imports.filter { names.contains($0) && !room.uses.contains($0) }
                #expect(wrong.isEmpty, "\(room.name)/\(source.lastPathComponent) imports \(wrong)")
            }
        }
    }

    @Test(arguments: [
        ("GRDB", "SQLAccess"), ("GRDBSQLite", "SQLAccess"), ("Yams", "Workflows"), ("CTesseract", "Recognition"),
        ("CZBar", "Recognition"), ("CLeptonica", "Imaging"), ("CJPEG", "Imaging"), ("CPoppler", "Imaging"),
        ("CQREncode", "Imaging"), ("CXlsxWriter", "Delivery"), ("CSodium", "Storage"), ("CZlib", "Packing"),
        ("CPostgreSQL", "SQLAccess"), ("CArithmetic", "Arithmetic"),
    ])
    func oneRoomTouchesEachLibrary(library: String, owner: String) throws {
        let importing = try Self.swiftFiles(in: "Sources").filter {
            let text = try String(contentsOf: $0, encoding: .utf8)
            return text.contains(try Regex("(?m)^(?:package |internal |public |private )?import \(library)$"))
        }
        let rooms = Set(importing.map { $0.path.split(separator: "/Sources/").last?.split(separator: "/").first ?? "" })
        #expect(rooms.map(String.init) == [owner])
    }

    @Test(arguments: ["Evidence", "Registers", "JapaneseText", "FieldTypes"])
    func aRoomThatKnowsNothingOfImagesImportsNone(room: String) throws {
        let rooms = try Self.rooms()
        let uses = try #require(rooms.first { $0.name == room }?.uses)
        #expect(Set(uses).isDisjoint(with: ["Imaging", "Recognition", "Forms"]))
    }

    /// The names that can't be anything else; `text`, `name` or `date` may be a column or a key of a file too.
    @Test func onlyOneRoomKnowsFieldTypesByName() throws {
        let types = try Self.swiftFiles(in: "Sources/FieldTypes/Types").flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: /name(?: =|:) "([a-z-]+)"/).map { String($0.1) }
        }
        #expect(types.count >= 22)
        let unmistakable = types.filter { $0.contains("-") || ["circled", "checkbox"].contains($0) }
        #expect(unmistakable.count >= 8)
        // Sample forms are data, as template files are.
        let rooms = try Self.rooms().map(\.name).filter { !["FieldTypes", "SampleForms", "sample-forms"].contains($0) }
        for file in rooms.flatMap({ Self.swiftFiles(in: "Sources/\($0)") }) {
            let text = try String(contentsOf: file, encoding: .utf8)
            let named = unmistakable.filter { text.contains("\"\($0)\"") }
            #expect(named.isEmpty, "\(file.lastPathComponent) knows \(named) by name")
        }
    }

    /// `Type.swift` declares or extends `Type`, `Type+Aspect.swift` extends it.
    @Test func aFileIsNamedAfterTheTypeInIt() throws {
        for file in Self.swiftFiles(in: "Sources") where file.lastPathComponent != "main.swift" {
            let name = file.deletingPathExtension().lastPathComponent.prefix { $0 != "+" }
            let text = try String(contentsOf: file, encoding: .utf8)
            let declares = try Regex(
                "(?m)^[a-z@ ]*\\b(?:struct|class|enum|protocol|actor|extension) \\[?(?:\\w+\\.)*\(name)\\b")
            #expect(text.contains(declares), "\(file.lastPathComponent) holds no \(name)")
        }
    }

    @Test func noSourceFileIsLong() throws {
        for file in Self.swiftFiles(in: "Sources") + Self.swiftFiles(in: "Tests") {
            let lines = try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 401, "\(file.lastPathComponent) has \(lines.count) lines")
        }
    }

    @Test func everySourceFileIsFormatted() throws {
        let lint = Process()
        lint.executableURL = URL(filePath: "/usr/bin/env")
        lint.arguments = [
            "swift", "format", "lint", "-s", "-r", "Sources", "Tests", "Benchmarks", "Training", "Package.swift",
        ]
        lint.currentDirectoryURL = Self.root
        let output = Pipe()
        lint.standardError = output
        lint.standardOutput = output
        try lint.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        lint.waitUntilExit()
        #expect(lint.terminationStatus == 0, "\(said)")
    }
}
