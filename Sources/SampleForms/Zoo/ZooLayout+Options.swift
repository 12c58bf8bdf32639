import Imaging
import Paperwork

extension ZooLayout {
    /// Prints a question's options in a row and notes the field; words are made smaller where the row is too short.
    mutating func askForChoice(_ question: ZooQuestion, _ choice: ZooChoice, in room: Zone) {
        var choice = choice
        choice.size = min(choice.size, room.height * 0.8)
        let points = min(9, room.height * 0.55 / 25.4 * 72, 9 * room.width / max(choice.width, 1))
        let lettering = Lettering(style.family, points: max(points, 5))
        var zones: [(name: String, zone: Zone)] = []
        if choice.look == .cells {
            zones = printCells(choice, lettering, in: room)
        } else {
            let spare = max(0, room.width - choice.width * lettering.points / 9)
            let gap = min(spare / Double(choice.words.count), 6)
            var x = room.left + 0.5
            for (index, word) in choice.words.enumerated() {
                zones.append((word, printOption(word, number: index + 1, choice, lettering, x: &x, in: room)))
                x += gap
            }
        }
        let place: DesignedField.Place = question.kind == .consent ? .zone(zones[0].zone) : .options(zones)
        field(
            DesignedField(
                name: question.name, label: question.label, type: question.type, place: place, writing: nil,
                isOptional: question.kind == .choice && question.isOptional))
    }

    /// One option from `x` on, which goes on to where the next may begin.
    private mutating func printOption(
        _ word: String, number: Int, _ choice: ZooChoice, _ lettering: Lettering, x: inout Double, in room: Zone
    ) -> Zone {
        let em = lettering.em
        let middle = room.top + room.height / 2
        let high = min(room.height, em * 1.5)
        let wide = Double(word.count) * em
        func text(_ text: String, _ width: Double) -> Zone {
            let place = zone(x, middle - high / 2, width, high)
            print(.text(text, in: place, lettering, .center))
            return place
        }
        switch choice.look {
        case .words, .cells:
            let place = text(word, wide + 1.6)
            x += wide + 1.6 + em * 0.9
            return place
        case .numbers:
            let place = text(String(number), em * 1.3)
            x += em * 1.4
            _ = text(word, wide)
            x += wide + em * 0.7
            return place
        case .boxes:
            let box = zone(x, middle - choice.size / 2, choice.size, choice.size)
            print(.box(box, thickness: max(0.1, style.rule)))
            x += choice.size + 0.9
            _ = text(word, wide)
            x += wide + em * 0.6
            return box
        case .ovals:
            let oval = zone(x, middle - choice.size / 2, choice.size * 1.5, choice.size)
            print(.ellipse(oval, thickness: max(0.1, style.rule)))
            x += choice.size * 1.5 + 0.9
            _ = text(word, wide)
            x += wide + em * 0.6
            return oval
        case .brackets:
            _ = text("(", em * 0.5)
            let between = zone(x + em * 0.5, middle - high / 2, em * 1.6, high)
            x += em * 2.1
            _ = text(")", em * 0.5)
            x += em * 0.7
            _ = text(word, wide)
            x += wide + em * 0.6
            return between
        }
    }

    /// The words in equal cells, ruled off, every second on its ground.
    private mutating func printCells(
        _ choice: ZooChoice, _ lettering: Lettering, in room: Zone
    ) -> [(name: String, zone: Zone)] {
        let wide = min(room.width / Double(choice.words.count), 24)
        return choice.words.enumerated().map { index, word in
            let cell = zone(room.left + wide * Double(index), room.top, wide, room.height)
            if let gray = choice.ground, index % 2 == 0 { print(.area(cell, gray: gray)) }
            print(.box(cell, thickness: style.rule))
            print(.text(word, in: cell, lettering, .center))
            return (word, cell.grown(by: -0.5))
        }
    }
}
