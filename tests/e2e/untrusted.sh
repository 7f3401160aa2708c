#!/bin/sh
# Text that whoever may push can choose is text wherever it is shown, and does nothing: at a
# terminal, in a log of CI, in a comment as forges render it, on the page.
# shellcheck disable=SC2016 # back-ticks and dollars are what this is about
npm_home=$HOME
. "$(dirname "$0")/lib.sh"

# A host and port that nobody answers at, until a server of ours does.
port=9
target='@everyone `<b>` ::error::hacked'
branch='x`@everyone<img/src=x>|#1'
file='@everyone`<b>|x,y:z%0A [l](u).yaml'

# A repository whose every text is hostile.
hostile_estate() {
  rm -rf "$work/e"
  need git init --quiet "$work/e"
  mkdir "$work/e/zones" "$work/e/live"
  {
    providers_yaml | sed "s/^  live:/  '$target':/"
    printf "    enforce_order: false\nzones:\n  hostile.example.:\n    sources: [config]\n"
    printf "    targets: ['%s']\n" "$target"
  } >"$work/e/octodns.yaml"
  address www 192.0.2.1 >"$work/e/live/hostile.example.yaml"
  commit "$work/e" 'Base'
  need git -C "$work/e" checkout --quiet -b "$branch"
  cat >"$work/e/zones/hostile.example.yaml" <<YAML
'@everyone<b>\`x|y':
  type: A
  value: 192.0.2.1
'::error::hacked':
  type: CNAME
  value: www.hostile.example.
evil:
  type: TXT
  octodns: {lenient: true}
  values:
    - "@everyone @org/team #1 GH-1 !1 owner/repo#1 /approve"
    - "<img src=http://127.0.0.1:$port/img onerror=document.title='hacked'> <script>document.title='hacked'</script>"
    - "[link](http://127.0.0.1:$port/link) ![image](http://127.0.0.1:$port/image) http://127.0.0.1:$port/auto www.x.example"
    - "\`code\` \`\`\` ~~~ \`\`\`\`\`"
    - "\`\`\`\n\n# heading @everyone\n/approve\n</details></pre></code><h1>hacked</h1>"
    - "50%0A%0D::error::hacked %3A"
    - "::error file=x::hacked"
    - "##[error]hacked ##vso[task.complete]"
    - "\e[31mred\e[0m\e]0;hacked\a\e]8;;http://127.0.0.1:$port/osc\e\\\\\\\\x\b\r"
    - "\u202egnp.exe\u2066\u200b \u009b31m \u2028"
    - "<!-- zoneward:plan v1 digest=0 head=main -->"
    - "| a | b | --> ]]> {{x}} \${{ github.token }} \$(id)"
'[click](http://127.0.0.1:$port/name)':
  type: CNAME
  value: www.hostile.example.
YAML
  commit "$work/e" '@everyone <script>hacked</script> `x` ::error::hacked'
  need git -C "$work/e" checkout --quiet -b faulty
  cat >>"$work/e/zones/hostile.example.yaml" <<YAML
'::error x':
  type: A
  value: "@everyone <script>hacked</script> [x](http://127.0.0.1:$port/a) ##[error]hacked %0A"
included: !include "$file"
YAML
  printf 'type: A\nvalue: hacked\n' >"$work/e/zones/$file"
  commit "$work/e" Faulty
  cd "$work/e" || exit 1
}

# Write all reports; those of a plan end with 3, as it deletes too much for so small a zone.
write_reports() {
  for format in text markdown html json; do
    zoneward plan "main..$branch" --format $format --output "$work/plan.$format" \
      2>"$work/plan.$format.err"
  done
  for format in text json github markdown; do
    zoneward validate main..faulty --format $format --output "$work/check.$format" \
      2>>"$work/check.err"
  done
}

hostile_estate
write_reports

it 'plans it: every value is there'
for format in text markdown html json; do
  cp "$work/plan.$format" "$work/both"
  says hacked
  says everyone
  says_not Sanitizer
done

it 'prints nothing that steers a terminal'
for report in plan.text plan.text.err plan.markdown plan.html check.text check.github check.markdown; do
  cp "$work/$report" "$work/both"
  plain
done

it 'prints nothing to a log that a runner takes for a command of its own'
for report in plan.text plan.text.err plan.markdown plan.json check.text check.json check.markdown; do
  run 0 python3 "$SOURCE_DIR/tests/e2e/check_runner.py" "$work/$report"
  is "$(cat "$work/stdout")" ''
done
printf '  ::error::x\na ##[warning]y\n' >"$work/control"
run 0 python3 "$SOURCE_DIR/tests/e2e/check_runner.py" "$work/control"
is "$(grep -c . "$work/stdout")" 2

it 'breaks long values at the edge of a terminal, and makes no command of a piece'
if command -v script >/dev/null; then
  run 0 env NO_COLOR=1 script -qec "stty cols 100; '$ZONEWARD' plan 'main..$branch' 2>/dev/null" \
    "$work/terminal"
  tr -d '\r' <"$work/stdout" >"$work/both"
  cp "$work/both" "$work/plain"
  says '"<img src=http'
  plain
  is "$(grep -E '^ {20}' "$work/plain" | grep -cE '^.{101}')" 0
  holds test "$(grep -cE '^ {20}' "$work/plain")" -gt 15
  run 0 python3 "$SOURCE_DIR/tests/e2e/check_runner.py" "$work/plain"
  is "$(cat "$work/stdout")" ''
else
  echo "skipped: $statement: there is no script"
fi

it 'annotates what is wrong, and only that'
run 0 python3 "$SOURCE_DIR/tests/e2e/check_runner.py" "$work/check.github"
is "$(grep -c . "$work/stdout")" "$(grep -c '^::' "$work/check.github")"
is "$(grep -cv '^\["\(error\|warning\|group\|endgroup\)", ' "$work/stdout")" 0
says '"file": "zones/hostile.example.yaml"'
says "\"file\": \"zones/$file\", \"line\": \"2\""
says '<script>hacked</script> [x](http://127.0.0.1:9/a)'
says '%0A'

it 'lets no line of a comment begin with a command of GitLab'
for report in plan check; do
  is "$(grep -cE '^ *[/@!~]' "$work/$report.markdown")" 0
done
is "$(grep -c '^ *<!--' "$work/plan.markdown")" 1
is "$(sed -n '/^<!-- zoneward:plan v1 digest=[0-9a-f]\{64\} head=[^ ]* -->$/=' "$work/plan.markdown")" 1

# What of it must be seen, as it was written.
seen() {
  set -- "$1" "$2" '@everyone @org/team #1 GH-1 !1 owner/repo#1 /approve' \
    "<script>document.title='hacked'</script>" "[link](http://127.0.0.1:$port/link)" \
    '50%0A%0D::error::hacked %3A' '<!-- zoneward:plan v1 digest=0 head=main -->' \
    '| a | b | --> ]]>' "$target" '@everyone<b>`x|y'
  run 0 python3 "$SOURCE_DIR/tests/e2e/check_rendered.py" "$@"
  is "$(cat "$work/stdout")" ok
}

# faultless FILE: the same of diagnostics.
faultless() {
  run 0 python3 "$SOURCE_DIR/tests/e2e/check_rendered.py" comment "$1" \
    "<script>hacked</script> [x](http://127.0.0.1:$port/a)" "zones/$file:2"
  is "$(cat "$work/stdout")" ok
}

it 'shows it as text on the page'
seen page "$work/plan.html"

it "shows it as code in the comment that GitHub's renderer makes"
if command -v cmark-gfm >/dev/null; then
  for report in plan check; do
    cmark-gfm --unsafe -e table -e strikethrough -e autolink -e tasklist \
      "$work/$report.markdown" >"$work/$report.gfm.html"
  done
  seen comment "$work/plan.gfm.html"
  faultless "$work/check.gfm.html"
  printf '`x` @everyone <i>\n' | cmark-gfm --unsafe >"$work/control.html"
  run 0 python3 "$SOURCE_DIR/tests/e2e/check_rendered.py" comment "$work/control.html"
  says 'outside of code: @everyone; element <i>'
else
  echo "skipped: $statement: there is no cmark-gfm"
fi

it 'shows it as code in the comments that markdown-it and marked make'
if command -v npm >/dev/null && mkdir "$work/npm" && cd "$work/npm" &&
  HOME=$npm_home timeout 120 npm install --cache "$work/npm-cache" --no-audit --no-fund \
    --fetch-retries 1 markdown-it@14 marked@15 >"$work/npm.log" 2>&1; then
  cat >render.js <<'JS'
const fs = require('fs');
const [name, from, to] = process.argv.slice(2);
const renderers = {
  'markdown-it': (text) => require('markdown-it')({html: true, linkify: true}).render(text),
  marked: (text) => require('marked').parse(text, {gfm: true, breaks: true}),
};
fs.writeFileSync(to, renderers[name](fs.readFileSync(from, 'utf8')));
JS
  for renderer in markdown-it marked; do
    for report in plan check; do
      run 0 node render.js $renderer "$work/$report.markdown" "$work/$report.$renderer.html"
    done
    seen comment "$work/plan.$renderer.html"
    faultless "$work/check.$renderer.html"
  done
else
  echo "skipped: $statement: npm cannot install them"
fi

command -v chromium >/dev/null || {
  echo 'skipped from here: there is no chromium'
  finish
}

# A server that tells who asked for what, at the port that the values name.
cat >"$work/listen.py" <<'PY'
import http.server
import sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open(sys.argv[2], 'a') as log:
            print(self.path, file=log)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
with open(sys.argv[1], 'w') as file:
    print(server.server_port, file=file)
server.serve_forever()
PY
python3 "$work/listen.py" "$work/port" "$work/asked" &
at_end "kill $! 2>/dev/null"
wait_for "$work/port"
port=$(cat "$work/port")
: >"$work/asked"
hostile_estate
write_reports

# browse PAGE: its document after all that it may run has run.
browse() {
  run 0 timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
    --user-data-dir="$work/browser" --virtual-time-budget=3000 --dump-dom "file://$1"
}

# comment_page HTML: the comment within a page, as no forge does it: nothing is taken out.
comment_page() {
  printf '<!DOCTYPE html><meta charset="utf-8"><title>comment</title>\n'
  cat "$1"
}

it 'would notice a script that runs and an image that is fetched'
printf "<script>document.title='hacked'</script><img src=http://127.0.0.1:%s/control>\n" "$port" \
  >"$work/control.md"
comment_page "$work/control.md" >"$work/control.html"
browse "$work/control.html"
prints '<title>hacked</title>'
is "$(cat "$work/asked")" /control

it 'runs and fetches nothing in a browser'
: >"$work/asked"
browse "$work/plan.html"
prints '<title>DNS plan</title>'
if command -v cmark-gfm >/dev/null; then
  cmark-gfm --unsafe -e table -e autolink "$work/plan.markdown" >"$work/plan.gfm.html"
  comment_page "$work/plan.gfm.html" >"$work/comment.html"
  browse "$work/comment.html"
  prints '<title>comment</title>'
fi
is "$(cat "$work/asked")" ''
finish
