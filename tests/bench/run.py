#!/usr/bin/env python3
"""Measure zoneward beside the floor that it stands on, and print a Markdown table.

Command and floor take turns, so that what else the machine does hits both alike;
times are medians, "times the floor" is the median of the ratios of each turn, and
memory is the largest resident size of any run.  The floor of a whole estate is one
thread that reads its zone files through libyaml and keeps nothing; that of a change
is "git diff --name-only HEAD~1 HEAD" and then the same reading of octodns.yaml.
"""
import argparse
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

# name: zones, records in each, whether the configuration lists the zones
SHAPES = {
    "s": (100, 50, True),
    "m": (1000, 100, True),
    "deep": (1, 100_000, True),
    "xl": (1, 1_000_000, True),
    "narrow": (5000, 10, False),
    "wide": (50_000, 10, False),
    "listed": (50_000, 10, True),
}

# name: arguments, whether it is about one change
COMMANDS = {
    "validate": (["validate", "HEAD"], False),
    "plan": (["plan", "HEAD", "--all", "--format", "json"], False),
    "change": (["validate", "HEAD~1..HEAD"], True),
    "planchange": (["plan", "HEAD~1..HEAD", "--format", "json"], True),
}

CONFIG = """\
---
providers:
  config: {class: octodns.provider.yaml.YamlProvider, directory: ./zones, enforce_order: false}
  live: {class: octodns.provider.yaml.YamlProvider, directory: ./live, enforce_order: false}
zones:
"""


class Fault(Exception):
    pass


def ip4(rng):
    return f"203.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def one_value(rtype, value, ttl=None):
    lines = [f"  ttl: {ttl}"] if ttl else []
    return lines + [f"  type: {rtype}", f"  value: {value}"]


def owner(number, zone, rng):
    """The record of that number: its name, and the lines below it."""
    turn = number % 10
    host = f"host-{number:07}"
    if turn < 4:
        return host, one_value("A", ip4(rng), ttl=300)
    if turn == 4:
        values = sorted({ip4(rng) for _ in range(3)})
        return host, ["  type: A", "  values:", *(f"  - {value}" for value in values)]
    if turn == 5:
        return host, one_value("AAAA", f"2001:db8::{rng.randrange(1, 65536):x}")
    if turn == 6:
        return host, one_value("CNAME", f"host-{number - 6:07}.{zone}", ttl=3600)
    if turn == 7:
        return host, one_value("TXT", f"check={rng.getrandbits(160):040x}")
    if turn == 8:
        mail = [f"    - {{exchange: mail{n}.{zone}, preference: {10 * n}}}" for n in (1, 2)]
        return host, ["  - type: MX", "    values:", *mail, "  - type: TXT", "    value: v=spf1 -all"]
    fields = {"port": 5060, "priority": 10, "target": f"host-{number - 9:07}.{zone}", "weight": 1}
    return f"_sip{number:07}._tcp", ["  type: SRV", "  value:",
                                     *(f"    {key}: {value}" for key, value in fields.items())]


def zone_text(zone, count, seed, live):
    """The zone's file; of the live one about each hundredth record differs."""
    rng = random.Random(seed)
    text = ["---"]
    for name, lines in sorted(owner(number, zone, rng) for number in range(count)):
        if live and name.startswith("host") and int(name[5:]) % 100 == 1:
            lines = one_value("A", "192.0.2.1", ttl=300)
        text += [name + ":", *lines]
    return "\n".join(text) + "\n"


def git(repo, *args):
    subprocess.run(["git", "-C", repo, "-c", "user.name=Benchmark",
                    "-c", "user.email=benchmark@example.org", "-c", "gc.auto=0", *args],
                   check=True, stdout=subprocess.DEVNULL)


def write(path, text):
    with open(path, "w", encoding="ascii") as out:
        out.write(text)


def generate(repo, zones, records, listed):
    """Two commits: an estate, and the change of one address in one zone of it."""
    for folder in ("zones", "live"):
        os.makedirs(f"{repo}/{folder}")
    names = [f"zone-{number:05}.example.org." for number in range(zones)]
    entry = "  {}: {{sources: [config], targets: [live]}}\n"
    write(f"{repo}/octodns.yaml",
          CONFIG + "".join(entry.format(name) for name in (names if listed else ["'*'"])))
    write(f"{repo}/.gitignore", "/live/\n")
    for seed, name in enumerate(names):
        for folder in ("zones", "live"):
            write(f"{repo}/{folder}/{name}yaml",
                  zone_text(name, records, seed, folder == "live"))
    git(repo, "init", "-q", "-b", "main")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "All zones")
    path = f"{repo}/zones/{names[zones // 2]}yaml"
    with open(path, encoding="ascii") as file:
        text = file.read()
    write(path, text.replace("value: 203.", "value: 198.", 1))
    git(repo, "commit", "-q", "-a", "-m", "One address")


def repository(work, shape):
    repo = os.path.join(work, shape)
    if not os.path.exists(repo):
        part = f"{repo}.part"
        shutil.rmtree(part, ignore_errors=True)
        print(f"making {shape} ...", file=sys.stderr)
        generate(part, *SHAPES[shape])
        os.rename(part, repo)
    return repo


class Bench:
    def __init__(self, work, runs):
        self.runs = runs
        self.floor = os.path.join(work, "floor")
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-D_GNU_SOURCE", "-o", self.floor,
                        f"{HERE}/floor.c", "-lyaml"], check=True)

    def time(self, *command, stdin=None, stderr=None):
        """Seconds and MB of one run, which must end well."""
        result = subprocess.run([self.floor, "time", *command], check=True, text=True,
                                input=stdin or "", stdout=subprocess.PIPE, stderr=stderr).stdout.split()
        if result[2] != "0":
            raise Fault(f"status {result[2]}: {' '.join(command)}")
        return float(result[0]), int(result[1]) / 1024

    def floor_of(self, repo, change):
        if not change:
            names = "".join(f"{entry.path}\n" for entry in os.scandir(f"{repo}/zones"))
            return lambda: self.time(self.floor, "scan", stdin=names)[0]
        return lambda: (
            self.time("git", "-C", repo, "diff", "--name-only", "HEAD~1", "HEAD")[0] +
            self.time(self.floor, "scan", f"{repo}/octodns.yaml")[0])

    def measure(self, command, floor, **options):
        """Medians of the time, the floor and their ratio; the most memory."""
        turns = []
        for turn in range(self.runs + 1):
            base = floor() if floor else 0.0
            took, memory = self.time(*command, **options)
            # The first turn fills the caches and is not counted.
            if turn > 0:
                turns.append((took, base, took / base if floor else 0.0, memory))
        columns = list(zip(*turns))
        return (*(statistics.median(column) for column in columns[:3]), max(columns[3]))


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def machine(program):
    version = subprocess.run([program, "--version"], check=True, text=True,
                             stdout=subprocess.PIPE).stdout.split("\n")[0]
    cpu = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            cpu = next(line.split(":", 1)[1].strip() for line in info if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{version}; {cpu}, {len(os.sched_getaffinity(0))} CPUs; Linux {platform.release()}"


def run(args, work):
    bench = Bench(work, args.runs)
    print(machine(args.zoneward) + f"; median of {args.runs}\n")
    row("shape", "zones × records", "command", "time, ms", "floor, ms", "times the floor",
        "memory, MB")
    row("---", "--:", "---", "--:", "--:", "--:", "--:")
    took, _, _, memory = bench.measure([args.zoneward, "--version"], None)
    row("", "", "`--version`", f"{took * 1000:.1f}", "", "", f"{memory:.1f}")
    for shape in args.shape:
        repo = repository(work, shape)
        zones, records, listed = SHAPES[shape]
        size = f"{zones:,} × {records:,}" + ("" if listed else " by `'*'`")
        for name in args.only or COMMANDS:
            words, change = COMMANDS[name]
            took, base, ratio, memory = bench.measure(
                [args.zoneward, "-C", repo, *words], bench.floor_of(repo, change))
            row(shape, size, f"`{' '.join(words)}`", f"{took * 1000:.1f}", f"{base * 1000:.1f}",
                f"{ratio:.2f}", f"{memory:.1f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="shapes: " + "; ".join(f"{name} {zones:,} × {records:,}{'' if listed else ' (*)'}"
                                      for name, (zones, records, listed) in SHAPES.items()))
    parser.add_argument("--runs", type=int, default=9, help="turns that count, of each (9)")
    parser.add_argument("--keep", metavar="DIR", help="keep the repositories there, or use them")
    parser.add_argument("--only", action="append", choices=COMMANDS, help="only this command")
    parser.add_argument("zoneward", help="the program, built with the preset release")
    parser.add_argument("shape", nargs="+", choices=SHAPES, metavar="shape")
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs takes a number from 1")
    args.zoneward = os.path.abspath(args.zoneward)
    work = os.path.abspath(args.keep or tempfile.mkdtemp(prefix="zoneward-bench-"))
    os.makedirs(work, exist_ok=True)
    try:
        run(args, work)
    except (Fault, OSError, subprocess.CalledProcessError) as fault:
        sys.exit(f"run.py: {fault}")
    finally:
        if not args.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
