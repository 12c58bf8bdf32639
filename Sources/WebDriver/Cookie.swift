/// A cookie as a server or a page set it.
package struct Cookie: Hashable, Sendable, Codable {
    package var name: String
    package var value: String
    package var path: String?
    package var domain: String?
    package var secure: Bool?
    package var httpOnly: Bool?
    /// In seconds since 1970; nil where it ends with the browser.
    package var expiry: Int?
    /// `Strict`, `Lax` or `None`.
    package var sameSite: String?

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension Browser {
    /// Those that the page's server would be sent.
    package var cookies: [Cookie] { get async throws(BrowserFailure) { try await get("cookie") } }

    /// - Throws: `BrowserFailure`: `noSuchCookie`.
    package func cookie(_ name: String) async throws(BrowserFailure) -> Cookie {
        try await get("cookie/\(name)", subject: name)
    }

    /// - Throws: `BrowserFailure`: `invalidCookieDomain` where the page is of no server, or of another.
    package func setCookie(_ cookie: Cookie) async throws(BrowserFailure) {
        try await post("cookie", ["cookie": cookie], subject: cookie.name)
    }

    package func deleteCookie(_ name: String) async throws(BrowserFailure) {
        try await delete("cookie/\(name)", subject: name)
    }

    package func deleteAllCookies() async throws(BrowserFailure) { try await delete("cookie") }
}
