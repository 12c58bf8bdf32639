"""What the benchmarks share: running and metering programs, drawing sets, Markdown tables."""
import json
import os
import pathlib
import platform
import re
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent
WORK = PROJECT / ".build" / "benchmarks"
TEMA = os.environ.get("TEMA", str(PROJECT / ".build/release/tema"))
SAMPLE_FORMS = os.environ.get("SAMPLE_FORMS", str(PROJECT / ".build/release/sample-forms"))
RUNS = HERE / "runs" / time.strftime("%Y-%m-%d")

# A run's exit status 3 says that documents wait for a person.
FINE = (0, 3)


def run(command, fine=(0,)):
    """Its standard output, and the CPU and wall seconds of it and the processes that it waited for."""
    start = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    output, errors, usage, status = collect(process)
    if status not in fine:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {status}:\n{errors[-2000:]}")
    return output, {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - start}


def collect(process):
    texts = {}
    readers = [
        threading.Thread(target=lambda name=name, stream=stream: texts.__setitem__(name, stream.read()))
        for name, stream in (("out", process.stdout), ("err", process.stderr))]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return texts["out"], texts["err"], usage, process.returncode


def draw(form, level, documents, seed, copies=1):
    """The scan, drawn if it is not there, and its truth file."""
    scan = WORK / f"{form}-{level}-{documents}x{copies}-{seed}.pdf"
    truth = scan.with_suffix(".truth.json")
    if not (scan.exists() and truth.exists()):
        WORK.mkdir(parents=True, exist_ok=True)
        copied = ["--copies", copies] if copies > 1 else []
        run([SAMPLE_FORMS, "draw", form, "--level", level, "--documents", documents, "--seed", seed, *copied,
             "--out", scan])
    return scan, truth


def keep(name, content):
    """A raw run, as JSON; of a list, a line for each entry."""
    RUNS.mkdir(parents=True, exist_ok=True)
    if isinstance(content, list):
        text = "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in content) + "\n]"
    else:
        text = json.dumps(content, ensure_ascii=False, indent=1)
    (RUNS / f"{name}.json").write_text(text + "\n")


def first_line(command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT)
    return (done.stdout or done.stderr).strip().split("\n")[0]


def conditions(command, programs=()):
    """The lines that say how the figures came about."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 2**20
    versions = ["Tema " + first_line([TEMA, "--version"]), first_line(["tesseract", "--version"]), *programs]
    return "\n".join([
        f"- Command: `{command}`",
        f"- Date: {time.strftime('%Y-%m-%d')}",
        f"- Machine: {os.cpu_count()} cores, {model[1] if model else platform.processor()}, {memory:.0f} GiB; "
        f"load average {os.getloadavg()[0]:.1f} at the end",
        f"- Versions: {', '.join(versions)}",
        f"- Raw runs: `runs/{RUNS.name}/`",
    ]) + "\n"


def table(header, rows):
    """The first column to the left, numbers to the right."""
    marks = [":--" if not rows or not str(rows[0][i])[:1].isdigit() else "--:" for i in range(len(header))]
    lines = [header, marks, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def share(part, whole, digits=1):
    return f"{100 * part / whole:.{digits}f} %" if whole else "–"
