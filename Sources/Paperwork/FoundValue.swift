/// Where on a paper without zones a value was found, and what else it might have been: evidence, and help for whoever looks.
package struct FoundValue: Hashable, Sendable, Codable {
    /// Another way of looking that led to the same value.
    package struct Agreement: Hashable, Sendable, Codable {
        /// As templates write it, as in `right-of`.
        package var way: String
        /// Whether it found the value printed at another place.
        package var isElsewhere: Bool

        package init(way: String, isElsewhere: Bool) {
            self.way = way
            self.isElsewhere = isElsewhere
        }
    }

    /// A place that was not taken.
    package struct Other: Hashable, Sendable, Codable {
        package var text: String
        package var way: String
        package var label: String?
        package var zone: Zone?

        package init(text: String, way: String, label: String? = nil, zone: Zone? = nil) {
            self.text = text
            self.way = way
            self.label = label
            self.zone = zone
        }
    }

    /// As templates write it, as in `right-of`.
    package var way: String
    /// The label beside the value, as it is printed; nil where none led to it.
    package var label: String?
    package var labelZone: Zone?
    /// How well label and place fit, between 0 and 1.
    package var score: Double
    package var agreeing: [Agreement]
    /// The likeliest first.
    package var others: [Other]
    /// A person settled this issuer's papers so before; nil where nothing is known of them.
    package var isRemembered: Bool?

    package init(
        way: String, label: String? = nil, labelZone: Zone? = nil, score: Double, agreeing: [Agreement] = [],
        others: [Other] = []
    ) {
        self.way = way
        self.label = label
        self.labelZone = labelZone
        self.score = score
        self.agreeing = agreeing
        self.others = others
    }

    /// Whether the value is printed at two places of the paper that were found by different ways.
    package var isFoundTwice: Bool { agreeing.contains(where: \.isElsewhere) }
}
