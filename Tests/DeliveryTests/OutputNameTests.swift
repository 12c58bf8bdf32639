import Delivery
import Foundation
import Paperwork
import Testing

@Suite struct OutputNameTests {
    private static let folder = URL(fileURLWithPath: "/out")

    private static func values(batch: String = "b-1") -> OutputName.Values {
        OutputName.Values(
            moment: Date(timeIntervalSince1970: 1_775_031_300), timeZone: .gmt, batch: batch, workflow: "onestop")
    }

    @Test(arguments: [
        ("{workflow}-{date}-{batch}.csv", "/out/onestop-2026-04-01-b-1.csv"), ("寄附_{time}.csv", "/out/寄附_081500.csv"),
        ("plain.csv", "/out/plain.csv"),
    ])
    func placeholdersAreFilledIn(template: String, expected: String) throws {
        #expect(try OutputName.place(template, Self.values(), in: Self.folder).path == expected)
    }

    @Test(arguments: ["../../etc/passwd", "a/b", "a\\b", "..", "C:x", "\u{0}", "a\nb"])
    func anIdCannotLeaveTheFolder(batch: String) throws {
        let place = try OutputName.place("x-{batch}.csv", Self.values(batch: batch), in: Self.folder)
        #expect(place.deletingLastPathComponent().path == "/out")
        #expect(!place.lastPathComponent.contains("\\"))
    }

    @Test(arguments: [
        "../a.csv", "/etc/a.csv", "a/b.csv", ".hidden", "", "a\u{0}b", "{dat}.csv", String(repeating: "長", count: 80),
    ])
    func namesThatLeaveTheFolderAreRefused(template: String) {
        let trouble = #expect(throws: Trouble.self) {
            try OutputName.place(template, Self.values(), in: Self.folder)
        }
        #expect(trouble?.kind == .definition)
        #expect(trouble?.remedy != nil)
    }
}
