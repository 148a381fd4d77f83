"""Every page has the same policy; it lets the site work and nothing else.

That nothing on any page is blocked is seen by all browser tests: `opened` fails on a violation.
"""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from site_machinery import redirects
from site_machinery.content_policy import content_policy, sources_of_inline_scripts
from tests.site.conftest import go_on_without_reload, wait_until
from tests.site.tours import PALETTES, copied_by, pages_of

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
WIDGET = "/terms/convolution/depthwise-separable-convolution/"


def directives(policy: str) -> dict[str, list[str]]:
    found = (directive.split() for directive in policy.split(";"))
    return {name: sources for name, *sources in found}


def text_of(site: Path, path: str) -> str:
    file = site / path.removeprefix("/")
    return (file / "index.html" if path.endswith("/") else file).read_text(encoding="utf-8")


def test_every_page_has_the_one_policy_before_all_that_it_governs(site: Path) -> None:
    policies = set()
    for path in pages_of(site):
        head, policy, rest = POLICY.split(text_of(site, path))
        policies.add(policy)
        assert "<script" not in head
        assert "<link" not in head
        assert len((head + policy).encode()) < 1024  # the charset stands within the first kB
        assert '<meta charset="utf-8">' in head
        assert "<body" in rest
    assert len(policies) == 1


def test_the_policy_names_the_scripts_that_stand_in_the_pages_and_no_others(site: Path) -> None:
    texts = [text_of(site, path) for path in pages_of(site)]
    standing = {source for text in texts for source in sources_of_inline_scripts(text)}
    allowed = directives(POLICY.search(texts[0])[1])
    assert sorted(allowed["script-src"]) == sorted({"'self'", *standing})


def test_scripts_and_style_sheets_are_files_of_the_site(site: Path) -> None:
    found = directives(POLICY.search(text_of(site, "/"))[1])
    assert found["default-src"] == found["style-src-elem"] == found["worker-src"] == ["'self'"]
    assert found["object-src"] == found["base-uri"] == ["'none'"]
    assert found["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & {*found["script-src"]}
    everything = {source for sources in found.values() for source in sources}
    assert not [source for source in everything if "." in source or source in ("*", "https:")]


def test_only_scripts_that_run_are_named() -> None:
    data = '<script id="a" type="application/json">{}</script><script src="a.js"></script>'
    assert sources_of_inline_scripts(data) == []
    # openssl dgst -sha256 -binary <<< gives it too, for the text "1" without a line break.
    (one,) = sources_of_inline_scripts('<script data-a="b">1</script>')
    assert one == "'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"


def test_a_source_is_named_once() -> None:
    assert "script-src 'self' 'sha256-a';" in content_policy(["'sha256-a'", "'sha256-a'"])


# What a page must not do, by the directive that forbids it.
FORBIDDEN = {
    "script-src-elem": "add(make('script', {text: 'hit = 1'}))",
    "script-src-attr": """const button = make('button');
        button.setAttribute('onclick', 'hit = 1'); add(button); button.click()""",
    # Called from here it would be the debugger's, which may.
    "script-src": "setTimeout(() => { try { eval('hit = 1') } catch {} })",
    "style-src-elem": "add(make('style', {textContent: 'p {}'}))",
    "img-src": "make('img', {src: 'https://example.org/a.png'})",
    "connect-src": "fetch('https://example.org/').catch(() => {})",
    "worker-src": "try { new Worker('data:text/javascript,') } catch {}",
    "frame-src": "add(make('iframe', {src: 'https://example.org/'}))",
    "base-uri": "document.head.append(make('base', {href: '/a/'}))",
    "form-action": "const form = make('form', {action: 'https://example.org/'}); "
    "add(form); form.submit()",
}


def test_the_policy_is_enforced(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/")
    page.evaluate(
        """() => {
            window.blocked = [];
            window.make = (tag, given) => Object.assign(document.createElement(tag), given);
            window.add = (element) => document.body.append(element);
            addEventListener("securitypolicyviolation", (event) =>
                blocked.push(event.effectiveDirective), true);
        }"""
    )
    for script in FORBIDDEN.values():
        page.evaluate(f"() => {{ {script} }}")
    wait_until(page, "count => blocked.length >= count", len(FORBIDDEN))
    assert sorted(page.evaluate("blocked")) == sorted(FORBIDDEN)
    assert page.evaluate("typeof hit") == "undefined"
    page.close()


def test_a_whole_visit_works_under_the_policy_of_its_first_page(
    site: Path, address: str, page: Page
) -> None:
    go_on_without_reload(page, site, address)
    page.goto("/", wait_until="networkidle")
    page.evaluate("window.still = true")
    page.locator(".md-tabs a", has_text="术语").click()
    expect(page.get_by_label("筛选")).to_be_visible()
    page.locator(f"article a[href*='{WIDGET.removeprefix('/terms/')}']").first.click()
    expect(page.locator("[data-widget=layer-cost] table")).to_have_count(1)
    assert "def " in copied_by(page, page.locator(".highlight[data-copy] button").first)
    for _ in range(2):  # from what the system wants to light, and on to dark
        page.locator("[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", PALETTES["dark"])
    page.keyboard.press("Control+k")
    page.keyboard.type("Huber")
    page.locator(".md-search-result__item a").first.wait_for()
    page.locator(".md-search-result__item a").first.click()
    expect(page.locator(".md-content h1")).to_contain_text("Huber")
    page.keyboard.press("Control+k")
    assert "?q=H" in copied_by(page, page.locator("[data-md-component=search-share]"))
    page.locator("article a[href*='lab/']").first.click()
    expect(page.locator(".md-tabs__item--active")).to_have_count(1)
    page.wait_for_url("**/lab/**")
    assert page.evaluate("window.still")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1


def test_an_old_address_leads_on_under_its_own_policy(page: Page) -> None:
    old = "/2021/02/23/week-post/"
    body = redirects.page(old, "/week-post-2021-02-23/")
    assert POLICY.search(body)[1] == content_policy()
    page.route(f"**{old}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(old)
    page.wait_for_url("**/week-post-2021-02-23/")
