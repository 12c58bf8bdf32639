import FieldTypes
import Forms
import Foundation
import Paperwork
import Testing
import Workflows

/// Changes in the text of a template: what is not named stays, to the letter.
@Suite struct TemplateTextTests {
    private static let text = """
        # 申請書（紙は A5）
        form: f
        fields:
          # 上の段
          - name: first      # 主キー
            label: '氏名, 姓'
            zone: [ 10.0, 20.0,  30.0, 8.0 ]   # mm
            type: name
            optional: true   # 空欄でもよい

          # 要確認: 見出しの文字が見つかりません
          - {name: second, type: my-number, zone: [10, 30, 60, 8], cells: 12, sensitive: true}  # 番号
          # 選択肢
          - name: third
            type: choice
            options:
              はい: [10, 40, 5, 5]   # 左
              "いいえ: 不可": [20, 40, 5, 5]
            # third の終わり
        # 終わり

        """

    /// A change, the line that it takes away, and what stands there then.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var old: String
        var new: String
        var change: @Sendable (inout TemplateText) throws -> Void
    }

    static let cases = [
        Case(
            testDescription: "a word behind which a comment stands", old: "name: first      #",
            new: "name: erste      #"
        ) {
            try $0.set("name", ofField: 0, to: "erste")
        },
        Case(testDescription: "a text in its quotes", old: "'氏名, 姓'", new: "'it''s'") {
            try $0.set("label", ofField: 0, to: "it's")
        },
        Case(testDescription: "a word that must be quoted", old: "name: second,", new: "name: \"a, b\",") {
            try $0.set("name", ofField: 1, to: "a, b")
        },
        Case(testDescription: "a flag goes, its comment stays", old: "optional: true   #", new: "#") {
            try $0.set("optional", ofField: 0, to: nil)
        },
        Case(testDescription: "a flag in braces goes", old: ", sensitive: true}", new: "}") {
            try $0.set("sensitive", ofField: 1, to: nil)
        },
        Case(testDescription: "a key in the middle of braces goes", old: ", cells: 12", new: "") {
            try $0.set("cells", ofField: 1, to: nil)
        },
        Case(testDescription: "the first key goes", old: "{name: second, type", new: "{type") {
            try $0.set("name", ofField: 1, to: nil)
        },
        Case(
            testDescription: "a key comes behind its neighbour", old: "type: name\n",
            new: "type: name\n    writing: print\n"
        ) {
            try $0.set("writing", ofField: 0, to: "print")
        },
        Case(testDescription: "a key comes into braces", old: "name: second,", new: "name: second, label: 番号,") {
            try $0.set("label", ofField: 1, to: "番号")
        },
        Case(
            testDescription: "a key comes behind options", old: "5, 5]\n    # third",
            new: "5, 5]\n    page: 2\n    # third"
        ) {
            try $0.set("page", ofField: 2, to: "2")
        },
        Case(
            testDescription: "only the numbers that change", old: "10.0, 20.0,  30.0, 8.0",
            new: "10.0, 21.5,  31.0, 8.0"
        ) {
            try $0.place(Zone(left: 10, top: 21.5, width: 31, height: 8), part: nil, ofField: 0)
        },
        Case(testDescription: "an option moves", old: "[20, 40, 5, 5]", new: "[20.5, 40, 5, 6]") {
            try $0.place(Zone(left: 20.5, top: 40, width: 5, height: 6), part: 1, ofField: 2)
        },
        Case(testDescription: "an option has another name", old: "はい:", new: "\"はい, はい\":") {
            try $0.renameOption(0, ofField: 2, to: "はい, はい")
        },
        Case(
            testDescription: "an option comes", old: "[20, 40, 5, 5]\n",
            new: "[20, 40, 5, 5]\n      不明: [30, 40, 5, 5]\n"
        ) { try $0.addOption("不明", at: Zone(left: 30, top: 40, width: 5, height: 5), toField: 2) },
        Case(testDescription: "an option goes", old: "      \"いいえ: 不可\": [20, 40, 5, 5]\n", new: "") {
            try $0.removeOption(1, ofField: 2)
        },
        Case(
            testDescription: "a field comes", old: "    # third の終わり\n",
            new: """
                    # third の終わり
                  - name: fourth
                    label: "4: 番"
                    zone: [1, 2.5, 3, 4]
                    type: text

                """
        ) {
            try $0.add(
                .init(
                    values: ["name": "fourth", "label": "4: 番", "type": "text"],
                    zone: Zone(left: 1, top: 2.5, width: 3, height: 4)))
        },
        Case(
            testDescription: "a field with options comes", old: "    # third の終わり\n",
            new: """
                    # third の終わり
                  - name: fourth
                    options: {a: [1, 2, 3, 4], "b, c": [5, 2, 3, 4]}
                    type: circled

                """
        ) {
            try $0.add(
                .init(
                    values: ["name": "fourth", "type": "circled"], zone: nil,
                    options: [
                        ("a", Zone(left: 1, top: 2, width: 3, height: 4)),
                        ("b, c", Zone(left: 5, top: 2, width: 3, height: 4)),
                    ]))
        },
        Case(
            testDescription: "a field goes, with what the program noted of it",
            old: """
                  # 要確認: 見出しの文字が見つかりません
                  - {name: second, type: my-number, zone: [10, 30, 60, 8], cells: 12, sensitive: true}  # 番号

                """, new: ""
        ) { try $0.remove(field: 1) },
        Case(testDescription: "nothing", old: "name: first", new: "name: first") {
            try $0.set("name", ofField: 0, to: "first")
            try $0.set("lines", ofField: 0, to: nil)
            try $0.place(Zone(left: 10, top: 20, width: 30, height: 8), part: nil, ofField: 0)
        },
    ]

    @Test(arguments: cases)
    func onlyWhatIsNamedChanges(_ given: Case) throws {
        let expected = Self.text.replacing(given.old, with: given.new)
        #expect(Self.text.ranges(of: given.old).count == 1)
        for (isWindows, isMarked) in [(false, false), (true, false), (false, true)] {
            func dressed(_ text: String) -> String {
                (isMarked ? "\u{FEFF}" : "") + (isWindows ? text.replacing("\n", with: "\r\n") : text)
            }
            var text = try TemplateText(dressed(Self.text))
            try given.change(&text)
            #expect(text.text.unicodeScalars.elementsEqual(dressed(expected).unicodeScalars), "\(text.text)")
        }
    }

    @Test func fieldsInBracketsAreChangedToo() throws {
        var text = try TemplateText("fields: [{name: a, zone: [1, 2, 3, 4]}, {name: b, label: b}] # all\n")
        try text.add(.init(values: ["name": "c"], zone: nil))
        try text.remove(field: 0)
        try text.set("label", ofField: 0, to: nil)
        #expect(text.text == "fields: [{name: b}, {name: c}] # all\n")
    }

    /// A template whose field 0 has a label that can't be told from its surroundings.
    @Test(arguments: ["label: >\n      two\n      lines", "label: two\n      lines", "label: !!str x"])
    func whatCanNotBeChangedByItsPlaceStays(label: String) throws {
        let given = "fields:\n  - name: a\n    \(label)\n    type: text\n"
        var text = try TemplateText(given)
        let trouble = #expect(throws: Trouble.self) { try text.set("label", ofField: 0, to: "new") }
        #expect(trouble?.message.en.contains("line 3") == true && text.text == given)
        try text.set("type", ofField: 0, to: "yen")
        #expect(text.text == given.replacing("type: text", with: "type: yen"))
    }

    @Test func everyFieldOfASampleCanBeTakenApart() throws {
        let folder = try WorkingFolder(Samples.files)
        let file = folder.file("Workflows/onestop/forms/onestop.yml")
        let template = try #require(TemplateReader.read(file).value)
        var text = try TemplateText(String(contentsOf: file, encoding: .utf8))
        for index in template.fields.indices {
            try text.set("label", ofField: index, to: "見出し \(index)")
            try text.set("optional", ofField: index, to: "true")
        }
        let read = DraftTexts.reading(text.text, at: file) { TemplateReader.read(file) }
        #expect(read.diagnostics.isEmpty)
        #expect(read.value?.fields.map(\.label) == template.fields.indices.map { "見出し \($0)" })
        #expect(read.value?.fields.allSatisfy(\.isOptional) == true)
        #expect(read.value?.fields.map(\.place) == template.fields.map(\.place))
    }
}
