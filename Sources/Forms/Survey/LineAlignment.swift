/// Gives each character that was read in a line the ink that it was read from.
///
/// A recogniser of whole lines says what stands there, and where only roughly. The ink's columns say where; each character
/// takes one column, some that stand close, or a share of a wide one: the way with the least cost, found by dynamic
/// programming.
struct LineAlignment {
    /// Stretches of ink from the left, with paper between.
    let columns: [Area]
    let texts: [String]
    /// Where the recogniser saw each character, in millimetres of the line with its wide blanks cut.
    let middles: [Double]
    /// Millimetres that were cut before each column.
    let cuts: [Double]
    let whole: Area

    private struct Step {
        var cost: Double
        /// Columns and characters that it takes.
        var columns: Int
        var texts: Int
    }

    func glyphs() -> [PrintedLine.Glyph] {
        guard !texts.isEmpty, !columns.isEmpty else { return [] }
        let (rows, width) = (columns.count + 1, texts.count + 1)
        var best = [Step?](repeating: nil, count: rows * width)
        best[0] = Step(cost: 0, columns: 0, texts: 0)
        for column in 0..<rows {
            for text in 0..<width {
                guard let here = best[column * width + text] else { continue }
                for step in steps(from: column, text) {
                    let place = (column + step.columns) * width + text + step.texts
                    let cost = here.cost + step.cost
                    if cost < best[place]?.cost ?? .infinity {
                        best[place] = Step(cost: cost, columns: step.columns, texts: step.texts)
                    }
                }
            }
        }
        return path(best, width: width)
    }

    private func path(_ best: [Step?], width: Int) -> [PrintedLine.Glyph] {
        var glyphs: [PrintedLine.Glyph] = []
        var (column, text) = (columns.count, texts.count)
        while column > 0 || text > 0 {
            guard let step = best[column * width + text], step.columns + step.texts > 0 else { break }
            (column, text) = (column - step.columns, text - step.texts)
            guard step.texts > 0, let ink = Area.enclosing(columns[column..<column + step.columns]) else { continue }
            let share = ink.width / Double(step.texts)
            for index in 0..<step.texts {
                var area = ink
                area.left = ink.left + share * Double(index)
                area.right = area.left + share
                glyphs.append(PrintedLine.Glyph(text: texts[text + index], area: area))
            }
        }
        return glyphs.reversed()
    }

    private func steps(from column: Int, _ text: Int) -> [Step] {
        var steps: [Step] = []
        let em = max(1.5, whole.height)
        if text < texts.count { steps.append(Step(cost: 1.2, columns: 0, texts: 1)) }
        guard column < columns.count else { return steps }
        steps.append(Step(cost: 0.3 + 0.8 * columns[column].width / em, columns: 1, texts: 0))
        guard text < texts.count else { return steps }
        for count in 1...min(6, columns.count - column) {
            let ink = columns[column..<column + count]
            let (left, right) = (ink[column].left, ink[column + count - 1].right)
            let gaps = zip(ink, ink.dropFirst()).map { $1.left - $0.right }
            guard right - left <= 1.4 * em, gaps.allSatisfy({ $0 < 0.45 * em }) else { break }
            let middle = (left + right) / 2 - cuts[column]
            let cost =
                0.8 * abs((right - left) / em - Self.width(of: texts[text]))
                + 0.25 * abs(middle - middles[text]) / em + gaps.reduce(0) { $0 + 0.3 * $1 / em }
            steps.append(Step(cost: cost, columns: count, texts: 1))
        }
        // Letters that touch.
        let wide = columns[column]
        guard wide.width > 1.05 * em || Self.width(of: texts[text]) < 0.6 else { return steps }
        for count in 2..<max(3, min(24, texts.count - text + 1)) where text + count <= texts.count {
            let expected = texts[text..<text + count].reduce(0) { $0 + Self.width(of: $1) + 0.08 }
            let cost = 0.8 * abs(wide.width / em - expected) + 0.15 * Double(count)
            if cost < 3 { steps.append(Step(cost: cost, columns: 1, texts: count)) }
        }
        return steps
    }

    /// The ink's width as a share of the line's height, roughly.
    private static func width(of text: String) -> Double {
        if "・･·.．,，、。:：'|｜!！".contains(text) { return 0.15 }
        if "（）()［］[]「」『』【】〔〕".contains(text) { return 0.25 }
        if let scalar = text.unicodeScalars.first, scalar.isASCII { return 0.5 }
        return 0.88
    }
}
