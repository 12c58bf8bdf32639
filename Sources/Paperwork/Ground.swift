/// What a value is proved by, the strongest first: the strata in which accepted values are counted.
package enum Ground: String, Hashable, Sendable, Codable, CaseIterable {
    /// The record of a register that the document was found to speak of says the same.
    case register
    /// A rule of the job file that a wrong value would break.
    case rule
    /// The type's own proof, as a check digit.
    case check
    /// A second recogniser read the same.
    case second
    /// The reading alone.
    case reading
    /// Nothing is written.
    case empty
    /// Something stands against it: it passes at no threshold.
    case contradicted
}
