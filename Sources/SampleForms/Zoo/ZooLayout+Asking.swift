import Imaging
import Paperwork

extension ZooLayout {
    /// Prints what the form itself says in a value's room (combs, 年 月 日, 円) and notes the field with its zone.
    mutating func askFor(_ question: ZooQuestion, in room: Zone) {
        if let choice = question.choice { return askForChoice(question, choice, in: room) }
        switch question.notation {
        case .open where question.hasSeal: askForSealedName(question, in: room)
        case .open: note(question, .zone(room))
        case .combed(let cells): askInComb(question, cells: cells, in: room)
        case .parted(let words): askInParts(question, words, in: room)
        case .unit(let word, let isInside):
            let wide = textWidth(word)
            let place = zone(room.right - wide - 0.4, room.top, wide, room.height)
            print(.text(word, in: place, lettering, .center))
            let free = zone(room.left, room.top, room.width - wide - 1, room.height)
            if isInside { slots[question.name] = [free] }
            note(question, .zone(isInside ? room : free))
        case .led(let word):
            let wide = textWidth(word)
            print(.text(word, in: zone(room.left, room.top, wide, room.height), lettering, .center))
            note(question, .zone(zone(room.left + wide + 0.5, room.top, room.width - wide - 0.5, room.height)))
        }
    }

    private var lettering: Lettering { Lettering(style.family, points: style.labelSize) }

    private func textWidth(_ word: String) -> Double {
        word.reduce(0.0) { $0 + ($1.isASCII ? 0.65 : 1) } * lettering.em + 0.6
    }

    /// A name whose seal has its sign ㊞ printed at the right end, in the zone or behind it, or no sign.
    private mutating func askForSealedName(_ question: ZooQuestion, in room: Zone) {
        let side = min(5, room.height * 0.6)
        let hasSign = random.chance(0.6)
        if hasSign {
            let place = zone(room.right - side - 0.5, room.top, side, room.height)
            print(.ellipse(zone(place.left, place.top + (place.height - side) / 2, side, side), thickness: 0.12))
            print(.text("印", in: place, Lettering(style.family, points: side * 0.55 / 25.4 * 72), .center))
        }
        let isOutside = hasSign && random.chance(0.5)
        note(question, .zone(isOutside ? zone(room.left, room.top, room.width - side - 1.2, room.height) : room))
    }

    private mutating func note(_ question: ZooQuestion, _ place: DesignedField.Place) {
        field(
            DesignedField(
                name: question.name, label: question.label, type: question.type, place: place,
                writing: question.isByHand ? "hand" : "print",
                isOptional: question.isOptional, isSensitive: question.kind == .myNumber, lines: question.lines,
                era: question.era, letters: question.kind == .latin ? "latin" : nil))
    }

    /// A comb as wide as its cells need, from 3.6 to 7 mm each.
    private mutating func askInComb(_ question: ZooQuestion, cells: Int, in room: Zone) {
        let pitch = min(7, room.height * 0.95, room.width / Double(cells))
        let height = min(room.height, pitch * 1.5)
        let place = zone(
            room.left, room.top + (room.height - height) / 2, pitch * Double(cells), height)
        let groups: Set<Int> =
            cells == 12 ? [4, 8] : cells == 13 ? [1, 5, 9] : cells == 7 && question.kind == .postalCode ? [3] : []
        comb(place, cells: cells, groups: random.chance(0.6) ? groups : [])
        note(question, .cells(Sheet.row(place, cells: cells)))
    }

    /// Parts of a value, each with its word printed behind it.
    private mutating func askInParts(_ question: ZooQuestion, _ words: [String], in room: Zone) {
        var left = room.left
        if let era = question.era {
            let wide = textWidth(era)
            print(.text(era, in: zone(left, room.top, wide, room.height), lettering, .center))
            left += wide
        }
        let wide = textWidth("年")
        // The first part of a date of the common calendar has four digits.
        let weights = words.indices.map { $0 == 0 && words.count == 3 && question.era == nil ? 1.7 : 1.0 }
        let free = min(room.right - left - wide * Double(words.count), Double(words.count) * 13)
        var places: [Zone] = []
        for (word, weight) in zip(words, weights) {
            let part = free * weight / weights.reduce(0, +)
            places.append(zone(left, room.top, part, room.height))
            print(.text(word, in: zone(left + part, room.top, wide, room.height), lettering, .center))
            left += part + wide
        }
        slots[question.name] = places
        // The era's word stays outside of the zone: the template says it.
        let start = places[0].left
        note(question, .zone(zone(start, room.top, min(left, room.right) - start, room.height)))
    }
}
