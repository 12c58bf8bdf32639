extension Calibration {
    /// Curves for recognisers that no measurement speaks of, such as a born-digital page's text or a barcode: assumptions,
    /// low enough that hardly anything passes without a proof of its own. A measured curve always goes before them.
    package static let assumed: [Curve] = [
        assumption("*", "*", [(0, 0.05), (0.5, 0.3), (0.8, 0.6), (0.9, 0.8), (0.95, 0.9)]),
        assumption("*", emptyKind, [(0, 0.5), (0.8, 0.98), (0.9, 0.995)]),
        assumption("barcode", "*", [(0, 0.999), (0.5, 0.9999)]),
    ]

    private static func assumption(
        _ recogniser: String, _ kind: String, _ bins: [(from: Double, right: Double)]
    ) -> Curve {
        Curve(recogniser: recogniser, kind: kind, bins: bins.map { Bin(from: $0.from, right: $0.right) })
    }
}
