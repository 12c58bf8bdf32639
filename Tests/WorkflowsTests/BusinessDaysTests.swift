import Foundation
import Testing
import Workflows

/// The days on which offices work, and the schedules that go by them.
@Suite struct BusinessDaysTests {
    private static let zone = TimeZone(identifier: "Asia/Tokyo")!

    /// The Cabinet Office's list for 2026 and 2027.
    private static let official = [
        "2026-1-1", "2026-1-12", "2026-2-11", "2026-2-23", "2026-3-20", "2026-4-29", "2026-5-3", "2026-5-4", "2026-5-5",
        "2026-5-6", "2026-7-20", "2026-8-11", "2026-9-21", "2026-9-22", "2026-9-23", "2026-10-12", "2026-11-3",
        "2026-11-23", "2027-1-1", "2027-1-11", "2027-2-11", "2027-2-23", "2027-3-21", "2027-3-22", "2027-4-29",
        "2027-5-3", "2027-5-4", "2027-5-5", "2027-7-19", "2027-8-11", "2027-9-20", "2027-9-23", "2027-10-11",
        "2027-11-3", "2027-11-23",
    ]

    @Test func theLawGivesTheOfficialList() {
        let business = BusinessDays()
        var found: [String] = []
        var day = CivilDay(2026, 1, 1)
        while day.year < 2028 {
            if business.isHoliday(day) { found.append("\(day.year)-\(day.month)-\(day.day)") }
            day = day.adding(1)
        }
        #expect(found == Self.official)
    }

    @Test func aListReplacesTheLawForItsYears() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/11/24,臨時の休日\r\n".utf8).write(to: file)
        let business = try BusinessDays(list: file)
        #expect(!business.isBusinessDay(CivilDay(2026, 11, 24)))
        #expect(business.isBusinessDay(CivilDay(2026, 11, 23)))
        #expect(!business.isBusinessDay(CivilDay(2027, 11, 23)))
    }

    @Test func businessDaysAreCountedOverTheNewYear() {
        let business = BusinessDays()
        #expect(business.day(1, after: CivilDay(2026, 12, 28)) == CivilDay(2027, 1, 4))
        #expect(business.day(3, after: CivilDay(2026, 5, 1)) == CivilDay(2026, 5, 11))
        #expect(business.isFirstOfMonth(CivilDay(2027, 1, 4)))
        #expect(business.isLastOfMonth(CivilDay(2026, 10, 30)))
        #expect(!business.isLastOfMonth(CivilDay(2026, 10, 31)))
    }

    @Test(arguments: [
        ("30 8 * * *", Schedule.Days.businessDays, "2026-11-20T00:00:00Z", "2026-11-23T23:30:00Z"),
        ("0 17 * * *", .lastBusinessDay, "2026-11-28T00:00:00Z", "2026-11-30T08:00:00Z"),
        ("0 17 * * *", .firstBusinessDay, "2026-12-02T00:00:00Z", "2027-01-04T08:00:00Z"),
        ("15 9 * * *", .monthEnd, "2027-02-01T00:00:00Z", "2027-02-28T00:15:00Z"),
        ("0 9 L * *", .all, "2028-02-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("*/20 9-10 * * 1-5", .all, "2026-11-27T00:40:00Z", "2026-11-27T01:00:00Z"),
        ("0 0 13 * 5", .all, "2026-11-28T00:00:00Z", "2026-12-03T15:00:00Z"),
    ])
    func schedules(cron: String, days: Schedule.Days, after: String, next: String) throws {
        let schedule = Schedule(cron: try #require(Cron(cron)), days: days)
        let style = Date.ISO8601FormatStyle()
        #expect(
            try schedule.next(after: style.parse(after), in: Self.zone, BusinessDays()) == style.parse(next))
    }

    @Test(arguments: [
        "", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "a * * * *", "5-1 * * * *", "*/0 * * * *",
    ])
    func whatNoScheduleIs(text: String) { #expect(Cron(text) == nil) }

    @Test func aDeadlineIsSoManyBusinessDaysAfterTheDayOfReceipt() throws {
        let style = Date.ISO8601FormatStyle()
        let deadline = Deadline(businessDays: 2, minute: 17 * 60)
        #expect(
            try deadline.moment(received: style.parse("2026-11-20T01:00:00Z"), in: Self.zone, BusinessDays())
                == style.parse("2026-11-25T08:00:00Z"))
    }
}
