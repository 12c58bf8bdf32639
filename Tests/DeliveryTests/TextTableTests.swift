import Delivery
import Testing

@Suite struct TextTableTests {
    @Test func columnsLineUpByDisplayWidth() {
        let table = TextTable(
            header: ["氏名", "額"], rows: [["山田太郎", "1,000"], ["Sue", "5"], ["ﾔﾏﾀﾞ", "20"]],
            alignments: [.left, .right])
        #expect(
            table.rendered() == """
                氏名         額
                --------  -----
                山田太郎  1,000
                Sue           5
                ﾔﾏﾀﾞ         20

                """)
    }

    @Test func controlCharactersAndRaggedRowsDoNotBreakTheTable() {
        let table = TextTable(header: ["a", "b"], rows: [["x\u{1B}[31m\n"], ["1", "2", "3"]])
        #expect(table.rendered() == "a            b\n-----------  -\nx\\x1b[31m\\n\n1            2\n")
    }

    @Test(arguments: [
        ("abc", 3), ("山田", 4), ("ﾔﾏﾀﾞ", 4), ("か\u{3099}", 2), ("葛\u{E0100}", 2), ("𠮷", 2), ("①", 1), ("（）", 4), ("", 0),
        ("👍", 2), ("👨‍👩‍👧", 2), ("é", 1),
    ])
    func widthsFollowTheEastAsianWidthProperty(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }
}
