import Paperwork

extension FilledForm {
    /// A ワンストップ特例申請書 that `resident` fills in by `hand`.
    static func onestop(of resident: Resident, hand: Hand, using random: inout SeededRandom) -> FilledForm {
        let surname = random.chance(0.25) ? NameVariants.common(resident.surname) : resident.surname
        let home = resident.previousAddress.flatMap { random.chance(0.4) ? $0 : nil } ?? resident.address
        let era = resident.birth.era
        let usesLetters = random.chance(0.4)
        func written(_ day: Day) -> String {
            usesLetters ? "R\(day.era.year).\(day.month).\(day.day)" : "令和\(day.era.year)年\(day.month)月\(day.day)日"
        }
        let received = Day(year: 2026, month: 1, day: random.whole(5...10))
        let donated = Day.drawn(years: 2025...2025, using: &random)
        let amount = random.pick([5, 8, 10, 12, 15, 20, 27, 30, 50, 100, 200]) * 1000
        let phone = resident.phone
        let area = phone.prefix(3)
        let (middle, last) = (phone.dropFirst(3).prefix(3), phone.suffix(4))
        func consent(_ name: String) -> FilledField {
            random.chance(0.04)
                ? FilledField.empty(name, .flag(false)) : FilledField(name, .marks([""]), .flag(true))
        }
        let fields = [
            FilledField("received", .text(written(received)), .text(received.iso)),
            FilledField.comb("postal_code", home.postalCode, cells: 7, .text(home.postalCode)),
            FilledField("address", .text(home.written(hand.addressStyle)), .text(home.normal)),
            FilledField(
                "phone", .text(usesLetters ? "\(area)(\(middle))\(last)" : "\(area)-\(middle)-\(last)"), .text(phone)),
            FilledField("sex", .marks([resident.sex]), .text(resident.sex)),
            FilledField(
                "kana", .text(resident.surnameKana + "　" + resident.givenNameKana), .text(resident.kana)),
            FilledField("name", .text(surname + "　" + resident.givenName), .text(surname + resident.givenName)),
            FilledField.comb("my_number", resident.myNumber, cells: 12, .text(resident.myNumber)),
            FilledField("birth_era", .marks([era.name]), .text(era.name)),
            FilledField(
                "birth", .cells([era.year, resident.birth.month, resident.birth.day].map(String.init)),
                .text(resident.birth.iso)),
            FilledField("donated", .text(written(donated)), .text(donated.iso)),
            FilledField.comb("amount", String(amount), cells: 9, .integer(amount)),
            consent("consent_donor"), consent("consent_scope"),
        ]
        return FilledForm(form: "onestop", fields: fields, registerKey: resident.id)
    }
}
