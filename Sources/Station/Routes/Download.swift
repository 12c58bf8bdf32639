internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A file that someone takes away.
enum Download {
    private static let piece = 256 << 10

    /// - throws: `Refusal.missing` where it is not there any more.
    static func response(_ url: URL, name: String, type: String) throws -> Response {
        guard let handle = try? FileHandle(forReadingFrom: url),
            let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int
        else { throw Refusal.missing }
        let file = SharedHandle(handle)
        return Response(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename*=UTF-8''\(encoded(name))"],
            body: ResponseBody(contentLength: size) { writer in
                var left = size
                while left > 0, let data = try await file.read(min(piece, left)), !data.isEmpty {
                    left -= data.count
                    try await writer.write(ByteBuffer(bytes: data))
                }
                try await writer.finish(nil)
            })
    }

    /// By RFC 8187: nothing of a name gets into the header as it is.
    private static func encoded(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "file"
    }
}

/// A file that is read piece by piece, on threads of their own.
private actor SharedHandle {
    private let handle: FileHandle

    init(_ handle: FileHandle) { self.handle = handle }

    func read(_ count: Int) throws -> Data? { try handle.read(upToCount: count) }
}
