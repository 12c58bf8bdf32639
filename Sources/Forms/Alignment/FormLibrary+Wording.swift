import Foundation
import Paperwork

extension FormLibrary {
    static let nothingAlike = Wording(
        ja: "登録されたどの様式とも似ていません。別の業務の帳票が混ざっていないか確かめてください。",
        en: "This page is like none of the forms. Check whether it belongs to another workflow.")

    static func tooUnlike(_ best: FormAlignment) -> Wording {
        let share = Int((best.agreement * 100).rounded())
        let residual = String(format: "%.2f", best.residual)
        return Wording(
            ja: "どの様式とも十分に合いません（最も近いもの：\(best.form) \(best.formPage)ページ目、一致\(share)%、ずれ\(residual)mm）。"
                + "様式の版が違わないか、読み取りが乱れていないか確かめてください。",
            en: "This page fits no form well enough (nearest: \(best.form) page \(best.formPage), \(share)% alike, "
                + "\(residual) mm off). Check the form's version, or scan the page again.")
    }

    static func undecided(_ best: FormAlignment, _ rival: FormAlignment) -> Wording {
        Wording(
            ja: "「\(best.form)」\(best.formPage)ページ目と「\(rival.form)」\(rival.formPage)ページ目のどちらか見分けられません。"
                + "どちらの様式か確かめてください。",
            en:
                "This page may be \(best.form) page \(best.formPage) or \(rival.form) page \(rival.formPage): they are too "
                + "alike to tell. Check which form it is.")
    }

    static func unplaced(_ best: FormAlignment) -> Wording {
        Wording(
            ja: "「\(best.form)」\(best.formPage)ページ目のどこに当たるか、1か所に決まりません。ページの全体が写るように読み取り直してください。",
            en:
                "This is page \(best.formPage) of \(best.form), but it fits the form in two places. Scan the whole page again."
        )
    }

    static let tooPale = Wording(
        ja: "文字や罫線が薄すぎて読み取れません。濃度を上げて、原本を読み取り直してください。",
        en: "What is on this page is too pale to be read. Scan the paper again, darker.")

    static let negative = Wording(
        ja: "白と黒が逆になっています。白黒反転を切って、読み取り直してください。",
        en: "Black and white are exchanged on this page. Scan it again without inverting it.")

    static let tooDark = Wording(
        ja: "ページ全体が暗くて読み取れません。明るさを上げて、原本を読み取り直してください。",
        en: "This page is dark all over and can't be read. Scan the paper again, lighter.")

    static func tooCoarse(_ dpi: Double) -> Wording {
        let dots = String(format: dpi < 10 ? "%.1f" : "%.0f", dpi)
        return Wording(
            ja: "画像が粗すぎて読めません（1インチに約\(dots)画素）。200〜300 dpiでスキャンし直してください。",
            en: "The picture is too coarse to be read (about \(dots) dots per inch). Scan it again at 200 to 300 dpi.")
    }
}
