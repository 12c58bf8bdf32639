import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Slips
import Testing
import Workflows

/// Values drawn onto blank forms.
@Suite struct FillTests {
    private func template() throws -> (SlipFolder, FormTemplate) {
        let folder = try SlipFolder(template: Slip.writingTemplate)
        return (folder, try #require(TemplateReader.read(folder.file("slip/forms/slip.yml")).value))
    }

    /// Where a page is darker than the blank.
    private func changes(_ file: URL, page: Int = 1, from blank: URL) throws -> (
        pixels: [(x: Double, y: Double)], dpi: Double
    ) {
        let filled = try PageSource(opening: file).page(page)
        let empty = try PageSource(opening: blank).page(1)
        let (one, other) = (filled.bitmap.grayPixels(), empty.bitmap.grayPixels())
        #expect(one.width == other.width && one.height == other.height)
        let scale = 105 / Double(one.width)
        var found: [(x: Double, y: Double)] = []
        for y in 0..<min(one.height, other.height) {
            for x in 0..<min(one.width, other.width)
            where Int(other.bytes[y * other.width + x]) - Int(one.bytes[y * one.width + x]) > 60 {
                found.append((Double(x) * scale, Double(y) * scale))
            }
        }
        return (found, 25.4 / scale)
    }

    /// Fictional people and places whose writing is long, old, rare, foreign, or has signs of its own.
    private static let hardTexts = [
        // Old and variant letters, letters beyond JIS X 0208, of the supplementary planes, and with a selector of theirs.
        "髙橋 花子", "渡邉 﨑太郎", "齋藤 德藏", "邊土名 龍﨑", "草彅 彅子", "𠮷野家 𠮷夫", "𩸽 𡈽子", "辻󠄀 葛󠄀城", "廣瀨 晴德", "禰󠄀宜 祇󠄀園",
        // Length.
        "一", "東海林 寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末風来末", "勅使河原 武者小路実篤左衛門尉",
        // Kana, half-width, with sound marks of their own, and small letters.
        "ヴァイオレット・エヴァーガーデン", "ﾀｶﾊｼ ﾊﾅｺ", "か\u{3099}く は\u{309A}ん", "ッャュョァィゥェォヮヵヶ", "々〻〆〇ゝゞヽヾ",
        // Foreign people.
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ", "Nguyễn Thị Ánh Tuyết", "Müller-Lüdenscheidt, Jürgen",
        "김철수", "Ålesund Østergård", "gjpqy jgpqy", "ÅÄÖÉÈ", "WWWWWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiii",
        // Addresses.
        "鹿児島県鹿児島市山下町十一番一号鹿児島市役所別館八階八百八号室", "北海道勇払郡安平町早来大町９５番地", "京都府京都市中京区寺町通御池上る上本能寺前町４８８番地",
        "岩手県下閉伊郡普代村第１０地割字太田名部１３番地２　グランドメゾン・ド・普代海岸通り弐番館Ⅲ－１２０５号室", "香川県高松市番町一丁目８番１５号㈱試験ビル㊤５Ｆ",
        "字大字小字無番地", "〒890-8577 鹿児島市山下町11-1 #8F〜9F ①②③ ㎡ № ℡",
    ]

    /// In every case: all of it is drawn, within its zone.
    @Test func textStaysWithinItsZone() throws {
        let (folder, template) = try template()
        let blank = try #require(template.blank)
        let file = folder.file("filled.pdf")
        for text in Self.hardTexts {
            let misfits = try FilledBlank([template]).write(["name": .text(text)], id: nil, to: file)
            #expect(misfits.isEmpty, "\(text): \(misfits)")
            let found = try changes(file, from: blank).pixels
            #expect(found.count > 20, "\(text)")
            // The zone of `name` is [40, 70, 50, 9].
            let outside = found.filter { !(39.9...90.1).contains($0.x) || !(69.9...79.1).contains($0.y) }
            #expect(outside.isEmpty, "\(text): \(outside.prefix(3))")
        }
    }

    @Test func aDayIsDrawnIntoItsThreeBoxes() throws {
        let boxes =
            "{name: born, label: 生年月日, type: date, cells: [[12, 120, 20, 8], [42, 120, 20, 8], [72, 120, 20, 8]]}"
        let folder = try SlipFolder(template: Slip.writingTemplate + "\n  - \(boxes)\n")
        let template = try #require(TemplateReader.read(folder.file("slip/forms/slip.yml")).value)
        let file = folder.file("filled.pdf")
        #expect(try FilledBlank([template]).write(["born": .text("1980-04-21")], id: nil, to: file).isEmpty)
        let found = try changes(file, from: #require(template.blank)).pixels
        let inBox = [12.0, 42, 72].map { left in
            found.count { (left...left + 20).contains($0.x) && (120...128.1).contains($0.y) }
        }
        #expect(inBox.allSatisfy { $0 > 20 } && inBox.reduce(0, +) == found.count, "\(inBox) of \(found.count)")
    }

    @Test func marksAndFormsOfASetAreDrawn() throws {
        let (folder, template) = try template()
        let file = folder.file("filled.pdf")
        let misfits = try FilledBlank([template, template]).write(
            ["consent": .flag(true), "urgent": .flag(false), "way": .text("郵送"), "total": .integer(1_234_567)],
            id: nil, to: file)
        #expect(misfits.isEmpty)
        #expect(try PageSource(opening: file).pageCount == 2)
        for page in 1...2 {
            let found = try changes(file, page: page, from: #require(template.blank)).pixels
            let inside = { (left: Double, top: Double, width: Double, height: Double) in
                found.count { (left...left + width).contains($0.x) && (top...top + height).contains($0.y) }
            }
            #expect(inside(12, 92, 5, 5) > 10)
            #expect(inside(42, 92, 5, 5) == 0)
            #expect(inside(42, 104, 5, 5) > 10)
            #expect(inside(12, 104, 5, 5) == 0)
            #expect(inside(40, 58, 50, 9) > 50)
        }
    }

    @Test func anOptionThatTheFormLacksIsNamed() throws {
        let (folder, template) = try template()
        let misfits = try FilledBlank([template]).write(
            ["way": .text("伝書鳩")], id: nil, to: folder.file("filled.pdf"))
        #expect(misfits.map(\.field) == ["way"])
    }

    @Test(arguments: ["1", "A-1", "20261128-691e3d2a9b-1", String(repeating: "20261128-", count: 12)])
    func theCodeIsReadBack(id: String) throws {
        let (folder, template) = try template()
        let file = folder.file("filled.pdf")
        _ = try FilledBlank([template]).write([:], id: id, to: file)
        let page = try PageSource(opening: file).page(1)
        #expect(BarcodeReader().read(page.bitmap.grayPixels()).map(\.text) == [id])
    }
}
