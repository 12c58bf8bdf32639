import Imaging
import Paperwork

/// A page that is no form: a covering letter that was left in the pile.
enum ForeignPage {
    static func picture(dpi: Double, using random: inout SeededRandom) -> GrayPixels {
        let canvas = Paper.a4.canvas(dpi: dpi)
        let text = Lettering(random.pick(["IPAexMincho", "IPAexGothic"]), points: 10.5)
        let lines = [
            "書類の送付について", "", "拝啓　時下ますますご清栄のこととお喜び申し上げます。", "　下記の書類をお送りしますので、ご査収のほどよろしくお願いいたします。",
            "　　　　　　　　　　　　　　　　　　　　　　　　　　　　敬具",
            "", "　　　　　　　　　　　　　　　記", "", "　１　給与支払報告書　　　　一式", "　２　総括表　　　　　　　　１部", "　３　返信用封筒　　　　　　１通", "",
            "　ご不明な点は、担当者までお問い合わせください。",
        ]
        for (index, line) in lines.enumerated() {
            let y = 60 + Double(index) * random.real(7.8...8)
            canvas.text(line, x: 28, baseline: y, text, ink: Ink(gray: 0.05))
        }
        canvas.text("見本総務課　御中", x: 24, baseline: 30, text)
        canvas.line(fromX: 24, y: 33, toX: 80, y: 33, thickness: 0.2)
        return canvas.grayPixels()
    }
}
