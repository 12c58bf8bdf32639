"""What the model for kana and kanji learns from: KanjiVG's strokes, handwriting-like fonts, and MNIST's digits."""

import multiprocessing
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digits.sources import DIGITS, mnist, split
from hand.network import BLANK, GARBAGE
from hand.strokes import kanjivg, kanjivg_parts
from kanji.etl import pictures as etl_pictures
from kanji.writing import SIDE, written

HIRAGANA = "".join(chr(code) for code in range(0x3041, 0x3094))
KATAKANA = "".join(chr(code) for code in range(0x30A1, 0x30F7)) + "ー・"
SIGNS = "-./ー々〆()"
# How eras are written for short.
ERAS = "MTSHR"
# JIS X 0208's first level, rows 16 to 47.
FIRST_LEVEL = "".join(
    bytes([row + 0xA0, cell + 0xA0]).decode("euc_jp")
    for row in range(16, 48) for cell in range(1, 95) if row < 47 or cell <= 51)
# Beyond it, what Japanese family and given names hold (shuheilocale/japanese-personal-name-dataset, MIT) and the
# addresses of Kagoshima (Japan Post), and forms of 高 崎 浜 瀬 徳 that names keep.
NAMES = (
    "莉眞惠廣壽翔侑茉將皓洸彌國暉脩曉聰亞滉榮愼颯靜頌迪穗綺壯凛與來栞赳瑶應顯澤晟堯藏已兒椰澪熙昴實收洵萬彗櫻絋讓凜鐵娜繪黎逹暎敞昊奎耿"
    "毬晏晄諄煕圀氣衞曖遙晨弌禮齊煌漱傳璋淨螢曄洽勳勁襄穰祟條詢攝晧昶綸眸晁數洙笙廸燎崚渕俐壹總偕乘莎燿倬皖弍鎬鎭菁藝旻咏橙躬涓瓊敍譽瑤絆當"
    "韶卷腱琥凖仗莊峩懿豐兌于苺凉巖怡妍恆濱藹靄气彭楸湶梛珈癸洌徑憬綮竟緻會柯惺仟鶫搖竚鄙澣册滿崋聽晢皎奕辨愃淇聆覺悛蕭劭岑舒敕奧嶮巍魏嶽驍"
    "佶糺燵揆嚴禧憙巫銖渾愽浤溥凰槿稟證炳礒倩虔槇經釟齋邊邉檜艾圻綵絲尹儂韋鶯尅假榧榕麒鈞椌菫紲夛逞篷萠棗湍俶翡邁瑜侖榴縣燮鉉鎰聿墺汪剋學蕾"
    "溪娟騫祺奬攘蓁專奘褌貮團邇軼渙仍濟渺秉枡糀靱祗濤祓籠藺餠莵讀賣枦皷髙﨑濵瀨德")
CHARACTERS = "".join(dict.fromkeys(DIGITS + SIGNS + ERAS + HIRAGANA + KATAKANA + FIRST_LEVEL + NAMES))
CLASSES = list(CHARACTERS) + [BLANK, GARBAGE]

DEBIAN = "/usr/share/fonts/"
# Each with how many pictures of a character are made of it. Kiloji and Yusei Magic are kept for measuring. Who prints in
# block letters writes as gothic types stand: strokes of one width, corners, no brush.
FONTS = {
    "truetype/klee/KleeOne-Regular.ttf": 3, "truetype/klee/KleeOne-SemiBold.ttf": 3, "truetype/seto/setofont.ttf": 4,
    "truetype/yozvox-yozfont/YOzRS_.ttf": 3, "truetype/yozvox-yozfont/YOzRC_.ttf": 2,
    "truetype/yozvox-yozfont/YOzRA_.ttf": 1, "truetype/aoyagi-kouzan-t/AoyagiKouzanT.ttf": 1,
    "truetype/kouzan-mouhitsu/kouzan-mouhitsu.ttf": 1, "truetype/kouzan-mouhitsu/kouzan-mouhitsu-gyosho.ttf": 1,
    "truetype/aoyagi-soseki/aoyagi-soseki.ttf": 1, "truetype/motoya-l-maruberi/MTLmr3m.ttf": 4,
    "truetype/motoya-l-cedar/MTLc3m.ttf": 2, "opentype/noto/NotoSansCJK-Regular.ttc": 2,
    "opentype/noto/NotoSansCJK-Bold.ttc": 3, "truetype/rocknroll/RocknRollOne-Regular.ttf": 3,
    "truetype/stick/Stick-Regular.ttf": 2, "opentype/mplus/Mplus1-Black.otf": 2, "opentype/mplus/Mplus1-Medium.otf": 1,
    "truetype/bizud-gothic/BIZUDGothic-Bold.ttf": 3, "truetype/bizud-gothic/BIZUDGothic-Regular.ttf": 1,
    "truetype/arphic/ukai.ttc": 2, "truetype/cwtex/cwkai.ttf": 1, "truetype/horai-umefont/ume-hgo5.ttf": 2,
    "truetype/wqy/wqy-zenhei.ttc": 2, "truetype/baekmuk/gulim.ttf": 2,
    "truetype/sawarabi-gothic/sawarabi-gothic-medium.ttf": 1,
}


def written_digits(folder):
    """MNIST's digits for training at the bank's size: for each digit (count, row, column; 255 is ink)."""
    pictures, labels = mnist(folder)
    train = split(labels)[0]
    found = []
    for digit in range(10):
        small = pictures[train[labels[train] == digit]]
        grown = [np.asarray(Image.fromarray(np.pad(one, 2)).resize((SIDE, SIDE), Image.BICUBIC)) for one in small]
        found.append(np.stack(grown))
    return found


def lettered(character, face):
    """A character of a font at its place in the square of its line, as a picture with ink 255; None where it has none."""
    picture = Image.new("L", (160, 160))
    draw = ImageDraw.Draw(picture)
    draw.text((80, 80), character, fill=255, font=face, anchor="mm")
    if not picture.getbbox():
        return None
    return np.asarray(picture.resize((SIDE, SIDE), Image.BOX))


def has(font):
    """The characters that a font file draws."""
    from fontTools.ttLib import TTFont
    return set(map(chr, TTFont(font, fontNumber=0, lazy=True).getBestCmap()))


def _pictures(task):
    character, strokes, parts, per_character, seed = task
    random = np.random.default_rng(seed)
    found = []
    for font, count in FONTS.items():
        if character not in FACES[font][1]:
            continue
        picture = lettered(character, FACES[font][0])
        if picture is not None:
            found += [picture] * count
    found = list(ETL.get(character, ())) + found
    while strokes and len(found) < per_character:
        found.append(written(strokes, parts, random))
    if not found:
        raise ValueError(f"nothing draws {character}")
    return np.stack([found[index % len(found)] for index in range(per_character)])


FACES = {}
# Pictures of the ETL Character Database, where its folder was named: at most two in five of a character's.
ETL = {}
ETL_SHARE = 0.4


def _open_fonts():
    for font in FONTS:
        FACES[font] = (ImageFont.truetype(DEBIAN + font, 128), has(DEBIAN + font))


def bank(folder, file, per_character, seed, etl=None):
    """Pictures (class, picture, row, column; 255 is ink) of every character; made once and kept in `file`.

    `etl` is a folder with files of the ETL Character Database.
    """
    shape = (len(CHARACTERS), per_character, SIDE, SIDE)
    if os.path.exists(file) and os.path.getsize(file) == np.prod(shape):
        return np.memmap(file, np.uint8, "c", shape=shape)
    missing = [font for font in FONTS if not os.path.exists(DEBIAN + font)]
    if missing:
        raise SystemExit(f"fonts are missing: {', '.join(missing)}; run Scripts/install-packages train")
    if etl:
        ETL.update(etl_pictures(etl, set(CHARACTERS), SIDE, int(per_character * ETL_SHARE), seed))
    archive = os.path.join(folder, "kanjivg.tar.xz")
    strokes, parts = kanjivg(archive, CHARACTERS), kanjivg_parts(archive, CHARACTERS)
    tasks = (
        (character, strokes.get(character), parts.get(character), per_character, [seed, index])
        for index, character in enumerate(CHARACTERS))
    made = np.memmap(file + ".part", np.uint8, "w+", shape=shape)
    with multiprocessing.Pool(initializer=_open_fonts) as pool:
        for index, found in enumerate(pool.imap(_pictures, tasks, chunksize=16)):
            made[index] = found
    made.flush()
    os.rename(file + ".part", file)
    return np.memmap(file, np.uint8, "c", shape=shape)
