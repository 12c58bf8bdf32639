package import Foundation
internal import Imaging
package import Recognition

/// A line that `compose.py` of `Training/digits` or `Training/kanji` wrote, with what it says.
package struct ComposedLine {
    package var crop: Crop
    package var truth: String

    package static func all(in folder: URL, set: String) throws -> [ComposedLine] {
        let bytes = try Data(contentsOf: folder.appending(path: "\(set).gray"))
        let rows = try String(contentsOf: folder.appending(path: "\(set).tsv"), encoding: .utf8)
        return rows.split(separator: "\n").map { row in
            let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
            let numbers = columns.prefix(3).compactMap { Int($0) }
            let cells = columns[4].split(separator: ";").map { cell in
                let sides = cell.split(separator: ",").compactMap { Int($0) }
                return PixelRect(x: sides[0], y: sides[1], width: sides[2], height: sides[3])
            }
            let pixels = GrayPixels(
                width: numbers[1], height: numbers[2],
                bytes: [UInt8](bytes[numbers[0]..<numbers[0] + numbers[1] * numbers[2]]))
            return ComposedLine(
                crop: Crop(bitmap: Bitmap(pixels), dpi: 300, cells: cells), truth: String(columns[3]))
        }
    }
}
