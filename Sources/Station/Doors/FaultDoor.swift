internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Paperwork
internal import Storage

/// Turns what goes wrong into an answer that says so in the visitor's words: a page for people, JSON for programs.
struct FaultDoor: RouterMiddleware {
    typealias Context = StationContext

    let pages: Pages
    let store: Store
    let language: Language
    let report: @Sendable (Wording) -> Void

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            if refusal == .signIn, !request.isForProgram { return .redirect(to: "/sign-in", type: .normal) }
            return try answer(request, refusal.status, refusal.words)
        } catch let lost as LostHold {
            return try answer(
                request, .conflict,
                Wording(
                    ja: "帳票 \(lost.document) は、ほかの画面または担当者が開いたか、確認が済んでいます。",
                    en: "\(lost.document) was opened in another window or by someone else, or is settled"))
        } catch let trouble as Trouble {
            report(trouble.sentence)
            return try answer(request, .internalServerError, trouble.sentence, remedy: trouble.remedy)
        } catch let error as HTTPError where error.status == .notFound {
            return try answer(request, .notFound, Refusal.missing.words)
        } catch let error as HTTPError {
            return try answer(request, error.status, Wording(verbatim: error.body ?? error.status.reasonPhrase))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            report(Wording(error))
            return try answer(
                request, .internalServerError,
                Wording(ja: "処理できませんでした。", en: "the station could not do that"))
        }
    }

    private func answer(
        _ request: Request, _ status: HTTPResponse.Status, _ words: Wording, remedy: Wording? = nil
    ) throws -> Response {
        guard !request.isForProgram else {
            struct Fault: Encodable {
                var error: String
                var remedy: String?
            }
            return try Response.json(
                Fault(error: words.text(in: language), remedy: remedy?.text(in: language)), status: status)
        }
        return try pages.page(
            "fault", for: nil, language: language,
            ["sentence": words.text(in: language), "remedy": remedy?.text(in: language) ?? ""], status: status)
    }
}

extension Refusal {
    var status: HTTPResponse.Status {
        switch self {
        case .signIn: .unauthorized
        case .role, .forged: .forbidden
        case .missing: .notFound
        case .malformed: .badRequest
        case .changed: .conflict
        case .tooLarge: .contentTooLarge
        }
    }

    var words: Wording {
        switch self {
        case .signIn: Wording(ja: "サインインしてください。", en: "sign in first")
        case .role:
            Wording(
                ja: "このページを見る権限がありません。必要なときは情報担当に相談してください。",
                en: "your account may not see this; ask IT if you need to")
        case .missing: Wording(ja: "見つかりません。", en: "there is no such thing here")
        case .forged:
            Wording(
                ja: "この操作を受け付けられません。ページを開き直して、もう一度してください。",
                en: "this can't be taken; open the page again and retry")
        case .malformed(let words), .changed(let words): words
        case .tooLarge(let bytes):
            Wording(
                ja: "ファイルが大きすぎます（上限 \(bytes / 1_000_000) MB）。分けて入れてください。",
                en: "the file is larger than \(bytes / 1_000_000) MB; split it")
        }
    }
}

extension Request {
    /// It is a script or a program that waits for the answer.
    var isForProgram: Bool { uri.path.hasPrefix("/api/") }
}

extension Response {
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }
}
