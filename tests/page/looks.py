"""How a page is for somebody who sees little, uses keys, or enlarges everything."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

_WITHOUT_FOCUS_RING: Final = """() => {
  const found = [];
  const controls = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  for (const control of controls) {
    if (!control.checkVisibility({visibilityProperty: true}) || control.disabled) continue;
    document.activeElement?.blur();
    control.focus({focusVisible: true});
    if (document.activeElement !== control) continue;
    const ringed = [control, control.nextElementSibling, control.firstElementChild].some((one) => {
      if (!one) return false;
      const style = getComputedStyle(one);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      return outlined || (style.strokeDasharray !== 'none' && one.closest('.zone'));
    });
    if (!ringed) found.push(control.outerHTML.slice(0, 160));
  }
  document.activeElement?.blur();
  return found;
}"""

_TOO_WIDE: Final = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width + 1) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1
      && !one.closest('.scroll-x, .table-wrap, svg, .hidden-text'))
    .map((one) => one.outerHTML.slice(0, 160)).slice(0, 5);
}"""

_CUT_OFF: Final = """() => [...document.querySelectorAll('body *')]
  .filter((one) => {
    const style = getComputedStyle(one);
    return style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1
      && !one.closest('.hidden-text, svg') && one.checkVisibility();
  })
  .map((one) => one.outerHTML.slice(0, 160))"""

_LOW_CONTRAST: Final = """(least) => {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const parts = (color) => (color.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = parts(getComputedStyle(at).backgroundColor);
      if ((color[3] ?? 1) === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    if (one.closest('script, style, svg, noscript, .hidden-text')) continue;
    if (!one.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const style = getComputedStyle(one);
    const [dark, bright] = [light(parts(style.color)), light(behind(one))].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    const isBody = one.closest('p, li, dd, label, td, .do')
      && !one.closest('a, button, .btn, .pick, .tag, .nav, .day, summary');
    if (ratio < (isBody ? least.body : least.other)) {
      found.push(`${ratio.toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 60)}`);
    }
  }
  return found;
}"""


def axe_violations(page: Page) -> list[str]:
    """Return what axe finds fault with on the page as it is now."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document)")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def without_focus_ring(page: Page) -> list[str]:
    """Return the controls that show no ring when keys have brought the focus to them."""
    found: list[str] = page.evaluate(_WITHOUT_FOCUS_RING)
    return found


def too_wide(page: Page) -> list[str]:
    """Return what reaches over the right edge, or is cut off there."""
    found: list[str] = page.evaluate(_TOO_WIDE) + page.evaluate(_CUT_OFF)
    return found


def low_contrast(page: Page) -> list[str]:
    """Return the texts below 7 (what is read at length) or 4.5 (labels of controls, numbers)."""
    found: list[str] = page.evaluate(_LOW_CONTRAST, {"body": 7, "other": 4.5})
    return found
