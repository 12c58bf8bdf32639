package import Foundation

extension Browser {
    /// The viewport as PNG.
    package func screenshot() async throws(BrowserFailure) -> Data { try Self.decoded(try await get("screenshot")) }

    /// The page as PDF, as a person would print it.
    ///
    /// - Parameters:
    ///   - width: of the paper in mm; A4 unless given.
    ///   - height: of the paper in mm.
    ///   - margin: on each side, in mm.
    package func pdf(
        width: Double = 210, height: Double = 297, margin: Double = 10, isLandscape: Bool = false,
        printsBackground: Bool = false
    ) async throws(BrowserFailure) -> Data {
        let side = JSONValue.number(margin / 10)
        let body: JSONValue = [
            "orientation": .string(isLandscape ? "landscape" : "portrait"), "background": .bool(printsBackground),
            // The protocol counts in cm.
            "page": ["width": .number(width / 10), "height": .number(height / 10)],
            "margin": ["top": side, "bottom": side, "left": side, "right": side],
        ]
        return try Self.decoded(try await post("print", body, as: String.self))
    }

    static func decoded(_ text: String) throws(BrowserFailure) -> Data {
        guard let data = Data(base64Encoded: text) else { throw BrowserFailure(.unexpectedAnswer, subject: "base64") }
        return data
    }
}

extension Element {
    /// Its part of the page as PNG.
    package func screenshot() async throws(BrowserFailure) -> Data {
        try Browser.decoded(try await get("screenshot"))
    }
}
