import Arithmetic
import Testing

@Suite struct NetworkPlaneTests {
    @Test func aPictureIsWrittenRowByRow() {
        var plane = [Float](repeating: 9, count: 9)
        NetworkPlane.fill(&plane, from: 1, rowLength: 4, with: [0, 1, 2, 3], width: 2, scale: 0.5, shift: -1)
        #expect(plane == [9, -1, -0.5, 9, 9, 0, 0.5, 9, 9])
    }

    /// Rows that are longer than the plane's are cut, rows below its end are left out.
    @Test func whatDoesNotFitIsLeftOut() {
        var plane = [Float](repeating: 9, count: 5)
        NetworkPlane.fill(&plane, from: 0, rowLength: 2, with: Array(1...9), width: 3, scale: 1, shift: 0)
        #expect(plane == [1, 2, 4, 5, 9])
        NetworkPlane.fill(&plane, from: 4, rowLength: 2, with: [7, 7], width: 2, scale: 1, shift: 0)
        #expect(plane == [1, 2, 4, 5, 9])
    }

    @Test func valuesNotBelowTheLeastAreFoundWithTheirPlaces() {
        let values: [Float] = [0.5, 0.1, .nan, 0.3, 0.29, 0.9]
        let found = values.withUnsafeBufferPointer { NetworkPlane.values(in: $0, from: 0.3) }
        #expect(found.map(\.place) == [0, 3, 5])
        #expect(found.map(\.value) == [0.5, 0.3, 0.9])
    }
}
