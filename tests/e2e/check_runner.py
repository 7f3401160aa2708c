"""Reads a log as GitHub's runner does: check_runner.py FILE.  Prints each command that it finds
in it as JSON: its name, its properties and its text, decoded."""
import json
import re
import sys

KNOWN = set('error warning notice debug group endgroup add-mask add-matcher remove-matcher echo '
            'stop-commands save-state set-output set-env add-path'.split())


def decoded(text, pairs):
    for code, character in pairs:
        text = text.replace(code, character)
    return text


TEXT = [('%0D', '\r'), ('%0A', '\n'), ('%25', '%')]
PROPERTY = [('%0D', '\r'), ('%0A', '\n'), ('%3A', ':'), ('%2C', ','), ('%25', '%')]


def new_form(line):
    line = line.lstrip()
    end = line.find('::', 2)
    if not line.startswith('::') or end < 0:
        return None
    name, _, rest = line[2:end].partition(' ')
    pairs = [pair.strip().partition('=') for pair in rest.split(',') if '=' in pair]
    return name, {key: decoded(value, PROPERTY) for key, _, value in pairs}, \
        decoded(line[end + 2:], TEXT)


def old_form(line):
    found = re.search(r'##\[([^\] ]+)([^\]]*)\]', line)
    return found and (found[1], {'old': found[2]}, line[found.end():])


with open(sys.argv[1], encoding='utf-8') as log:
    for line in log:
        command = new_form(line.rstrip('\n')) or old_form(line)
        if command and command[0].lower() in KNOWN:
            print(json.dumps(command, ensure_ascii=False))
