import Foundation
import Paperwork

/// What one person's form says: each question answered in the notation of the software or the pen that fills it, with its
/// value in normal form.
struct ZooAnswers {
    private let printed: ZooNotation
    private let written: ZooNotation
    /// Of the question at hand.
    private var notation: ZooNotation
    private var person: Resident
    private var employer: Employer

    init(using random: inout SeededRandom) {
        printed = ZooNotation.printed(using: &random)
        written = ZooNotation.written(using: &random)
        notation = printed
        person = ResidentRegister.stranger(using: &random)
        employer = random.pick(Employer.all)
    }

    /// Answers to all questions of `form`; each name, kana and address is another person's, so that each is read anew, but for
    /// those that the form's register has: these are the applicant's.
    ///
    /// - Parameter applicant: nil where there is no register.
    mutating func fields(
        of form: ZooForm, applicant: Resident?, using random: inout SeededRandom
    ) -> [FilledField] {
        var fields: [FilledField] = []
        let known = Set(form.applicant.map(\.question.name))
        for question in form.questions {
            person = ResidentRegister.stranger(using: &random)
            if let applicant, known.contains(question.name) { person = applicant }
            employer = random.pick(Employer.all)
            notation = question.isByHand ? written : printed
            let mayBeEmpty = question.isOptional && ![.grid, .consent].contains(question.kind)
            let isEmpty = mayBeEmpty && random.chance(0.1)
            fields.append(isEmpty ? .empty(question.name) : answer(to: question, using: &random))
        }
        return fields
    }

    private func answer(to question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        func text(_ written: String, _ value: String) -> FilledField {
            FilledField(question.name, .text(written), .text(value))
        }
        switch question.kind {
        case .name: return text(person.surname + "　" + person.givenName, person.name)
        case .kana:
            let kana = person.surnameKana + " " + person.givenNameKana
            return text(
                notation.usesHalfWidthKana ? HalfWidth.kana(kana) : kana.replacing(" ", with: "　"), person.kana)
        case .address: return text(person.address.written(notation.addressStyle), person.address.normal)
        case .postalCode: return postalCode(question, using: &random)
        case .phone:
            let number = person.phone
            let (area, middle, last) = (number.prefix(3), number.dropFirst(3).prefix(3), number.suffix(4))
            return text(
                random.pick(["\(area)-\(middle)-\(last)", "(\(area))\(middle)-\(last)", "\(area)(\(middle))\(last)"]),
                number)
        case .date, .eraDate: return date(question, using: &random)
        case .time: return time(question, using: &random)
        case .yen: return money(question, using: &random)
        case .count:
            let number = random.pick([random.whole(1...9), random.whole(10...60), random.whole(100...365)])
            return FilledField(question.name, .text(String(number)), .integer(number))
        case .decimal: return decimal(question, using: &random)
        case .corporateNumber: return number(question, employer.corporateNumber)
        case .myNumber: return number(question, person.myNumber)
        case .account: return number(question, String(random.whole(1_000_000...9_999_999)))
        case .words:
            let words = ZooWords.words(using: &random)
            return text(words, words)
        case .latin:
            let code = ZooWords.latin(using: &random)
            return text(code, code)
        case .stamp:
            let day = Day.drawn(years: 2024...2028, using: &random)
            return text(ZooStamp.written(day, using: &random), day.iso)
        case .choice, .grid, .consent: return marks(question, using: &random)
        case .table: return table(question, using: &random)
        }
    }

    private func marks(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let words = question.choice?.words ?? []
        switch question.kind {
        case .consent:
            return random.chance(0.7)
                ? FilledField(question.name, .marks([""]), .flag(true)) : .empty(question.name, .flag(false))
        case .grid:
            let chosen = words.filter { _ in random.chance(0.4) }
            return FilledField(question.name, chosen.isEmpty ? .nothing : .marks(chosen), .list(chosen))
        default:
            let word = random.pick(words)
            return FilledField(question.name, .marks([word]), .text(word))
        }
    }

    /// Rows from the top; a row has all of its cells.
    private func table(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        var texts: [String] = []
        var rows: [[String: FieldValue]] = []
        for _ in 0..<random.whole(1...ZooTable.rows) {
            let item = random.pick(ZooWords.items)
            let (count, price) = (random.whole(1...120), random.whole(1...900) * random.pick([10, 100, 1000]))
            texts += [item, String(count), ZooAnswers.grouped(price)]
            let values: [FieldValue] = [.text(item), .integer(count), .integer(price)]
            rows.append(Dictionary(uniqueKeysWithValues: zip(ZooTable.columns.map(\.name), values)))
        }
        return FilledField(question.name, .cells(texts), .rows(rows))
    }

    private func number(_ question: ZooQuestion, _ digits: String) -> FilledField {
        if case .combed(let cells) = question.notation {
            return FilledField.comb(question.name, digits, cells: cells, .text(digits))
        }
        return FilledField(question.name, .text(digits), .text(digits))
    }

    private func postalCode(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let code = person.address.postalCode
        if case .combed = question.notation { return number(question, code) }
        let parted = code.prefix(3) + "-" + code.suffix(4)
        let written = question.notation == .open && random.chance(0.4) ? "〒" + parted : String(parted)
        return FilledField(question.name, .text(written), .text(code))
    }

    private func date(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let day = question.isBirth ? person.birth : Day.drawn(years: 2020...2026, using: &random)
        let value = FieldValue.text(day.iso)
        let year = question.kind == .eraDate ? day.era.year : day.year
        if case .parted = question.notation {
            let parts = [year, day.month, day.day].map(String.init)
            return FilledField(question.name, .cells(parts), value)
        }
        let name = question.kind == .eraDate ? day.era.name : ""
        let letter = ["令和": "R", "平成": "H", "昭和": "S", "大正": "T"][name] ?? ""
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        func blank(_ number: Int) -> String { (number < 10 ? " " : "") + String(number) }
        let isEra = question.kind == .eraDate
        let written =
            switch notation.date {
            case .slashes: letter + "\(isEra ? two(year) : String(year))/\(two(day.month))/\(two(day.day))"
            case .hyphens: isEra ? "\(letter)\(two(year)).\(two(day.month)).\(two(day.day))" : day.iso
            case .dots: "\(letter)\(year).\(day.month).\(day.day)"
            case .words: "\(name)\(year)年\(day.month)月\(day.day)日"
            case .padded: "\(name)\(two(year))年\(two(day.month))月\(two(day.day))日"
            case .gaps: "\(name)\(blank(year))年\(blank(day.month))月\(blank(day.day))日"
            }
        return FilledField(question.name, .text(written), value)
    }

    private func time(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let (hour, minute) = (random.whole(0...23), random.pick([0, 15, 30, 45, random.whole(0...59)]))
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let value = FieldValue.text(two(hour) + ":" + two(minute))
        if case .parted = question.notation {
            return FilledField(question.name, .cells([String(hour), two(minute)]), value)
        }
        let written =
            switch notation.clock {
            case .colon: (random.chance(0.5) ? two(hour) : String(hour)) + ":" + two(minute)
            case .words: "\(hour)時\(two(minute))分"
            case .gaps: (hour < 10 ? " " : "") + "\(hour)時\(minute < 10 ? " " : "")\(minute)分"
            }
        return FilledField(question.name, .text(written), value)
    }

    private func money(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let sizes = [100...9_999, 10_000...999_999, 1_000_000...98_765_432]
        let amount = random.pick(
            [random.whole(random.pick(sizes)), random.whole(1...900) * 1000, 0], weights: [60, 36, 4])
        let isNegative = amount > 0 && random.chance(["差引額", "還付額"].contains(question.label) ? 0.5 : 0.08)
        let digits = notation.money == .plain ? String(amount) : ZooAnswers.grouped(amount)
        let sign = isNegative ? notation.minus.rawValue : ""
        let hasUnit = question.notation != .open
        let written =
            switch notation.money {
            case .yenSign: "\(sign)¥\(digits)"
            case .yenSignDash: "\(sign)¥\(digits)\(hasUnit ? "" : "-")"
            case .yenWord: sign + digits + (hasUnit ? "" : "円")
            case .wide: Address.wide(sign + digits)
            case .plain, .grouped: sign + digits
            }
        return FilledField(question.name, .text(written), .integer(isNegative ? -amount : amount))
    }

    private func decimal(_ question: ZooQuestion, using random: inout SeededRandom) -> FilledField {
        let places = random.whole(1...2)
        let scale = places == 1 ? 10 : 100
        let number = random.pick([random.whole(1...999), random.whole(1_000...99_999), random.whole(100_000...999_999)])
        let sign = random.chance(0.1) ? notation.minus.rawValue : ""
        let fraction = String(scale + number % scale).dropFirst()
        let whole = number / scale
        let kept = String(fraction.reversed().drop { $0 == "0" }.reversed())
        let written = sign + ZooAnswers.grouped(whole) + "." + fraction
        let negative = sign.isEmpty ? 1 : -1
        let value: FieldValue =
            kept.isEmpty ? .integer(negative * whole) : .text((sign.isEmpty ? "" : "-") + "\(whole).\(kept)")
        return FilledField(question.name, .text(written), value)
    }

    static func grouped(_ number: Int) -> String {
        var rest = String(number)
        var groups: [String] = []
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest = String(rest.dropLast(3))
        }
        return ([rest] + groups).joined(separator: ",")
    }
}
