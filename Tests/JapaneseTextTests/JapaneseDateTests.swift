import JapaneseText
import Testing

@Suite struct JapaneseDateTests {
    @Test(arguments: [
        ("令和8年4月1日", "2026-04-01"), ("令和元年５月１日", "2019-05-01"), ("R8.4.1", "2026-04-01"), ("r8/4/1", "2026-04-01"),
        ("平成31.4.30", "2019-04-30"), ("S64.1.7", "1989-01-07"), ("2026/4/1", "2026-04-01"), ("20260401", "2026-04-01"),
        ("R080401", "2026-04-01"), ("令和八年四月一日", "2026-04-01"), ("昭和六十三年十二月三十一日", "1988-12-31"),
        ("㍻元年1月8日", "1989-01-08"),
        ("T15-12-24", "1926-12-24"), ("昭和元年12月25日", "1926-12-25"), ("明治6年1月1日", "1873-01-01"),
        ("西暦2000年2月29日", "2000-02-29"),
        ("2026年4月1日（水）", "2026-04-01"), ("昭 55 年 3 月 2 日 生", "1980-03-02"), ("2026-04-01", "2026-04-01"),
        ("2026 4 1", "2026-04-01"), ("令和 8 12 1", "2026-12-01"), ("二〇二六年四月一日", "2026-04-01"),
        ("平成31. 4. 30", "2019-04-30"),
    ])
    func readsUsualNotations(written: String, iso: String) throws {
        #expect(try JapaneseDate(written).iso == iso)
    }

    @Test(arguments: [
        ("08.04.01", Era.reiwa, "2026-04-01"), ("550302", .showa, "1980-03-02"), ("1980/3/2", .showa, "1980-03-02"),
    ])
    func takesAnEraThatIsWrittenApart(written: String, era: Era, iso: String) throws {
        #expect(try JapaneseDate(written, era: era).iso == iso)
    }

    @Test func saysWhyADateIsImpossible() throws {
        expect("令和8年2月30日", .noSuchDay(month: 2, day: 30, lastDay: 28))
        expect("2024/2/30", .noSuchDay(month: 2, day: 30, lastDay: 29))
        expect("1900/2/29", .noSuchDay(month: 2, day: 29, lastDay: 28))
        expect("R8.13.1", .noSuchMonth(13))
        expect("08.04.01", .noEra)
        expect("080401", .noEra)
        expect("六十三年四月一日", .noEra)
        expect("8 4", .incomplete)
        expect("令和8年4月", .incomplete)
        expect("やまだ", .unreadable)
        expect("", .unreadable)
        expect("明治5年12月2日", .lunarCalendar)
        expect("令和0年5月1日", .noSuchYear(era: .reiwa, year: 0))
        expect("99999999999年1月1日", .unreadable)
        #expect(throws: JapaneseDate.Fault.erasDiffer(.showa, .heisei)) { try JapaneseDate("H3.1.1", era: .showa) }
        #expect(throws: JapaneseDate.Fault.erasDiffer(.showa, .reiwa)) { try JapaneseDate("2020/1/1", era: .showa) }
    }

    @Test(arguments: [
        ("昭和64年1月7日", "昭和64年1月8日"), ("平成31年4月30日", "平成31年5月1日"), ("明治45年7月29日", "明治45年7月30日"),
        ("大正15年12月24日", "大正15年12月25日"),
    ])
    func erasEndOnTheirLastDay(last: String, next: String) throws {
        #expect(try JapaneseDate(last).japanese == last)
        let fault = #expect(throws: JapaneseDate.Fault.self) { try JapaneseDate(next) }
        guard case .afterEra(_, let lastDay, let means) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(try lastDay == JapaneseDate(last))
        #expect(Era(of: means) != Era(of: lastDay))
    }

    @Test func erasBeginOnTheirFirstDay() throws {
        expect("令和元年4月30日", .beforeEra(.reiwa, firstDay: try JapaneseDate("2019-05-01")))
        expect("平成元年1月7日", .beforeEra(.heisei, firstDay: try JapaneseDate("1989-01-08")))
    }

    @Test func everyDayOfTheErasReadsBack() throws {
        for year in 1873...2040 {
            for month in 1...12 {
                for day in [1, JapaneseDate.length(ofMonth: month, in: year)] {
                    let date = try JapaneseDate(year: year, month: month, day: day)
                    #expect(try JapaneseDate(date.japanese) == date)
                    #expect(try JapaneseDate(date.shortJapanese) == date)
                    #expect(try JapaneseDate(date.iso) == date)
                }
            }
        }
    }

    /// Counted over every tenth day or so.
    @Test func chanceIsThatOfOneWrongDigit() {
        var dates = 0
        var others = 0
        for era in [Era.showa, .heisei, .reiwa] {
            for year in 1...64 where era.firstDay.year + year <= 2030 {
                for month in 1...12 {
                    for day in [2, 11, 20, 29] where isDate(era, year, month, day) {
                        others += 54
                        dates += [year, month, day].indices.reduce(0) { count, part in
                            count
                                + neighbours([year, month, day][part]).count { other in
                                    var parts = [year, month, day]
                                    parts[part] = other
                                    return isDate(era, parts[0], parts[1], parts[2])
                                }
                        }
                    }
                }
            }
        }
        #expect(abs(Double(dates) / Double(others) - JapaneseDate.chance) < 0.02)
    }

    private func isDate(_ era: Era, _ year: Int, _ month: Int, _ day: Int) -> Bool {
        (try? JapaneseDate(era: era, year: year, month: month, day: day)) != nil
    }

    /// The numbers of two digits that differ from `number` in one.
    private func neighbours(_ number: Int) -> [Int] {
        (0...9).filter { $0 != number % 10 }.map { number / 10 * 10 + $0 }
            + (0...9).filter { $0 != number / 10 }.map { $0 * 10 + number % 10 }
    }

    @Test func compares() throws {
        #expect(try JapaneseDate("S64.1.7") < JapaneseDate("H1.1.8"))
        #expect(try JapaneseDate("令和元年5月1日").japanese == "令和元年5月1日")
    }

    private func expect(_ written: String, _ fault: JapaneseDate.Fault) {
        #expect(throws: fault, "\(written)") { try JapaneseDate(written) }
    }
}

@Suite struct ClockTimeTests {
    @Test(arguments: [
        ("17:15", "17:15"), ("９時５分", "09:05"), ("9時", "09:00"), ("9時半", "09:30"), ("午後０時１０分", "12:10"),
        ("12:10 AM", "00:10"),
        ("0915", "09:15"), ("17 15", "17:15"), ("24:00", "24:00"), ("十七時十五分", "17:15"), ("午後 5時 15分", "17:15"),
    ])
    func reads(written: String, iso: String) {
        #expect(ClockTime(written)?.iso == iso)
    }

    @Test func chanceIsThatOfOneWrongDigit() {
        let times = (0..<1440).map { $0 / 60 * 100 + $0 % 60 }
        let neighbours = times.flatMap { time in
            [1, 10, 100, 1000].flatMap { place in
                (0...9).filter { $0 != time / place % 10 }.map { time + ($0 - time / place % 10) * place }
            }
        }
        let others = neighbours.count { ClockTime(hour: $0 / 100, minute: $0 % 100) != nil }
        #expect(abs(Double(others) / Double(neighbours.count) - ClockTime.chance) < 0.01)
    }

    @Test(arguments: ["24:01", "12:60", "午後13時", "17", "1:2:3", "", "昼", "12345"]) func refuses(written: String) {
        #expect(ClockTime(written) == nil)
    }
}

@Suite struct FiscalYearTests {
    @Test(arguments: [
        ("R8", 2026), ("令和8年度", 2026), ("2026", 2026), ("令和元年度", 2019), ("平成31年度", 2019), ("FY2026", 2026),
        ("Ｒ８年度", 2026),
    ])
    func reads(written: String, startYear: Int) {
        #expect(FiscalYear(written)?.startYear == startYear)
    }

    @Test(arguments: ["平成32年度", "8", "R0", "来年度", ""]) func refuses(written: String) {
        #expect(FiscalYear(written) == nil)
    }

    @Test func runsFromAprilToMarch() throws {
        let year = try #require(FiscalYear("R8"))
        #expect(year.firstDay.iso == "2026-04-01")
        #expect(year.lastDay.iso == "2027-03-31")
        #expect(try year.contains(JapaneseDate("2027-03-31")))
        #expect(try !year.contains(JapaneseDate("2026-03-31")))
        #expect(year.japanese == "令和8年度")
        #expect(year.short == "R8")
        #expect(FiscalYear(startYear: 2019).japanese == "令和元年度")
    }
}
