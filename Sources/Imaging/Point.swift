/// A point in pixels, x to the right and y down.
package struct Point: Hashable, Sendable, Codable {
    package var x: Double
    package var y: Double

    package init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}
