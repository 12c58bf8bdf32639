import FieldTypes
import Testing

@testable import Registers

@Suite("Folding a whole column")
struct FoldingTests {
    private static let names = [
        "髙橋　甲太", "渡邉 丙介", "乙川丁子", " 甲山　春子 ", "ジョン・スミス", "John Smith", "佐々木　ー子", "", "　",
    ]
    private static let kana = [
        "ﾀｶﾊｼ ｺｳﾀ", "タカハシ　コウタ", "わたなべ ｼﾞｮｳ", "ヴァンダム　ユウ", "ミズノ-ト タロー", "ﾊ ﾞﾀ", "サトー ヴァン",
    ]
    private static let addresses = [
        "鹿児島県架空市天町一丁目2番3号", "架空市天町1-2-3", "架空市天町１丁目２番３号", "架空市天町1番地の2", "架空市天町1番地2", "架空市天町12番",
        "架空市天町12", "架空市天町1丁目2-3 甲ハイツ101", "札幌市中央区北1条西2丁目3番", "千代田区三番町5", "千代田区三番町", "堺市堺区甲1丁2番3号",
        "架空市大字玄字黄123", "架空市天町1 2-3", "架空市天町－1", "1-2-3", "", "架空市天町1－2－3", "架空市霧ヶ丘2-3", "架空市天町二丁目", "架空市天町1-2-",
        "架空市天町1号室", "架空市ハイツ3", "架空市天町01-2",
    ]

    private static let cases =
        names.map { (ComparisonKind.name, $0) } + kana.map { (.kana, $0) } + addresses.map { (.address, $0) }

    @Test("gives each value the key that it has by itself", arguments: cases)
    func agrees(kind: ComparisonKind, text: String) {
        var folder = ColumnFolder(kind: kind, digits: nil)
        for _ in 0..<2 { #expect(folder.units(of: text) == Array(kind.folded(text).utf16)) }
    }
}
