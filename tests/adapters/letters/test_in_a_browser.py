"""The letters in a real browser, by the rules of WCAG 2.2 A and AA as axe knows them, in light and in dark."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from planner.domain.letter_samples import SAMPLES
from tests.adapters.letters.test_templates import rendered

AXE = Path(__file__).resolve().parents[3] / "build/readers/node_modules/axe-core/axe.min.js"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RUN = """\
document.body.style.width = "343px"; // a phone of 375, less the margins
const wide = document.body.scrollWidth;
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(found => {
  const told = kind => found[kind].map(one => [one.id, one.nodes.map(node => node.html)]);
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify({wrong: [...told("violations"), ...told("incomplete")],
    width: wide, passed: found.passes.length});
  document.body.replaceChildren(answer);
});"""


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed (scripts/test installs it where npm is)"
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("letter", sorted(SAMPLES))
def test_axe_finds_nothing_and_a_phone_needs_no_sideways_scrolling(tmp_path, letter, scheme):
    page = tmp_path / "letter.html"
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{RUN}</script></body>"
    page.write_text(rendered(letter, 0, "sekretariat").html.replace("</body>", script), encoding="utf-8")
    command = [
        *(
            BROWSER,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
        ),
        f"--blink-settings=preferredColorScheme={int(scheme == 'light')}",
        *("--window-size=500,900", "--virtual-time-budget=20000", "--dump-dom", page.as_uri()),
    ]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = json.loads(html.unescape(re.search(r'<pre id="answer">(.*?)</pre>', dumped, re.DOTALL)[1]))
    assert found["wrong"] == []
    assert found["width"] <= 375
    assert found["passed"] > 10
