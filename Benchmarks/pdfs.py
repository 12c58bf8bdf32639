"""Long and poisonous files, made of the pages of a short one that `sample-forms draw` wrote."""
import re
import zlib


def repeated(scan, pages, target, mark=0, poison=None):
    """`scan` with its pages repeated up to `pages`, each a page object of its own; `poison` gives by its number the form
    that a page draws instead. `mark` makes the bytes differ from those of other such files."""
    data = scan.read_bytes()
    number = int(re.search(rb"/Size (\d+)", data)[1])
    start = int(re.search(rb"startxref\s+(\d+)", data[-100:])[1])
    originals = re.findall(rb"<< (/Type /Page /Parent .*?) >>\nendobj", data)
    objects = {}

    def add(content):
        nonlocal number
        objects[number] = content
        number += 1
        return number - 1

    kids = []
    for index in range(pages):
        if index + 1 in (poison or {}):
            kids.append(add(page_of(poison[index + 1](add), add)))
        else:
            kids.append(add(b"<< " + originals[index % len(originals)] + b" >>"))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))

    out = bytearray(data + b"%% copy %d\n" % mark)
    places = {}
    for name, content in objects.items():
        places[name] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (name, content)
    table = len(out)
    out += b"xref\n"
    for name, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (name, place)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (number, start, table)
    target.write_bytes(out)
    return target


def endless(add):
    """Forms within forms, each drawing the next ten times, twelve deep: it would take years."""
    inner = add(form(b"", b"0 0 1190 1684 re f"))
    for _ in range(12):
        inner = add(form(inside(inner), b"/F Do " * 10))
    return inner


def greedy(add):
    """Transparent groups within groups, a bitmap of the whole page for each: at 300 dpi gigabytes."""
    group = b"/Group << /S /Transparency /CS /DeviceRGB /I true >> "
    inner = add(form(group, b"0 0 1190 1684 re f"))
    for _ in range(90):
        inner = add(form(group + inside(inner), b"/F Do"))
    return inner


def page_of(name, add):
    content = b"/F Do"
    contents = add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1190 1684] /Contents %d 0 R %s >>" % (contents, inside(name))


def inside(name):
    return b"/Resources << /XObject << /F %d 0 R >> >>" % name


def form(more, content):
    packed = zlib.compress(content)
    return (b"<< /Type /XObject /Subtype /Form /BBox [0 0 1190 1684] %s /Filter /FlateDecode /Length %d >>\nstream\n%s\n"
            b"endstream" % (more, len(packed), packed))
