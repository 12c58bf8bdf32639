internal import HTTPTypes
internal import Hummingbird

/// Tells browsers to trust nothing but the station's own files, to show it in no other page, and to keep no copy of what it
/// shows.
struct SafetyDoor: RouterMiddleware {
    typealias Context = StationContext

    let isEncrypted: Bool

    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:", "connect-src 'self'",
        "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ].joined(separator: "; ")

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.init("Referrer-Policy")!] = "same-origin"
        response.headers[.init("X-Frame-Options")!] = "DENY"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if isEncrypted { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}
