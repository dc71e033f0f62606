"""The demonstration report's page: markup and style, with places for what was measured."""

from string import Template

# The window's own colours, so that a report looks like the program it came from.
PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pilotline: the whole story</title>
<style>
:root {
  --window: #eef0f3; --surface: #fff; --border: #d5dae0; --text: #1d232a; --muted: #57616c;
  --primary: #2f4256; --ok: #bfdccc; --error: #f0b4ae; --line: #3f6288; --sunken: #e7eaee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --window: #171b20; --surface: #1f252b; --border: #343d46; --text: #e7ebef; --muted: #a7b2bd;
    --primary: #c9d5e1; --ok: #2f5543; --error: #7a3029; --line: #8fb4da; --sunken: #12161a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--window); color: var(--text); line-height: 1.5;
  font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans JP", sans-serif;
}
main { max-width: 1180px; margin: 0 auto; padding: 40px 24px 64px; }
header p { color: var(--muted); margin: 4px 0 0; }
h1 { font-size: 28px; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 18px; margin: 0 0 4px; }
h3 { font-size: 15px; margin: 24px 0 8px; }
h3 small { color: var(--muted); font-weight: 400; margin-left: 6px; }
section {
  background: var(--surface); border: 1px solid var(--border); border-radius: 10px;
  padding: 24px; margin-top: 24px; overflow-x: auto;
}
section > p { color: var(--muted); margin: 0 0 16px; max-width: 76ch; }
.tiles {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 16px;
  margin-top: 24px;
}
.tile {
  background: var(--surface); border: 1px solid var(--border); border-radius: 10px;
  padding: 18px 20px;
}
.tile b {
  display: block; font-size: 24px; font-variant-numeric: tabular-nums; color: var(--primary);
}
.tile span { color: var(--muted); font-size: 13px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--muted); font-size: 13px; }
th, td { padding: 7px 18px 7px 0; border-bottom: 1px solid var(--border); white-space: nowrap; }
tr:last-child > * { border-bottom: 0; }
td.heat {
  background: color-mix(in srgb, var(--ok) var(--share), var(--error));
  padding: 7px 18px; font-weight: 600; text-align: center;
}
td.none { color: var(--muted); padding: 7px 18px; text-align: center; font-size: 13px; }
.gallery td, .gallery th { padding: 4px 18px 4px 0; border: 0; vertical-align: middle; }
.gallery th:first-child { min-width: 118px; }
.strip img { width: 68px; height: 68px; object-fit: contain; margin-right: 4px; border-radius: 5px;
  background: var(--sunken); }
.strip.drawn { border-left: 2px solid var(--line); padding-left: 14px; }
.bar {
  display: grid; grid-template-columns: 260px 1fr 90px; gap: 14px; align-items: center;
  padding: 3px 0;
}
.bar i { background: var(--sunken); border-radius: 4px; height: 12px; overflow: hidden; }
.bar u {
  display: block; height: 100%; background: var(--line); border-radius: 4px; min-width: 2px;
}
.bar b { font-weight: 500; font-variant-numeric: tabular-nums; text-align: right; }
code { font-size: 13px; word-break: break-all; }
footer { color: var(--muted); font-size: 13px; margin-top: 24px; }
ul { margin: 8px 0 0; padding-left: 20px; }
</style></head><body><main>
<header>
<h1>From an empty folder to three products, and back</h1>
<p>Pilotline on $machine, $when</p>
</header>
<div class="tiles">$tiles</div>
<section><h2>What it draws</h2>
<p>Left of the line, photographs of the sample line. Right of it, images drawn by the last version's
student through ONNX Runtime. The photographs of the first two products were not shown again when
the third was learned.</p>
$gallery</section>
<section><h2>Retention</h2>
<p>A product's quality in each version, divided by its quality in the version that learned it.
Measured on sealed acceptance sets that are never trained on.</p>
$retention</section>
<section><h2>Quality</h2>
<p>Whether real images are recognised without being told the product, and whether generated images
show what was asked for.</p>
$quality</section>
<section><h2>Student</h2>
<p>What is deployed beside the teacher it came from, measured on this machine and the same
runtime.</p>
$students</section>
<section><h2>The way back</h2>
<p>Before the switch every file of the earlier version was hashed again, and its canary images were
drawn again and compared with those of the day it was made.</p>
<ul>$checks</ul></section>
<section><h2>Time</h2><p>Seconds of each part of the story.</p>$stages</section>
<footer>Workspace: <code>$workspace</code><br>$libraries</footer>
</main></body></html>
""")
