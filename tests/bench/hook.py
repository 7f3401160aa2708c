#!/usr/bin/env python3
"""Measure the pre-receive hook beside git diff, and print a Markdown table.

A push of one changed address is made ready as receive-pack has it: a bare repository
at the old commit, the new objects in quarantine.  hooks/pre-receive and the floor take
turns; the floor is "git diff --name-only OLD NEW" in the same environment and then one
reading of octodns.yaml through libyaml.  Times are medians, "times the floor" is the
median of the ratios of each turn.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

import run as bench

SHAPES = {
    "narrow": (5000, 10, False),
    "narrow-listed": (5000, 10, True),
    "wide": (50_000, 10, False),
    "listed": (50_000, 10, True),
}
HOOK = os.path.join(os.path.dirname(os.path.dirname(bench.HERE)), "hooks", "pre-receive")
QUARANTINE = ("GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
              "GIT_QUARANTINE_PATH", "ZONEWARD")


def output(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout


def receive(repo, work):
    """A bare repository at HEAD~1, and what HEAD adds in quarantine; the line for the hook."""
    bare = f"{repo}.git"
    shutil.rmtree(bare, ignore_errors=True)
    old, new = (output("git", "-C", repo, "rev-parse", name).decode().strip()
                for name in ("HEAD~1", "HEAD"))
    bench.git(work, "init", "-q", "--bare", "-b", "main", bare)
    bench.git(repo, "push", "-q", bare, f"{old}:refs/heads/main")
    bench.git(bare, "repack", "-adq")
    quarantine = f"{bare}/objects/tmp_objdir-incoming-bench"
    os.mkdir(quarantine)
    names = output("git", "-C", repo, "rev-list", "--objects", f"{old}..{new}")
    names = b"".join(line.split(b" ")[0] + b"\n" for line in names.splitlines())
    pack = output("git", "-C", repo, "pack-objects", "--stdout", "-q", input=names)
    subprocess.run(["git", "-C", bare, "unpack-objects", "-q"], check=True, input=pack,
                   env={**os.environ, "GIT_OBJECT_DIRECTORY": quarantine,
                        "GIT_ALTERNATE_OBJECT_DIRECTORIES": f"{bare}/objects"})
    return bare, quarantine, old, new


def measure(timer, repo, work, program):
    bare, quarantine, old, new = receive(repo, work)
    os.chdir(bare)
    os.environ.update(GIT_DIR=".", GIT_OBJECT_DIRECTORY=quarantine,
                      GIT_ALTERNATE_OBJECT_DIRECTORIES=f"{bare}/objects",
                      GIT_QUARANTINE_PATH=quarantine, ZONEWARD=program)
    line = f"{old} {new} refs/heads/main\n"
    said = subprocess.run([HOOK], check=True, input=line, text=True,
                          stderr=subprocess.PIPE).stderr
    if "1 zone valid" not in said:
        raise bench.Fault(f"the hook said: {said}")

    def floor():
        return (timer.time("git", "diff", "--name-only", old, new)[0] +
                timer.time(timer.floor, "scan", f"{repo}/octodns.yaml")[0])

    try:
        return timer.measure([HOOK], floor, stdin=line, stderr=subprocess.DEVNULL)
    finally:
        os.chdir(work)
        for name in QUARANTINE:
            os.environ.pop(name, None)


def run(args, work):
    timer = bench.Bench(work, args.runs)
    print(bench.machine(args.zoneward) + f"; median of {args.runs}\n")
    bench.row("zones", "configuration", "hook, ms", "floor, ms", "times the floor", "memory, MB")
    bench.row("--:", "---", "--:", "--:", "--:", "--:")
    for shape, (zones, records, listed) in SHAPES.items():
        bench.SHAPES[shape] = (zones, records, listed)
        took, base, ratio, memory = measure(timer, bench.repository(work, shape), work,
                                            args.zoneward)
        bench.row(f"{zones:,}", "lists them" if listed else "`'*'`", f"{took * 1000:.1f}",
                  f"{base * 1000:.1f}", f"{ratio:.2f}", f"{memory:.1f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="turns that count, of each (15)")
    parser.add_argument("--keep", metavar="DIR", help="keep the repositories there, or use them")
    parser.add_argument("zoneward", help="the program, built with the preset release")
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs takes a number from 1")
    args.zoneward = os.path.abspath(args.zoneward)
    work = os.path.abspath(args.keep or tempfile.mkdtemp(prefix="zoneward-bench-"))
    os.makedirs(work, exist_ok=True)
    try:
        run(args, work)
    except (bench.Fault, OSError, subprocess.CalledProcessError) as fault:
        sys.exit(f"hook.py: {fault}")
    finally:
        if not args.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
