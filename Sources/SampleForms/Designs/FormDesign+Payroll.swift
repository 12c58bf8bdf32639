import Imaging
import Paperwork

extension FormDesign {
    /// 給与支払報告書（個人別明細書）: dense print, filled by employers' software.
    ///
    /// Laid out after 地方税法施行規則 第十七号様式別表, simplified: the columns of dependants stay empty.
    package static let payroll: FormDesign = {
        var sheet = Sheet(family: "IPAexMincho")
        sheet.printHeading()
        sheet.printEmployee()
        sheet.printAmounts()
        sheet.printDependants()
        sheet.printDeductions()
        sheet.printNotes()
        sheet.printFamily()
        sheet.printBirth()
        sheet.printEmployer()
        sheet.box(12, 22, 186, 222, thickness: 0.5)
        return sheet.design(id: "payroll", version: "2026", title: "給与支払報告書（個人別明細書）")
    }()
}

extension Sheet {
    fileprivate mutating func printHeading() {
        label("給与支払報告書（個人別明細書）", 52, 9, 106, 8, points: 14, .spread)
        label("（市区町村提出用）", 12, 8, 40, 5, points: 7.5, .left)
        label("令和７年分", 12, 14, 24, 7, points: 9, .left)
        for (index, text) in ["※種別", "※整理番号"].enumerated() {
            let left = 162 + Double(index) * 14
            let width = index == 0 ? 14.0 : 22.0
            label(text, left, 9, width, 4, points: 6)
            box(left, 9, width, 11)
            horizontal(13, from: left, to: left + width)
        }
    }

    fileprivate mutating func printEmployee() {
        downward("支払を受ける者", 12, 22, 6, 38, points: 8)
        vertical(18, from: 22, to: 60)
        downward("住所", 18, 24, 6, 34, points: 8)
        vertical(24, from: 22, to: 60)
        label("（〒", 25, 23, 7, 6, points: 8)
        label("）", 56, 23, 4, 6, points: 8)
        written("postal_code", "郵便番号", "postal-code", zone(32, 23, 24, 6), writing: "print")
        written("address", "住所", "address", zone(25, 30, 78, 28), writing: "print", lines: 2)
        vertical(104, from: 22, to: 60)
        label("（受給者番号）", 104.5, 22, 22, 7, points: 7, .left)
        written("recipient_number", "受給者番号", "text", zone(128, 22.4, 69, 6.2), writing: "print")
        label("（個人番号）", 104.5, 29, 22, 7, points: 7, .left)
        comb(128, 29, 69.6, 7, cells: 12, groups: [4, 8])
        combed(
            "my_number", "個人番号", "my-number", zone(128, 29, 69.6, 7), cells: 12, writing: "print",
            isSensitive: true)
        label("（役職名）", 104.5, 36, 22, 6, points: 7, .left)
        downward("氏名", 104, 43, 6, 16, points: 8)
        vertical(110, from: 42, to: 60)
        label("（ﾌﾘｶﾞﾅ）", 110.5, 42, 16, 6, points: 7, .left)
        written("kana", "フリガナ", "kana", zone(128, 42.4, 69, 5.4), writing: "print")
        written("name", "氏名", "name", zone(128, 48.6, 69, 10.6), writing: "print")
        for y in [29.0, 36, 42] { horizontal(y, from: 104, to: 198) }
        horizontal(48, from: 110, to: 198, dashed: true)
        horizontal(60, from: 12, to: 198, thickness: 0.3)
    }

    /// A column of the money table: its heading above, its value below with 円 in the corner.
    private mutating func amount(
        _ name: String, _ heading: String, left: Double, width: Double, top: Double, head: Double, height: Double,
        isOptional: Bool = false
    ) {
        let text = heading.replacing("\n", with: "")
        label(heading, left + 0.5, top + 0.4, width - 1, head - 0.6, points: heading.contains("\n") ? 6.5 : 7.5)
        label("円", left + width - 3, top + head + 0.2, 2.6, 2.6, points: 5)
        label("千", left + width - 13.5, top + head + 0.2, 2.6, 2.6, points: 5)
        label("内", left + 0.6, top + head + 0.2, 2.6, 2.6, points: 5)
        let value = zone(left + 0.4, top + head + 2.6, width - 0.8, height - 3)
        written(name, text, "yen", value, writing: "print", isOptional: isOptional)
    }

    fileprivate mutating func printAmounts() {
        label("種別", 12.5, 60, 27, 7, points: 7.5, .center)
        written("kind", "種別", "text", zone(12.6, 67.6, 26.8, 8), writing: "print")
        let columns = [
            ("paid", "支払金額"), ("after_deduction", "給与所得控除後の金額\n（調整控除後）"),
            ("deductions_total", "所得控除の額の合計額"), ("tax_withheld", "源泉徴収税額"),
        ]
        for (index, column) in columns.enumerated() {
            let left = 40 + 39.5 * Double(index)
            amount(column.0, column.1, left: left, width: 39.5, top: 60, head: 7, height: 9.5)
            vertical(left, from: 60, to: 76.5)
        }
        horizontal(67, from: 12, to: 198)
        horizontal(76.5, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printDependants() {
        label("（源泉）控除対象\n配偶者の有無等", 12.5, 76.5, 29, 8, points: 6)
        label("有", 12, 84.5, 10, 4, points: 6.5)
        label("従有", 22, 84.5, 10, 4, points: 6.5)
        label("老人", 32, 84.5, 10, 4, points: 6.5)
        optioned(
            "spouse", "控除対象配偶者の有無", "choice",
            [("有", zone(12.6, 89, 8.8, 7)), ("従有", zone(22.6, 89, 8.8, 7)), ("老人", zone(32.6, 89, 8.8, 7))],
            isOptional: true)
        label("配偶者（特別）\n控除の額", 42.5, 76.5, 35, 12, points: 7)
        label("円", 75, 88.7, 2.6, 2.4, points: 5)
        label("千", 64.5, 88.7, 2.6, 2.4, points: 5)
        written(
            "spouse_deduction", "配偶者（特別）控除の額", "yen", zone(42.4, 90.6, 35.2, 6), writing: "print",
            isOptional: true)
        label("控除対象扶養親族等の数（配偶者を除く。）", 78, 76.5, 60, 4, points: 6.5)
        let counts = [
            ("dependents_specific", "特定", "人"), ("dependents_elderly", "老人", "人"), ("dependents_other", "その他", "人"),
        ]
        for (index, count) in counts.enumerated() {
            let left = 78 + 20 * Double(index)
            label(count.1, left, 80.5, 20, 8, points: 6.5)
            label(count.2, left + 16.8, 88.7, 2.6, 2.4, points: 5)
            written(
                count.0, "扶養親族の数（\(count.1)）", "number", zone(left + 0.6, 90.6, 18.8, 6), writing: "print",
                isOptional: true)
            if index > 0 { vertical(left, from: 80.5, to: 97) }
        }
        label("16歳未満\n扶養親族\nの数", 138.5, 76.5, 15, 12, points: 6)
        label("障害者の数\n（本人を除く。）", 154.5, 76.5, 27, 6, points: 6)
        for (index, text) in ["特別", "その他"].enumerated() {
            label(text, 154 + 14 * Double(index), 83, 14, 5.5, points: 6)
        }
        label("非居住者\nである\n親族の数", 182.5, 76.5, 15, 12, points: 6)
        for left in [138.0, 154, 168, 182] { label("人", left + 10.6, 88.7, 2.6, 2.4, points: 5) }
        horizontal(80.5, from: 78, to: 138)
        horizontal(83, from: 154, to: 182)
        horizontal(84.5, from: 12, to: 42)
        for x in [42.0, 78, 138, 154, 182] { vertical(x, from: 76.5, to: 97) }
        for x in [22.0, 32] { vertical(x, from: 84.5, to: 97) }
        vertical(168, from: 83, to: 97)
        horizontal(88.5, from: 12, to: 198)
        horizontal(97, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printDeductions() {
        let columns = [
            ("social_insurance", "社会保険料等の金額"), ("life_insurance", "生命保険料の控除額"),
            ("earthquake_insurance", "地震保険料の控除額"), ("housing_credit", "住宅借入金等特別控除の額"),
        ]
        for (index, column) in columns.enumerated() {
            let left = 12 + 46.5 * Double(index)
            amount(
                column.0, column.1, left: left, width: 46.5, top: 97, head: 5.5, height: 9.5, isOptional: index > 0)
            if index > 0 { vertical(left, from: 97, to: 112) }
        }
        horizontal(102.5, from: 12, to: 198)
        horizontal(112, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printNotes() {
        label("（摘要）", 12.5, 112.5, 16, 4, points: 7, .left)
        horizontal(130, from: 12, to: 198)
        let insurance = ["新生命保険料\nの金額", "旧生命保険料\nの金額", "介護医療保\n険料の金額", "新個人年金\n保険料の金額", "旧個人年金\n保険料の金額"]
        label("生命保険料\nの金額の内訳", 12.3, 130, 17.4, 9, points: 6)
        for (index, text) in insurance.enumerated() {
            let left = 30 + 33.6 * Double(index)
            label(text, left + 0.2, 130, 15, 9, points: 6)
            vertical(left, from: 130, to: 139)
            vertical(left + 15.4, from: 130, to: 139, thickness: 0.1)
            label("円", left + 30.6, 130.3, 2.6, 2.4, points: 5)
        }
        horizontal(139, from: 12, to: 198)
        let columns = [
            ("basic_deduction", "基礎控除の額"), ("adjustment_deduction", "所得金額調整控除額"), ("", "配偶者の合計所得"),
            ("", "国民年金保険料等の金額"), ("", "旧長期損害保険料の金額"),
        ]
        for (index, column) in columns.enumerated() {
            let left = 12 + 37.2 * Double(index)
            if index > 0 { vertical(left, from: 139, to: 152) }
            if column.0.isEmpty {
                label(column.1, left + 0.5, 139, 36.2, 4.5, points: 6.5)
                label("円", left + 34.2, 143.7, 2.6, 2.4, points: 5)
            } else {
                amount(
                    column.0, column.1, left: left, width: 37.2, top: 139, head: 4.5, height: 8.5,
                    isOptional: index > 0)
            }
        }
        horizontal(143.5, from: 12, to: 198, thickness: 0.1)
        horizontal(152, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printFamily() {
        downward("控除対象扶養親族等", 12, 168, 6, 32, points: 7)
        vertical(18, from: 152, to: 200)
        for row in 0..<4 {
            let top = 152 + 12 * Double(row)
            downward(row == 0 ? "配偶者" : "\(row)", 18, top + 0.5, 6, 11, points: 6.5)
            label("（ﾌﾘｶﾞﾅ）", 24.5, top, 14, 4, points: 6, .left)
            label("氏名", 24.5, top + 4, 14, 4, points: 6.5)
            label("個人番号", 24.5, top + 8, 14, 4, points: 6.5)
            label("区分", 92, top, 8, 8, points: 6.5)
            horizontal(top + 4, from: 24, to: 92, thickness: 0.1, dashed: true)
            horizontal(top + 8, from: 24, to: 110, thickness: 0.1)
            for x in [24.0, 39, 92, 100] { vertical(x, from: top, to: top + (x > 90 ? 8 : 12), thickness: 0.12) }
            if row > 0 { horizontal(top, from: 18, to: 110) }
        }
        downward("十六歳未満の扶養親族", 110, 153, 6, 46, points: 7)
        for row in 0..<4 {
            let top = 152 + 12 * Double(row)
            label("\(row + 1)", 116, top, 5, 12, points: 6.5)
            label("（ﾌﾘｶﾞﾅ）", 121.5, top, 14, 4, points: 6, .left)
            label("氏名", 121.5, top + 4, 14, 8, points: 6.5)
            label("区分", 180, top, 7, 12, points: 6.5)
            horizontal(top + 4, from: 121, to: 180, thickness: 0.1, dashed: true)
            if row > 0 { horizontal(top, from: 116, to: 198) }
        }
        for x in [110.0, 116, 121, 136, 180, 187] { vertical(x, from: 152, to: 200, thickness: 0.15) }
        horizontal(200, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printBirth() {
        let flags = ["未成年者", "外国人", "死亡退職", "災害者", "乙欄", "特別", "その他", "寡婦", "ひとり親", "勤労学生"]
        for (index, text) in flags.enumerated() {
            let left = 12 + 6.8 * Double(index)
            downward(text, left, 200.3, 6.8, 11.4, points: 5.5)
            vertical(left + 6.8, from: 200, to: 219, thickness: 0.12)
        }
        label("中途就・退職", 80, 200, 44, 4, points: 6.5)
        for (index, text) in ["就職", "退職", "年", "月", "日"].enumerated() {
            label(text, 80 + 8.8 * Double(index), 204, 8.8, 8, points: 6.5)
            vertical(80 + 8.8 * Double(index + 1), from: index == 4 ? 200 : 204, to: 219, thickness: 0.12)
        }
        label("受給者生年月日", 124, 200, 74, 4, points: 6.5)
        var eras: [(name: String, zone: Zone)] = []
        for (index, era) in ["明治", "大正", "昭和", "平成", "令和"].enumerated() {
            let left = 124 + 8 * Double(index)
            label(era, left, 204, 8, 8, points: 6.5)
            vertical(left + 8, from: 204, to: 219, thickness: 0.12)
            eras.append((era, zone(left + 0.5, 212.5, 7, 6)))
        }
        optioned("birth_era", "生年月日の元号", "choice", eras)
        var parts: [Zone] = []
        for (index, text) in ["年", "月", "日"].enumerated() {
            let left = 164 + 11.3 * Double(index)
            label(text, left, 204, 11.3, 8, points: 6.5)
            if index > 0 { vertical(left, from: 204, to: 219, thickness: 0.12) }
            parts.append(zone(left + 0.4, 212.4, 10.5, 6.2))
        }
        field(
            DesignedField(
                name: "birth", label: "生年月日", type: "era-date", place: .cells(parts), writing: "print", era: "birth_era"
            )
        )
        horizontal(204, from: 80, to: 198, thickness: 0.12)
        horizontal(212, from: 12, to: 198, thickness: 0.12)
        horizontal(219, from: 12, to: 198, thickness: 0.3)
    }

    fileprivate mutating func printEmployer() {
        downward("支払者", 12, 220, 6, 23, points: 8)
        vertical(18, from: 219, to: 244)
        label("個人番号又は\n法人番号", 18.5, 219, 22, 7, points: 7)
        comb(42, 219, 75.4, 7, cells: 13, groups: [1, 5, 9])
        combed(
            "payer_number", "支払者の法人番号", "corporate-number", zone(42, 219, 75.4, 7), cells: 13, writing: "print")
        label("（右詰で記載してください。）", 120, 219, 50, 7, points: 7, .left)
        label("住所（居所）\n又は所在地", 18.5, 226, 22, 9, points: 7)
        written("payer_address", "支払者の所在地", "address", zone(42.4, 226.5, 155, 8), writing: "print")
        label("氏名又は名称", 18.5, 235, 22, 9, points: 7)
        written("payer_name", "支払者の名称", "text", zone(42.4, 235.5, 92, 8), writing: "print")
        label("（電話）", 136, 235, 14, 9, points: 7)
        written("payer_phone", "支払者の電話番号", "phone", zone(151, 235.5, 46.4, 8), writing: "print")
        vertical(41, from: 219, to: 244)
        horizontal(226, from: 18, to: 198)
        horizontal(235, from: 18, to: 198)
        label(
            "（注）この用紙は見本です。鹿児島市へ提出する様式ではありません。　※の欄は記入しないでください。", 12, 246, 186, 4,
            points: 7, .left)
    }
}
