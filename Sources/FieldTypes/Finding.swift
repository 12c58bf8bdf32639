extension FieldDefinition {
    /// One way to find a value on a paper without zones.
    package struct Finding: Sendable, Hashable {
        /// Where the value stands.
        package enum Way: Sendable, Hashable {
            /// Behind one of these labels, in its line. Of several labels the first that is there counts.
            case rightOf([String])
            /// Under one of these labels.
            case below([String])
            /// Behind, under or over one of these labels, in that order.
            case near([String])
            /// Between two labels of one line, or of two lines that follow each other.
            case between(String, String)
            /// Under a line that is one of these headings and nothing else.
            case heading([String])
            /// A regular expression over the page's lines; its first group is the value, else the whole match.
            case pattern(String)
            /// Anywhere: what fits the field's type.
            case anywhere
            case table(Table)
        }

        /// Which of several values that stand so is taken.
        package enum Choice: String, Sendable, Hashable, CaseIterable {
            case first, last
            /// The greatest number; of other values the one printed highest.
            case largest
        }

        /// The rows under a heading line that holds these words, in order, down to a line with one of `end` or a gap.
        package struct Table: Sendable, Hashable {
            package var heading: [String]
            package var columns: [Column]
            /// Words of the line under the last row, as in 小計; none where the rows end with a gap.
            package var end: [String]

            package init(heading: [String], columns: [Column], end: [String] = []) {
                self.heading = heading
                self.columns = columns
                self.end = end
            }
        }

        package var way: Way
        /// Nil where the first is taken.
        package var choice: Choice?
        /// Longer wordings in which a label does not count, as TOTAL in TOTAL QTY.
        package var except: [String]
        /// The line of the value's block, from 1; nil for all that belongs to the value.
        package var line: Int?

        package init(_ way: Way, choice: Choice? = nil, except: [String] = [], line: Int? = nil) {
            self.way = way
            self.choice = choice
            self.except = except
            self.line = line
        }

        /// Of a way as a template writes it, with one label; nil where such a way has none.
        package init?(key: String, label: String) {
            switch key {
            case "right-of": self.init(.rightOf([label]))
            case "below": self.init(.below([label]))
            case "near": self.init(.near([label]))
            case "heading": self.init(.heading([label]))
            default: return nil
            }
        }

        /// Of a table.
        package var columns: [Column]? { if case .table(let table) = way { table.columns } else { nil } }

        /// The words that it looks for; none for a pattern.
        package var labels: [String] {
            switch way {
            case .rightOf(let labels), .below(let labels), .near(let labels), .heading(let labels): labels
            case .between(let first, let second): [first, second]
            case .table(let table): table.heading
            case .pattern, .anywhere: []
            }
        }

        /// As templates write it.
        package var key: String {
            switch way {
            case .rightOf: "right-of"
            case .below: "below"
            case .near: "near"
            case .between: "between"
            case .heading: "heading"
            case .pattern: "pattern"
            case .anywhere: line == nil ? "take" : "line"
            case .table: "table"
            }
        }
    }

    /// In which order a date's numbers are written.
    package enum DateOrder: String, Sendable, Hashable, CaseIterable {
        case ymd, dmy, mdy
    }
}
