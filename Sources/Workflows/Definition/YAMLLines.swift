import Paperwork

/// Goes through a YAML text as a person reads it, line by line: for slips, and for nesting without end.
struct YAMLLines {
    /// Lists and mappings in each other; a definition file has a handful.
    static let depthLimit = 64

    private(set) var slips: [YAMLSlip] = []
    /// Where the nesting goes beyond the limit.
    private(set) var tooDeep: (line: Int, column: Int)?

    private var line = 0
    /// Of the quote that is open at the end of a line.
    private var quote: Unicode.Scalar?
    private var quotePlace = (line: 0, column: 0)
    /// The brackets that are open.
    private var flowDepth = 0
    /// The indentation of the line that opened the text block (`|` or `>`) in which we are.
    private var textBlock: Int?
    /// The indentations of the lines that enclose this one.
    private var indents: [Int] = []

    init(_ text: String) {
        for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            look(at: Array(content.unicodeScalars))
        }
    }

    private mutating func add(_ kind: YAMLSlip.Kind, at index: Int) {
        slips.append(YAMLSlip(kind: kind, line: line, column: index + 1))
    }

    private mutating func look(at scalars: [Unicode.Scalar]) {
        guard let start = scalars.firstIndex(where: { $0 != " " }) else { return }
        if let block = textBlock {
            if start > block { return }
            textBlock = nil
        }
        var line = LineReader(scalars, from: start, isQuoted: quote)
        if quote == nil {
            let rest = scalars[start...].firstIndex { !LookAlikeSigns.isWideBlank($0) && $0 != " " && $0 != "\t" }
            guard let rest else { return }
            if let blank = scalars[start..<rest].firstIndex(where: LookAlikeSigns.isWideBlank) {
                add(.wideBlank, at: blank)
            } else if scalars[start] == "\t", flowDepth == 0 {
                add(.tab, at: start)
            }
            if scalars[rest] == "＃" { return add(.wideHash, at: rest) }
            if LookAlikeSigns.isWideHyphen(scalars[rest]), rest + 1 < scalars.count,
                scalars[rest + 1] == " " || LookAlikeSigns.isWideBlank(scalars[rest + 1])
            {
                add(.wideHyphen, at: rest)
            }
            nest(scalars, from: start)
            line.place = rest
        }
        line.flowDepth = flowDepth
        line.read()
        if tooDeep == nil, let place = line.tooDeep { tooDeep = (self.line, place + 1) }
        for (kind, place) in line.slips { add(kind, at: place) }
        close(line, indentation: start)
    }

    /// What the line leaves open for the next.
    private mutating func close(_ read: LineReader, indentation: Int) {
        if quote == nil, read.quote != nil {
            quotePlace = (line, read.quotePlace + 1)
            slips.append(YAMLSlip(kind: .openQuote, line: line, column: quotePlace.column))
        }
        quote = read.quote
        flowDepth = read.flowDepth
        if read.opensTextBlock { textBlock = indentation }
    }

    /// Counts the lists and mappings that a line of block style stands in.
    private mutating func nest(_ scalars: [Unicode.Scalar], from start: Int) {
        guard flowDepth == 0 else { return }
        while let last = indents.last, last >= start { indents.removeLast() }
        indents.append(start)
        var place = start
        var items = 0
        while place + 1 < scalars.count, scalars[place] == "-" || scalars[place] == "?", scalars[place + 1] == " " {
            items += 1
            place += 2
            if indents.count + items > Self.depthLimit, tooDeep == nil { tooDeep = (line, place + 1) }
        }
    }
}

/// One line of a YAML text.
struct LineReader {
    private let scalars: [Unicode.Scalar]
    var place: Int
    /// Open at the line's end.
    private(set) var quote: Unicode.Scalar?
    private(set) var quotePlace = 0
    var flowDepth = 0
    private(set) var opensTextBlock = false
    private(set) var slips: [(kind: YAMLSlip.Kind, place: Int)] = []
    private(set) var tooDeep: Int?
    /// The part of the line that may be one `key: value` has its colon.
    private var hasColon = false
    /// Nothing stands yet where a value or a key begins.
    private var isAtStart = true
    /// What may be meant as the colon of that part.
    private var suspect: (kind: YAMLSlip.Kind, place: Int)?

    init(_ scalars: [Unicode.Scalar], from place: Int, isQuoted quote: Unicode.Scalar?) {
        self.scalars = scalars
        self.place = place
        self.quote = quote
    }

    private var next: Unicode.Scalar? { place + 1 < scalars.count ? scalars[place + 1] : nil }

    mutating func read() {
        while place < scalars.count {
            let scalar = scalars[place]
            if quote != nil {
                readQuoted(scalar)
            } else if scalar == "#", place == 0 || scalars[place - 1] == " " {
                break
            } else {
                readPlain(scalar)
            }
            place += 1
        }
        endPart()
    }

    private mutating func readQuoted(_ scalar: Unicode.Scalar) {
        if scalar == "\\", quote == "\"" {
            place += 1
        } else if scalar == quote {
            if scalar == "'", next == "'" { place += 1 } else { quote = nil }
        }
    }

    private mutating func readPlain(_ scalar: Unicode.Scalar) {
        let wasAtStart = isAtStart
        if scalar != " " { isAtStart = false }
        switch scalar {
        case "'", "\"":
            guard wasAtStart else { return }
            (quote, quotePlace) = (scalar, place)
        case "[", "{":
            guard wasAtStart || flowDepth > 0 else { return }
            flowDepth += 1
            if flowDepth > YAMLLines.depthLimit, tooDeep == nil { tooDeep = place }
            beginPart()
        case "]", "}":
            guard flowDepth > 0 else { return }
            flowDepth -= 1
            endPart()
        case ",":
            if flowDepth > 0 { beginPart() }
        case ":":
            readColon()
        case "-", "?":
            if wasAtStart, next == " " { isAtStart = true }
        case "|", ">":
            opensTextBlock = wasAtStart && flowDepth == 0 && isHeaderOfTextBlock
        case "：":
            if !hasColon, suspect == nil { suspect = (.wideColon, place) }
        default:
            guard wasAtStart else { return }
            if LookAlikeSigns.isCurlyQuote(scalar) { slips.append((.curlyQuote, place)) }
            if "［｛".unicodeScalars.contains(scalar) { slips.append((.wideBracket(scalar), place)) }
        }
    }

    /// `|`, `>-` and the like: nothing else stands on the line but a comment.
    private var isHeaderOfTextBlock: Bool {
        let rest = scalars[(place + 1)...].drop { "+-123456789".unicodeScalars.contains($0) }.drop { $0 == " " }
        return rest.first == nil || rest.first == "#"
    }

    private mutating func readColon() {
        if next == nil || next == " " || (flowDepth > 0 && ",]}".unicodeScalars.contains(next ?? " ")) {
            hasColon = true
            isAtStart = true
        } else if suspect == nil, !hasColon, next != "/" {
            // In `"key":value` the quote makes it a key; 12:30 and C:\ are no keys.
            let word = scalars[..<place].reversed().prefix {
                $0.properties.isAlphabetic || "-_".unicodeScalars.contains($0)
            }
            if word.count > 1 { suspect = (.missingBlank, place) }
        }
    }

    private mutating func beginPart() {
        endPart()
        isAtStart = true
    }

    private mutating func endPart() {
        if let suspect, !hasColon { slips.append(suspect) }
        suspect = nil
        hasColon = false
    }
}
