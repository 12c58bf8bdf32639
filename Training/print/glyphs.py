"""Which characters the glyph reader knows, and in which typefaces it sees them."""

from pathlib import Path

FONTS = Path("/usr/share/fonts")
MINCHO = {
    "ipaexm": (FONTS / "opentype/ipaexfont-mincho/ipaexm.ttf", 0),
    "notoserif": (FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc", 0),
}
GOTHIC = {
    "ipaexg": (FONTS / "opentype/ipaexfont-gothic/ipaexg.ttf", 0),
    "notosans": (FONTS / "opentype/noto/NotoSansCJK-Regular.ttc", 0),
    "vlgothic": (FONTS / "truetype/vlgothic/VL-Gothic-Regular.ttf", 0),
}
LATIN = {
    "dejavumono": (FONTS / "truetype/dejavu/DejaVuSansMono.ttf", 0),
    "dejavu": (FONTS / "truetype/dejavu/DejaVuSans.ttf", 0),
    "dejavuserif": (FONTS / "truetype/dejavu/DejaVuSerif.ttf", 0),
    "liberationsans": (FONTS / "truetype/liberation/LiberationSans-Regular.ttf", 0),
    "liberationmono": (FONTS / "truetype/liberation/LiberationMono-Regular.ttf", 0),
    "liberationserif": (FONTS / "truetype/liberation/LiberationSerif-Regular.ttf", 0),
    "inconsolata": (FONTS / "truetype/inconsolata/Inconsolata.otf", 0),
    "hack": (FONTS / "truetype/hack/Hack-Regular.ttf", 0),
}

DIGITS = "0123456789"
# Drawn as 0 with a stroke through it, as system printers do.
SLASHED_ZERO = "\ue000"
SIGNS = ",.-/()+¥"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz@_:&'"
JAPANESE_SIGNS = "円▲△、。「」々〆〇〒〜"
KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
    "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴァィゥェォャュョッヮヵヶー・"
)
HIRAGANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉゃゅょっ"
)
HALF_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ･ﾞﾟ"
FULL_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー・゛゜"
# Kanji of names and places beyond JIS X 0208 level 1.
NAME_KANJI = (
    "髙﨑邉邊齋齊齎濱濵澤廣國嶋嶌槇彌凛凜瀧龍籠篭萬壽惠榮學寛德眞圓櫻檜嘉禮祐祥琢琥珀珈珊玲瑛瑠璃璋瑶瑤瑳瑾璐"
    "翔颯飛鳳鷗鴎鶯鵜鷲鷹鸞麒麟黎黛鼎齢煌燿耀曄曉曜暉暸昊昴晄晏晟晢晧暁杲栞柊桧梛椛楪榊槙樺橙檎欅櫂櫻"
    "淳渚湊湧溜滉漣潤澪澄瀬灘灣煕熙燎燁爾牀犇狛獅玖玻珂珮琉琳瑚瑞瑤璞瓊甕畠畑畷疇瘤皐皓眸瞭矩砥碓碕磐磯礒"
    "祇祀祢禰禎稀稔穰穗竈笈笠笹筑箕箭篠篤粂糀紗紘絃絆絢綜綺綾縁縣繭繫纐纈缶罔羅翠翡耶聡聰肇脩膳臘艶芦芹苅苑"
    "苺茉茜荻莉莞菅菖菫萌萠葛葵蒋蒔蒲蒼蓑蓮蔦蕃蕉蕎薙薗薩藁藍藺蘂蘇蘭虎蛭蝦蟹衞衿袈裟覚觜訊詢誼諏諒諫讃讓豊豐"
    "赳跨輔輿轟辰辻迪逢逞遙遥邑郁鄭酉醍醐采釉釘釜鈎鈴鉾銕鋒鋸錦鍋鍬鎌鎚鎧鐘鑓鑪閃閏阪陀隈隆雁雫雛霧霞鞆鞘鞠"
    "韮頌頗頴顕顗颪饗馨馳駈駒駿驍驛髭鬼魁鮎鮫鮭鯉鯖鯛鰐鰕鰺鱒鱸鳩鳶鴨鴻鵬鶏鶴鷺鹽麓麿黒黑龜亀栁梁桒枡栃樫椙楢槻樋"
    "櫛欝歙毅毬毘氣沓沖泓洸洵浬渥渕淵湛滸漸瀨灸烏焰熨凪凰几冨冴冲冶凌剣劍剱劒勁勲匡匠卯厨叡叢吾吞呂周咲哉哲喬嗣嘩噂噌"
    "圀圃坐坪垣埜堀堤堺塙塚塩墨壬夭夷奄奎套姜姥姶娃媛嬉孟宍宕宥寅寓寵屑屛峨峯峰峻崚嵐嵩嵯嶺巌巖巴巽幌幡庄庚庵"
    "弘弥彗彦彪彬怜恢恰恒悌惇惟慧慶戊戌或扇托拳挺捷掬揃揆摺撫撰擢敦斐斑斡斯旦旭旺旻昌昂昏晃晋晒晨智暢杉杏李杜杢"
    "杵枇杷枕柚柏柘栗栖桂桐桔桝桶梅梓梢梧梨梯梱椀椋椎椿楊楓楠楯榎榛槌槍檀櫓欣欽此汀汐汝汲沙沢沫洲洛浩淀淋淑渓"
)


def kanji() -> str:
    """The kanji of JIS X 0208 level 1, and `NAME_KANJI`, each once."""
    level1 = [
        bytes([0xA0 + row, 0xA0 + cell]).decode("euc_jp", errors="ignore")
        for row in range(16, 48)
        for cell in range(1, 95)
    ]
    return "".join(dict.fromkeys("".join(level1) + NAME_KANJI))


def sets():
    """(typeface name, file and index, characters as drawn, characters as read) for every typeface."""
    western = DIGITS + SIGNS + LETTERS
    japanese = JAPANESE_SIGNS + KATAKANA + HIRAGANA
    for name, font in {**MINCHO, **GOTHIC}.items():
        yield name, font, western + japanese + HALF_KANA, western + japanese + FULL_KANA
    for name, font in LATIN.items():
        yield name, font, western, western
    full = "".join(chr(ord(c) + 0xFEE0) for c in DIGITS + ",.-/()+")
    for name in ("ipaexm", "ipaexg"):
        yield name + "-wide", {**MINCHO, **GOTHIC}[name], full, DIGITS + ",.-/()+"
    for name in ("ipaexm", "notoserif", "ipaexg", "notosans"):
        yield name + "-kanji", {**MINCHO, **GOTHIC}[name], kanji(), kanji()


def additions():
    """What `extend.py` adds, in the form of `sets`: zeros with a stroke, and the digits of one more typeface."""
    for name, font in {**MINCHO, **GOTHIC, **LATIN}.items():
        yield name + "-slashed", font, SLASHED_ZERO, "0"
    mono = (FONTS / "opentype/noto/NotoSansCJK-Regular.ttc", 5)
    yield "notosansmono", mono, DIGITS + SLASHED_ZERO + SIGNS, DIGITS + "0" + SIGNS
