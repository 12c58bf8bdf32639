import Imaging
import Paperwork

extension FormDesign {
    /// 寄附金税額控除に係る申告特例申請書: written by hand throughout.
    ///
    /// Laid out after 地方税法施行規則 第五十五号の五様式.
    package static let onestop: FormDesign = {
        var sheet = Sheet(family: "IPAexMincho")
        sheet.printHeading()
        sheet.printApplicant()
        sheet.printDonation()
        sheet.printConsent()
        sheet.printReceipt()
        return sheet.design(id: "onestop", version: "2026", title: "寄附金税額控除に係る申告特例申請書")
    }()
}

extension Sheet {
    fileprivate mutating func printHeading() {
        label("第五十五号の五様式（附則第二条の四関係）", 15, 8, 90, 5, points: 8, .left)
        label("市町村民税", 40, 16, 24, 5, points: 9.5)
        label("道府県民税", 40, 21, 24, 5, points: 9.5)
        label("寄附金税額控除に係る申告特例申請書", 66, 15, 124, 12, points: 16, .left)
        label("令和７年寄附分", 15, 16, 24, 10, points: 9, .left)
        label("鹿児島市長　殿", 20, 41, 50, 7, points: 11, .left)
        label("受付日", 124, 30, 16, 9, points: 9)
        box(140, 30, 55, 9)
        written("received", "受付日", "era-date", zone(140.5, 30.5, 54, 8), writing: "hand")
        label("整理番号", 124, 39, 16, 7, points: 9)
        box(140, 39, 55, 7)
        box(124, 30, 16, 16)
        horizontal(39, from: 124, to: 140)
    }

    fileprivate mutating func printApplicant() {
        let top = 50.0
        label("住　所", 15, top, 22, 20, points: 10)
        label("〒", 38, top + 0.5, 5, 7, points: 9)
        comb(43.5, top + 1, 42, 6.6, cells: 7, groups: [3])
        combed("postal_code", "郵便番号", "postal-code", zone(43.5, top + 1, 42, 6.6), cells: 7, writing: "hand")
        written("address", "住所", "address", zone(38, top + 8.4, 156.4, 11.2), writing: "hand")
        label("電話番号", 15, top + 20, 22, 9, points: 10)
        written("phone", "電話番号", "phone", zone(38, top + 20.5, 70, 8), writing: "hand")
        label("性　別", 110, top + 20, 20, 9, points: 10)
        label("男", 138, top + 21, 8, 7, points: 11)
        label("・", 150, top + 21, 6, 7, points: 11)
        label("女", 160, top + 21, 8, 7, points: 11)
        optioned(
            "sex", "性別", "circled", [("男", zone(138, top + 21, 8, 7)), ("女", zone(160, top + 21, 8, 7))])
        label("フリガナ", 15, top + 29, 22, 8, points: 9)
        written("kana", "フリガナ", "kana", zone(38, top + 29.4, 156.4, 7.2), writing: "hand")
        label("氏　名", 15, top + 37, 22, 14, points: 10)
        written("name", "氏名", "name", zone(38, top + 37.6, 156.4, 12.8), writing: "hand")
        label("個人番号", 15, top + 51, 22, 12, points: 10)
        comb(40, top + 52.5, 108, 9, cells: 12, groups: [4, 8])
        combed(
            "my_number", "個人番号", "my-number", zone(40, top + 52.5, 108, 9), cells: 12, writing: "hand",
            isSensitive: true)
        label("生年月日", 15, top + 63, 22, 12, points: 10)
        var eras: [(name: String, zone: Zone)] = []
        for (index, era) in ["明治", "大正", "昭和", "平成", "令和"].enumerated() {
            let left = 38.5 + 13.4 * Double(index)
            label(era, left + 1, top + 65.5, 9.6, 7, points: 10)
            if index > 0 { label("・", left - 2.2, top + 65.5, 3.4, 7, points: 9) }
            eras.append((era, zone(left + 1, top + 65.5, 9.6, 7)))
        }
        optioned("birth_era", "生年月日の元号", "circled", eras)
        var parts: [Zone] = []
        for (index, unit) in ["年", "月", "日"].enumerated() {
            let left = 110 + 26 * Double(index)
            comb(left, top + 64.5, 18, 9, cells: 2)
            label(unit, left + 19, top + 64.5, 6, 9, points: 10)
            parts.append(zone(left, top + 64.5, 18, 9))
        }
        field(
            DesignedField(
                name: "birth", label: "生年月日", type: "era-date", place: .cells(parts), writing: "hand", era: "birth_era")
        )
        for y in [20.0, 29, 37, 51, 63] {
            horizontal(top + y, from: 15, to: 195, dashed: y == 37)
        }
        vertical(37, from: top, to: top + 75)
        vertical(110, from: top + 20, to: top + 29)
        vertical(130, from: top + 20, to: top + 29)
        box(15, top, 180, 75, thickness: 0.4)
        label(
            "※　上記に記載した内容に変更があった場合、申告特例対象年の翌年の１月１０日までに、申告特例申請事項変更届出書を提出してください。", 15, 126, 180, 5,
            points: 8, .left)
    }

    fileprivate mutating func printDonation() {
        label("１．当団体に対する寄附に関する事項", 15, 133, 120, 6, points: 10.5, .left)
        label("寄附年月日", 15, 140, 26, 13, points: 10)
        written("donated", "寄附年月日", "era-date", zone(42, 140.6, 62, 11.8), writing: "hand")
        label("寄 附 金 額", 106, 140, 24, 13, points: 10)
        comb(131, 142, 54, 9, cells: 9, groups: [3, 6])
        combed("amount", "寄附金額", "yen", zone(131, 142, 54, 9), cells: 9, writing: "hand")
        label("円", 186, 142, 7, 9, points: 10)
        for x in [41.0, 106, 130] { vertical(x, from: 140, to: 153) }
        box(15, 140, 180, 13, thickness: 0.4)
    }

    fileprivate mutating func printConsent() {
        label("２．申告の特例の適用に関する事項", 15, 157, 120, 6, points: 10.5, .left)
        let notes = [
            "　申告の特例の適用を受けるための申請は、①及び②に該当する場合のみすることができます。①及び②に該当する場合、",
            "それぞれ下の欄の□にチェックをしてください。",
        ]
        for (index, note) in notes.enumerated() {
            label(note, 17, 163 + 4.6 * Double(index), 176, 4.6, points: 8.5, .left)
        }
        let consents = [
            ("consent_donor", "① 地方税法附則第７条第１項（第８項）に規定する申告特例対象寄附者である"),
            ("consent_scope", "② 地方税法附則第７条第２項（第９項）に規定する要件に該当する者である"),
        ]
        for (index, consent) in consents.enumerated() {
            let top = 174 + 11 * Double(index)
            box(15, top, 180, 11)
            label(consent.1, 18, top, 150, 11, points: 9.5, .left)
            vertical(172, from: top, to: top + 11)
            box(181, top + 3, 5, 5, thickness: 0.25)
            field(
                DesignedField(
                    name: consent.0, label: index == 0 ? "申告特例対象寄附者" : "要件に該当する者", type: "checkbox",
                    place: .zone(zone(181, top + 3, 5, 5))))
        }
        label("（注）見本の様式です。所得税の確定申告書又は個人住民税の申告書を提出する方は、この申請をすることができません。", 15, 197, 180, 5, points: 8, .left)
    }

    fileprivate mutating func printReceipt() {
        horizontal(208, from: 8, to: 90, dashed: true)
        label("（切り取らないでください。）", 88, 205, 36, 6, points: 7.5)
        horizontal(208, from: 124, to: 202, dashed: true)
        label("令和７年寄附分　市町村民税・道府県民税", 15, 214, 180, 6, points: 9.5)
        label("寄附金税額控除に係る申告特例申請書受付書", 40, 220, 130, 9, points: 14)
        label("住　所", 15, 234, 22, 12, points: 10)
        label("氏　名", 15, 246, 22, 12, points: 10)
        label("殿", 108, 246, 10, 12, points: 10)
        label("受付団体名", 120, 234, 28, 24, points: 10)
        label("鹿児島市", 150, 234, 44, 24, points: 12)
        horizontal(246, from: 15, to: 120)
        for x in [37.0, 120, 148] { vertical(x, from: 234, to: 258) }
        box(15, 234, 180, 24, thickness: 0.4)
        label("受付日付印", 150, 262, 45, 5, points: 8.5)
        box(150, 267, 45, 18, thickness: 0.2)
    }
}
