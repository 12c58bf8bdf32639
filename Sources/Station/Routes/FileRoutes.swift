internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The pages' own scripts, style and pictures: read once, told apart by their bytes, so that a browser asks again only
/// whether they have changed.
struct FileRoutes: Sendable {
    private struct File: Sendable {
        var bytes: [UInt8]
        var type: String
        var tag: String
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
    ]
    /// Of Debian's libjs-chart.js.
    private static let chart = URL(filePath: "/usr/share/javascript/chart.js/chart.min.js")

    private let files: [String: File]

    /// - throws: An error of the file system where the files that belong to the program are not there.
    init() throws {
        let folder = (Bundle.module.resourceURL ?? URL(filePath: ".")).appending(path: "Web")
        var files: [String: File] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = try Self.file(folder.appending(path: name))
        }
        files["chart.js"] = try? Self.file(Self.chart)
        self.files = files
    }

    func add(to router: Router<StationContext>) {
        router.get("/web/:name") { request, context in
            guard let file = files[try context.parameters.require("name")] else { throw Refusal.missing }
            let headers: HTTPFields = [
                .contentType: file.type, .eTag: file.tag, .cacheControl: "private, max-age=0, must-revalidate",
            ]
            if request.headers[.ifNoneMatch] == file.tag { return Response(status: .notModified, headers: headers) }
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
    }

    private static func file(_ url: URL) throws -> File {
        let bytes = Array(try Data(contentsOf: url))
        return File(
            bytes: bytes, type: types[url.pathExtension] ?? "application/octet-stream",
            tag:
                "\"\(String(bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16))\""
        )
    }
}
