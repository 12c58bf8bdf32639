import Imaging
import Paperwork

/// The table of goods that random forms may hold.
enum ZooTable {
    static let rows = 4
    /// Their shares of the table's width.
    static let columns = [
        (name: "item", type: "text", label: "品名", share: 0.5), (name: "count", type: "number", label: "数量", share: 0.2),
        (name: "price", type: "yen", label: "金額", share: 0.3),
    ]
}

extension ZooLayout {
    /// Prints a ruled table with its heading line and notes it with its cells.
    mutating func askForTable(_ question: ZooQuestion, in room: Zone) {
        let heading = min(6, room.height / Double(ZooTable.rows + 1))
        let body = zone(room.left, room.top + heading, room.width, room.height - heading)
        let pitch = body.height / Double(ZooTable.rows)
        if let gray = style.labelGround { print(.area(zone(room.left, room.top, room.width, heading), gray: gray)) }
        var x = room.left
        var cells: [[Zone]] = []
        let lettering = Lettering(style.family, points: min(style.labelSize, 8))
        for column in ZooTable.columns {
            let wide = room.width * column.share
            print(.text(column.label, in: zone(x, room.top, wide, heading), lettering, .center))
            print(.box(zone(x, room.top, wide, room.height), thickness: style.rule))
            cells.append(
                (0..<ZooTable.rows).map { zone(x + 0.5, body.top + pitch * Double($0) + 0.4, wide - 1, pitch - 0.8) })
            x += wide
        }
        for row in 0..<ZooTable.rows {
            let y = body.top + pitch * Double(row)
            print(.line(x1: room.left, y1: y, x2: room.right, y2: y, thickness: style.rule, dashed: false))
        }
        slots[question.name] = (0..<ZooTable.rows).flatMap { row in cells.map { $0[row] } }
        let columns = ZooTable.columns.map { (name: $0.name, type: $0.type, width: body.width * $0.share) }
        field(
            DesignedField(
                name: question.name, label: question.label, type: "table",
                place: .table(body, rows: ZooTable.rows, columns: columns), writing: "print", isOptional: true))
    }
}
