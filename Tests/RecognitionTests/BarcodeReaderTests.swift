import Imaging
import Recognition
import Testing

@Suite struct BarcodeReaderTests {
    /// The wide elements of Code 39's characters, bars and spaces in turn (ISO/IEC 16388).
    private static let patterns: [Character: String] = [
        "T": "nnnnwnwwn", "E": "wnnnwwnnn", "M": "wnwnnnnwn", "A": "wnnnnwnnw", "1": "wnnwnnnnw", "2": "nnwwnnnnw",
        "*": "nwnnwnwnn",
    ]

    private static func code39(_ text: String) -> GrayPixels {
        Drawing.picture(width: 90, height: 20) { drawing in
            var x = 8.0
            for character in "*\(text)*" {
                for (index, element) in (patterns[character] ?? "").enumerated() {
                    let width = element == "w" ? 0.9 : 0.36
                    if index % 2 == 0 { drawing.bar(x: x, y: 4, width: width, height: 12) }
                    x += width
                }
                x += 0.36
            }
        }
        .scanned()
    }

    @Test func readsCode39WithItsPlace() throws {
        let barcodes = BarcodeReader().read(Self.code39("TEMA12"))
        #expect(barcodes.map(\.text) == ["TEMA12"])
        let barcode = try #require(barcodes.first)
        #expect(barcode.kind == .code39)
        #expect((80...110).contains(barcode.box.x))
    }

    /// "TEMA-0001" as a QR code of version 1, error correction M (ISO/IEC 18004).
    private static let modules = """
        #######.###...#######
        #.....#...#.#.#.....#
        #.###.#..##...#.###.#
        #.###.#.####..#.###.#
        #.###.#...###.#.###.#
        #.....#..#..#.#.....#
        #######.#.#.#.#######
        .........#..#........
        ..#.###.##..##...#..#
        .###.#.####....#....#
        ..######.#.#....##.##
        #....#.#.##.##.#..###
        .#.#..#.###.....###.#
        ........##########...
        #######......#..####.
        #.....#.##.##..#..##.
        #.###.#.##.#..#.#.###
        #.###.#......#.#..##.
        #.###.#.##......###.#
        #.....#..###.###...##
        #######..##..##.#.#.#
        """

    @Test func readsAQRCode() {
        let picture = Drawing.picture(width: 30, height: 30) { drawing in
            for (row, modules) in Self.modules.split(separator: "\n").enumerated() {
                for (column, module) in modules.enumerated() where module == "#" {
                    drawing.bar(x: 4 + Double(column), y: 4 + Double(row), width: 1, height: 1)
                }
            }
        }
        let barcodes = BarcodeReader().read(picture.scanned())
        #expect(barcodes.map(\.text) == ["TEMA-0001"])
        #expect(barcodes.first?.kind == .qr)
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 500), (400, 60)])
    func findsNoneWhereThereIsNone(width: Int, height: Int) {
        #expect(BarcodeReader().read(GrayPixels(width: width, height: height, filledWith: 90)).isEmpty)
    }
}
