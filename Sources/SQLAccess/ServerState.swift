package import Foundation

/// What a database server says of itself.
package struct ServerState: Sendable, Hashable {
    /// Its time of day.
    package var time: Date
    /// Connections that users like this one may open, and those that are open.
    package var connectionLimit: Int
    package var connections: Int
}
