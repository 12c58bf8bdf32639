package import Foundation
internal import Paperwork
internal import SQLAccess

/// What an indicator of the plan came to in a fiscal year, as someone noted it.
package struct IndicatorValue: Sendable, Hashable, Codable {
    /// Its id in the plan file.
    package var indicator: String
    /// The calendar year in which the fiscal year starts.
    package var year: Int
    package var value: Double
    package var note: String
    package var actor: String?
    package var at: Date

    package init(indicator: String, year: Int, value: Double, note: String, actor: String?, at: Date) {
        self.indicator = indicator
        self.year = year
        self.value = value
        self.note = note
        self.actor = actor
        self.at = at
    }
}

/// What came of checking a sample of documents against paper, baseline and review log.
package struct SampleResult: Sendable, Hashable, Codable {
    package var fiscalYear: Int
    package var seed: UInt64
    package var checked: Int
    package var sound: Int
    package var actor: String
    package var at: Date

    package init(fiscalYear: Int, seed: UInt64, checked: Int, sound: Int, actor: String, at: Date) {
        self.fiscalYear = fiscalYear
        self.seed = seed
        self.checked = checked
        self.sound = sound
        self.actor = actor
        self.at = at
    }
}

extension Store {
    /// Notes values, all or none; each is in the audit trail.
    package func note(_ values: [IndicatorValue]) throws {
        try database.write { connection in
            for value in values {
                try connection.execute(
                    "INSERT INTO indicator_value (indicator, year, value, note, actor, at) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .text(value.indicator), .integer(value.year), .text(String(value.value)), .text(value.note),
                        .optional(value.actor), .time(value.at),
                    ])
                try append(
                    .indicatorNoted, to: Self.placeChain, actor: value.actor,
                    detail: [
                        "indicator": value.indicator, "year": String(value.year), "value": String(value.value),
                    ], at: value.at, connection)
            }
        }
    }

    /// The newest value of each indicator and year.
    package func indicatorValues() throws -> [IndicatorValue] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT * FROM indicator_value WHERE id IN
                    (SELECT max(id) FROM indicator_value GROUP BY indicator, year)
                ORDER BY indicator, year
                """
            ).map { row in
                IndicatorValue(
                    indicator: try row.text("indicator"), year: try row.integer("year"),
                    value: Double(try row.text("value")) ?? 0, note: try row.text("note"),
                    actor: try row.optionalText("actor"), at: try row.time("at"))
            }
        }
    }

    package func note(_ result: SampleResult) throws {
        try database.write { connection in
            try connection.execute(
                """
                INSERT INTO sample_result (fiscal_year, seed, checked, sound, actor, at) VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(result.fiscalYear), .text(String(result.seed)), .integer(result.checked),
                    .integer(result.sound), .text(result.actor), .time(result.at),
                ])
            try append(
                .sampleChecked, to: Self.placeChain, actor: result.actor,
                detail: [
                    "year": String(result.fiscalYear), "seed": String(result.seed),
                    "checked": String(result.checked), "sound": String(result.sound),
                ], at: result.at, connection)
        }
    }

    /// The newest result for a fiscal year; nil where none was noted.
    package func sampleResult(fiscalYear: Int) throws -> SampleResult? {
        try database.read { connection in
            try connection.row(
                "SELECT * FROM sample_result WHERE fiscal_year = ? ORDER BY id DESC LIMIT 1", [.integer(fiscalYear)]
            ).map { row in
                SampleResult(
                    fiscalYear: try row.integer("fiscal_year"), seed: UInt64(try row.text("seed")) ?? 0,
                    checked: try row.integer("checked"), sound: try row.integer("sound"),
                    actor: try row.text("actor"), at: try row.time("at"))
            }
        }
    }
}
