internal import Delivery
internal import Paperwork
internal import Workflows

extension Doctor {
    /// The programs by which documents leave, and people are told: only where the site uses them.
    func leaving(by workflows: [Workflow]) -> [HealthCheck] {
        let actions = workflows.flatMap(\.steps).map(\.action)
        let enters = actions.contains { if case .enter = $0 { true } else { false } }
        let posts = actions.contains {
            if case .handOver(let step) = $0, case .post = step.action { true } else { false }
        }
        var checks: [HealthCheck] = []
        if posts || site.notify != nil { checks.append(curl()) }
        if enters { checks.append(browser()) }
        return checks
    }

    private func curl() -> HealthCheck {
        let subject = Wording(ja: "通知と post の送信", en: "sending notices and posts")
        guard !HTTPPost.canSend else { return .ok(subject, Wording(ja: "curl が使えます", en: "curl is installed")) }
        return .failure(
            subject, Wording(ja: "curl がありません", en: "there is no curl on this machine"),
            remedy: Wording(ja: "apt install curl で入れてください。", en: "install it: apt install curl"))
    }

    private func browser() -> HealthCheck {
        let subject = Wording(ja: "ロボットのブラウザー", en: "the robots' browser")
        let missing = ["chromium", "chromedriver"].filter { InstalledProgram.path(of: $0) == nil }
        guard !missing.isEmpty else {
            return .ok(subject, Wording(ja: "chromium が使えます", en: "chromium is installed"))
        }
        let names = missing.joined(separator: ", ")
        return .failure(
            subject, Wording(ja: "\(names) がありません", en: "this machine lacks \(names)"),
            remedy: Wording(
                ja: "apt install chromium chromium-driver で入れてください。",
                en: "install them: apt install chromium chromium-driver"))
    }
}
