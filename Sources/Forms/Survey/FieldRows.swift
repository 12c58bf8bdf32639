internal import FieldTypes
internal import Paperwork

/// The rows in which fields of the same names stand under each other, where they are no table of equal cells.
struct FieldRows {
    private var numbers: [Int: Int] = [:]

    init(_ fields: [SurveyedField]) {
        let places = fields.map { Self.middle(of: $0.definition) }
        let groups = Dictionary(grouping: fields.indices) { fields[$0].definition.name }.values
            .map { group in group.sorted { (places[$0]?.y ?? 0) < (places[$1]?.y ?? 0) } }
            .filter { $0.count >= 2 }.sorted { ($0.count, $1[0]) > ($1.count, $0[0]) }
        for group in groups where numbers[group[0]] == nil {
            guard let heights = Self.column(group, places) else { continue }
            let lead = groups.first { other in
                other.count > group.count && other.allSatisfy { numbers[$0] != nil }
                    && Self.rows(of: heights, among: Self.column(other, places) ?? []) != nil
            }
            let rows = lead.flatMap { Self.rows(of: heights, among: Self.column($0, places) ?? []) }
            for (place, index) in group.enumerated() { numbers[index] = (rows?[place] ?? place) + 1 }
        }
    }

    /// From 1; nil where the field stands in no row.
    func number(of index: Int) -> Int? { numbers[index] }

    /// The middles of fields under each other on one page; nil where they stand otherwise.
    private static func column(_ group: [Int], _ places: [(page: Int, x: Double, y: Double)?]) -> [Double]? {
        let own = group.compactMap { places[$0] }
        guard let first = own.first, own.count == group.count,
            own.allSatisfy({ $0.page == first.page && abs($0.x - first.x) < 3 })
        else { return nil }
        return own.map(\.y)
    }

    /// The row that each height is nearest to; nil where two have one, or one lies between rows.
    private static func rows(of heights: [Double], among rows: [Double]) -> [Int]? {
        guard rows.count >= 3 else { return nil }
        let pitch = (rows[rows.count - 1] - rows[0]) / Double(rows.count - 1)
        var found: [Int] = []
        for height in heights {
            guard let nearest = rows.indices.min(by: { abs(rows[$0] - height) < abs(rows[$1] - height) }),
                abs(rows[nearest] - height) < 0.5 * pitch, !found.contains(nearest)
            else { return nil }
            found.append(nearest)
        }
        return found
    }

    private static func middle(of field: FieldDefinition) -> (page: Int, x: Double, y: Double)? {
        let zones: [Zone] =
            switch field.place {
            case .zone(let zone): [zone]
            case .cells(let zones): zones
            case .options(let options): options.map(\.zone)
            case .table, .find: []
            }
        return Zone.enclosing(zones).map { ($0.page, $0.left, ($0.top + $0.bottom) / 2) }
    }
}
