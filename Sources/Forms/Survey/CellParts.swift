/// What a cell, or the open paper around cells, holds for people to fill in, beside plain room.
struct CellParts {
    /// Words of which one or some are marked.
    struct Choice {
        var options: [(name: String, area: Area)]
        /// What the words are about; nil where they are no known set.
        var name: String?
        var type: String
        /// The words that stand before them, as a question.
        var label: String?
    }

    /// Room for year, month and day before their printed words.
    struct DateRoom {
        var cells: [Area]
        /// The era where one is printed before it.
        var era: String?
        /// The printed words before it.
        var label: String?
        /// Boxes that stand before the words, where there are any.
        var boxes: [Area] = []
        /// A field type's name: a date, or a time before 時 and 分.
        var type = "date"
    }

    /// Room in a line between printed words.
    struct Slot {
        var area: Area
        /// The words before it; nil where it is the line's start.
        var label: String?
        /// The field type that the unit after it makes of it.
        var type: String?
    }

    var choices: [Choice] = []
    var dates: [DateRoom] = []
    var combs: [(cells: [Area], label: String?)] = []
    var slots: [Slot] = []
    var seals: [Area] = []
    /// Words that none of these explain: a label, a note.
    var rest: [PrintedLine] = []

    var isEmpty: Bool {
        choices.isEmpty && dates.isEmpty && combs.isEmpty && slots.isEmpty && seals.isEmpty
    }

    var restText: String { rest.map(\.text).joined() }

    /// What all of it covers: no plain room.
    var taken: [Area] {
        choices.flatMap { $0.options.map(\.area) } + dates.flatMap { $0.cells + $0.boxes } + combs.flatMap(\.cells)
            + slots.map(\.area) + seals
    }
}
