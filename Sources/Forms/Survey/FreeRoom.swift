/// Finds room between print.
enum FreeRoom {
    /// The rectangle in `area` that best holds writing and touches none of `obstacles`; nil where nothing is free.
    ///
    /// Height beyond that of a line of writing counts less.
    static func largest(in area: Area, besides obstacles: [Area]) -> Area? {
        let near = obstacles.filter { $0.overlaps(area) }
        guard !near.isEmpty else { return area }
        let lefts = [area.left] + near.map(\.right).filter { $0 < area.right }
        let rights = [area.right] + near.map(\.left).filter { $0 > area.left }
        let tops = [area.top] + near.map(\.bottom).filter { $0 < area.bottom }
        let bottoms = [area.bottom] + near.map(\.top).filter { $0 > area.top }
        var best: (area: Area, worth: Double)?
        for left in lefts {
            for right in rights where right > left {
                for top in tops {
                    for bottom in bottoms where bottom > top {
                        let room = Area(left: left, top: top, right: right, bottom: bottom)
                        let worth = worth(room)
                        guard worth > best?.worth ?? 0, !near.contains(where: { $0.overlaps(room) }) else { continue }
                        best = (room, worth)
                    }
                }
            }
        }
        return best?.area
    }

    private static func worth(_ room: Area) -> Double {
        room.width * (min(room.height, 9) + 0.3 * max(0, room.height - 9))
    }
}
