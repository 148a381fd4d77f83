"""The search finds what readers type, and says when the site does not have it.

The files are those of the built site, the worker the shipped one; only the browser is left out,
but for a sample at the end.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from opencc import OpenCC
from playwright.sync_api import Page, expect
from pypinyin import Style, lazy_pinyin

from site_machinery.catalogue import Term
from site_machinery.search.index import index_files, weighed_terms
from tests.site.search_box import SearchBox, opened
from tests.site.sources import CATALOGUE, ROOT

SAID = '<span class="said">{}</span>'  # what is said to the reader, and is no result
ABSENT = "没有这个词条"
CLOSE = "是不是要找"

# The least share of queries whose first answer must be right.
LEAST = {
    "chinese": 0.99,
    "english": 0.99,
    "alias": 0.99,
    "code": 0.99,
    "pinyin": 0.99,
    "initials": 0.99,
    "mixed": 0.99,
    "width-and-tradition": 0.99,
    "note": 0.99,
    "section": 0.99,
    "typo": 0.97,
    "wrong-character": 0.97,
    "prefix": 0.93,
    "words": 0.93,
    "question": 0.85,
    "absent": 1,
}
LEAST_OF_ALL, LEAST_OF_HELD_OUT, LEAST_AMONG_THREE = 0.98, 0.96, 0.99


@dataclass(frozen=True)
class Query:
    """What a reader types, and the addresses of which one must come first; none if absent."""

    kind: str
    text: str
    expected: tuple[str, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether nobody looks at it while tuning."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def address(expected: str) -> str:
    """Return the address that the list of queries writes short: "losses/huber-loss#formula"."""
    path, mark, section = expected.partition("#")
    return (path[1:] if path.startswith("/") else f"terms/{path}/") + mark + section


def committed_queries() -> list[Query]:
    lines = Path(__file__).with_name("search_queries.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        Query(kind, text, () if want == "-" else tuple(map(address, want.split(" | "))))
        for kind, text, want in rows
    ]


QUERIES = committed_queries()


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, str]:
    """The files of the built search, the worker and its engine first."""
    found = {
        file.relative_to(site).as_posix(): file.read_text("utf-8")
        for file in sorted(site.glob("search/*/**/*"))
        if file.is_file()
    }
    scripts = [path for path in reversed(found) if path.endswith(".js")]
    return {path: found[path] for path in [*scripts, *found]}


@pytest.fixture(scope="module")
def box(files: dict[str, str]) -> Iterator[SearchBox]:
    box = SearchBox(files)
    yield box
    box.close()


@pytest.fixture
def new_box(files: dict[str, str]) -> Iterator[SearchBox]:
    """A box that nothing was typed into."""
    box = SearchBox(files)
    yield box
    box.close()


def fits(location: str, expected: tuple[str, ...]) -> bool:
    """Say whether a location is an expected one; an expected page takes any of its sections."""
    return any(
        location == one if "#" in one else location.partition("#")[0] == one for one in expected
    )


def admits(items: list[list[dict]]) -> bool:
    """Say whether an answer begins with the admission that the site lacks the term."""
    return bool(items) and ABSENT in items[0][0]["title"]


def is_hit(items: list[list[dict]], expected: tuple[str, ...], among: int = 1) -> bool:
    """Say whether a right address is among the first answers, or absence is admitted."""
    if not expected:
        return admits(items)
    return not admits(items) and any(fits(opened(item), expected) for item in items[:among])


def described(query: Query, items: list[list[dict]]) -> str:
    if query.kind in LEAST and query.is_held_out:
        return f"{query.kind}: a query that is held out"
    first = [f"{item[0]['title']} ({opened(item)})" for item in items[:3]]
    return f"{query.kind} {query.text!r}: wanted {query.expected or ABSENT}, got {first}"


# The committed list


def test_the_list_is_long_enough_and_has_each_query_once() -> None:
    assert len(QUERIES) >= 300
    assert max(Counter(query.text for query in QUERIES).values()) == 1
    assert {query.kind for query in QUERIES} == set(LEAST)
    assert sum(not query.expected for query in QUERIES) >= 30
    held_out = sum(query.is_held_out for query in QUERIES)
    assert 0.4 < held_out / len(QUERIES) < 0.6


def test_committed_queries_find_their_page(box: SearchBox) -> None:
    missed: dict[str, list[str]] = {kind: [] for kind in LEAST}
    lost, missed_held_out = [], 0
    for query in QUERIES:
        items = box.answer(query.text)["items"]
        if not is_hit(items, query.expected):
            missed[query.kind].append(described(query, items))
            missed_held_out += query.is_held_out
        if not is_hit(items, query.expected, among=3):
            lost.append(described(query, items))
    total = Counter(query.kind for query in QUERIES)
    for kind, least in LEAST.items():
        share = 1 - len(missed[kind]) / total[kind]
        assert share >= least, "\n".join(missed[kind])
    everything = [line for lines in missed.values() for line in lines]
    assert 1 - len(everything) / len(QUERIES) >= LEAST_OF_ALL, "\n".join(everything)
    assert 1 - len(lost) / len(QUERIES) >= LEAST_AMONG_THREE, "\n".join(lost)
    held_out = sum(query.is_held_out for query in QUERIES)
    assert 1 - missed_held_out / held_out >= LEAST_OF_HELD_OUT


# Every name of every term is a query by itself


def at(term: Term) -> str:
    """Return a page's address as answers name it."""
    return term.address.removeprefix("/")


def names() -> list[tuple[Term, str]]:
    return [(term, name) for term in CATALOGUE.terms for name in term.all_names]


def owners(key: str) -> tuple[str, ...]:
    """Return the pages that a name, compared without case and marks, belongs to."""
    return tuple(
        dict.fromkeys(at(term) for term, name in names() if compact(name) == compact(key))
    )


def compact(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def test_every_name_finds_its_page(box: SearchBox) -> None:
    for term, name in names():
        items = box.answer(name)["items"]
        assert is_hit(items, owners(name)), described(Query("name", name, (at(term),)), items)


def chinese_names(least: int) -> list[tuple[Term, str]]:
    """Return the names of only Chinese characters, of which one sounds like no other."""
    return [
        (term, name)
        for term, name in names()
        if re.fullmatch(rf"[\u4e00-\u9fff]{{{least},}}", name)
    ]


def sound(name: str) -> str:
    return "".join(lazy_pinyin(name))


def initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


@pytest.mark.parametrize("spell", [sound, initials], ids=["pinyin", "initials"])
def test_every_chinese_name_is_found_as_it_sounds(box: SearchBox, spell) -> None:
    listed = chinese_names(2 if spell is sound else 3)
    assert len(listed) > 100
    for term, name in listed:
        typed = spell(name)
        same = tuple(at(t) for t, other in listed if spell(other) == typed)
        written = owners(typed)  # "ln" is an abbreviation before it is anybody's initials
        items = box.answer(typed)["items"]
        assert is_hit(items, same + written), described(Query(name, typed, (at(term),)), items)


def test_every_chinese_name_is_found_half_spelled(box: SearchBox) -> None:
    for term, name in chinese_names(4):
        for typed in (sound(name[:2]) + name[2:], name[:2] + sound(name[2:])):
            items = box.answer(typed)["items"]
            assert is_hit(items, (at(term),)), described(Query(name, typed, (at(term),)), items)


def test_every_chinese_name_is_found_in_traditional_characters(box: SearchBox) -> None:
    convert = OpenCC("s2t").convert
    changed = [(term, name) for term, name in chinese_names(2) if convert(name) != name]
    assert len(changed) > 100
    for term, name in changed:
        items = box.answer(convert(name))["items"]
        assert is_hit(items, (at(term),)), described(Query(name, convert(name), ()), items)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_every_latin_name_is_found_in_any_case_and_width(box: SearchBox) -> None:
    for _, name in names():
        if name.isascii():
            for typed in (name.upper(), name.lower(), wide(name)):
                items = box.answer(typed)["items"]
                assert is_hit(items, owners(name)), described(Query(name, typed, ()), items)


def test_code_is_found_dotted_snake_camel_or_apart(box: SearchBox) -> None:
    for term in CATALOGUE.terms:
        for symbol in term.names("code"):
            last = symbol.rpartition(".")[2]
            spaced = re.sub(r"(?<=[a-z\d])(?=[A-Z])|_", " ", last)
            forms = {
                last,
                f"torch.{symbol}",
                spaced.replace(" ", "_"),
                spaced.title().replace(" ", ""),
            }
            for typed in forms:
                items = box.answer(typed)["items"]
                expected = tuple(
                    at(t)
                    for t in CATALOGUE.terms
                    for n in t.all_names
                    if compact(n.rpartition(".")[2]) == compact(last)
                )
                assert is_hit(items, expected), described(Query(symbol, typed, expected), items)


def test_the_words_of_a_name_are_found_in_any_order(box: SearchBox) -> None:
    for term in CATALOGUE.terms:
        words = term.name("en").split()
        if len(words) > 1:
            typed = " ".join(reversed(words))
            items = box.answer(typed)["items"]
            assert is_hit(items, (at(term),)), described(Query("words", typed, ()), items)


def test_a_name_is_found_while_it_is_typed(box: SearchBox) -> None:
    """At each letter the first answer has a name that begins so."""
    wrong, count = [], 0
    for term in CATALOGUE.terms:
        for name in (term.name("zh"), term.name("en")):
            for end in range(1, len(name) + 1):
                typed = name[:end].strip()
                beginning = tuple(
                    dict.fromkeys(
                        at(t) for t, n in names() if compact(n).startswith(compact(typed))
                    )
                )
                items = box.results(typed)[0]["items"]
                count += 1
                if not is_hit(items, beginning):
                    wrong.append(described(Query("prefix", typed, beginning), items))
    assert 1 - len(wrong) / count >= LEAST["prefix"], "\n".join(wrong)


def misspelled(word: str, rng: random.Random) -> str:
    """Return a word with one letter left out, put in, changed, or two swapped."""
    at = rng.randrange(len(word) - 1)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    return rng.choice([way for way in ways if way != word] or [word + word[-1]])


def test_names_with_a_letter_wrong_are_found(box: SearchBox) -> None:
    rng = random.Random(7)
    wrong, count = [], 0
    for term in CATALOGUE.terms:
        words = term.name("en").split()
        for number, word in enumerate(words):
            if not re.fullmatch(r"[a-z]{6,}", word):
                continue
            for _ in range(3):
                typed = " ".join([*words[:number], misspelled(word, rng), *words[number + 1 :]])
                count += 1
                items = box.answer(typed)["items"]
                if not is_hit(items, (at(term),)):
                    wrong.append(described(Query("typo", typed, (at(term),)), items))
    assert count > 100
    assert 1 - len(wrong) / count >= LEAST["typo"], "\n".join(wrong)


def test_names_with_a_character_of_the_same_sound_are_found(box: SearchBox) -> None:
    rng = random.Random(7)
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    sounds: dict[str, str] = {}
    for character in (row.decode("gb2312", errors="ignore") for row in rows):
        sounds[sound(character)] = sounds.get(sound(character), "") + character
    wrong, count = [], 0
    for term, name in chinese_names(3):
        place = rng.randrange(len(name))
        others = [c for c in sounds.get(sound(name[place]), "") if c != name[place]]
        if not others:
            continue
        typed = name[:place] + rng.choice(others) + name[place + 1 :]
        if owners(typed):
            continue
        count += 1
        items = box.answer(typed)["items"]
        if not is_hit(items, (at(term),)):
            wrong.append(described(Query(name, typed, (at(term),)), items))
    assert count > 100
    assert 1 - len(wrong) / count >= LEAST["wrong-character"], "\n".join(wrong)


# What is said when the site lacks a term


def test_an_absent_term_is_admitted_before_its_nearest_names(box: SearchBox) -> None:
    items = box.answer("图卷积网络")["items"]
    assert items[0][0]["title"] == SAID.format(f"{ABSENT}：图卷积网络")
    assert items[0][0]["location"] == "terms/"
    near = [item[0] for item in items[1:] if item[0].get("tags") == [CLOSE]]
    assert near
    assert all("卷积" in one["title"] for one in near)


def test_what_only_the_text_mentions_is_no_term(box: SearchBox) -> None:
    items = box.answer("transformer 编码器")["items"]
    assert admits(items)
    mentioned = box.answer("einsum")["items"]
    assert admits(mentioned)
    assert {tag for item in mentioned[1:] for tag in item[0]["tags"]} <= {CLOSE, "正文提到"}


def test_a_question_that_is_only_begun_is_no_failure(box: SearchBox) -> None:
    assert admits(box.answer("什么是")["items"])


def test_a_mended_query_says_what_was_typed_and_what_was_looked_for(box: SearchBox) -> None:
    (first, *_), *_ = box.answer("tranposed convoluton")["items"]
    assert "没有“tranposed convoluton”，按“" in first["text"]
    assert "transposed convolution" in first["text"]


def test_a_digit_is_never_a_typo(box: SearchBox) -> None:
    for typed in ("conv4d", "nn.Conv9d", "smooth L7 loss", "L3 loss"):
        assert admits(box.answer(typed)["items"]), typed


def test_characters_that_only_look_alike_are_no_typo(box: SearchBox) -> None:
    assert admits(box.answer("全卷积")["items"])  # 组卷积 and 点卷积 are names


# How answers are shown


def test_answers_say_of_what_kind_they_are(box: SearchBox) -> None:
    expected = {
        "转置卷积": "术语",
        "huber_loss": "代码",
        "生成对抗网络的学习记录": "周报",
        "robust line fitting": "实验",
    }
    for typed, kind in expected.items():
        best = max(box.answer(typed)["items"][0], key=lambda one: one["score"])
        assert best["tags"] == [kind], typed


def test_a_function_leads_to_its_block_on_its_own_page(box: SearchBox, site: Path) -> None:
    assert (
        opened(box.answer("huber_loss")["items"][0])
        == "terms/losses/huber-loss/#code-huber-loss"
    )
    page = (site / "terms/losses/huber-loss/index.html").read_text("utf-8")
    block = page.partition('id="code-huber-loss"')[2].partition(">")[0]
    assert 'data-section="snippets/losses/huber_loss.py:huber_loss"' in block


def test_a_definition_is_the_teaser(box: SearchBox) -> None:
    (first, *_), *_ = box.answer("Huber 损失")["items"]
    assert "限制离群点的影响" in first["text"]


def test_every_answer_leads_to_a_place_of_the_site(box: SearchBox, site: Path) -> None:
    ids: dict[str, set[str]] = {}
    for query in QUERIES:
        for item in box.answer(query.text)["items"]:
            for one in item:
                page, _, section = one["location"].partition("#")
                if page not in ids:
                    html = (site / page / "index.html").read_text("utf-8")
                    ids[page] = set(re.findall(r'\bid="([^"]+)"', html))
                assert not section or section in ids[page], one["location"]


def test_names_answer_first_and_the_text_joins(box: SearchBox) -> None:
    quick, whole = box.results("转置卷积")
    assert opened(quick["items"][0]) == opened(whole["items"][0])
    assert len(whole["items"]) > len(quick["items"])
    added = whole["items"][len(quick["items"]) :]
    assert all(one["tags"] == ["正文提到"] for (one, *_) in added)


def test_the_rest_of_a_name_is_suggested(box: SearchBox) -> None:
    assert box.answer("转置")["suggest"] == ["转置卷积"]
    assert box.answer("transposed conv")["suggest"] == ["convolution"]
    assert box.answer("图卷积网络")["suggest"] == []


def test_what_is_typed_is_shown_as_text(box: SearchBox) -> None:
    """The theme puts titles and teasers into the page as HTML."""
    for typed in ("<img src=x onerror=alert(1)>", "转置卷积 <b>", "&lt;script&gt;", '"><svg>'):
        for item in box.answer(typed)["items"]:
            for one in item:
                text = one["title"] + one.get("text", "")
                shown = re.sub(r'</?mark>|<span class="said">|</span>', "", text)
                assert "<" not in shown, typed
                assert not re.search(r"&(?!#\d+;)", shown), typed


@pytest.mark.parametrize("typed", ["", " ", "，。", "*", "+-:~^", "(", "\\", "🙂"])
def test_what_holds_no_letter_finds_nothing(box: SearchBox, typed: str) -> None:
    assert box.answer(typed) == {"items": [], "suggest": []}


@pytest.mark.parametrize(
    "typed", ["constructor", "__proto__", "toString", "卷" * 300, "a" * 300]
)
def test_odd_queries_are_answered(box: SearchBox, typed: str) -> None:
    assert box.answer(typed)["items"]


# What is loaded


def test_nothing_is_loaded_before_the_first_letter(new_box: SearchBox) -> None:
    new_box.answer("")
    assert new_box.asked() == []
    new_box.answer("卷积")
    assert {"engine.js", "names.json", "notes.json"} < set(new_box.asked())
    assert "sounds.json" not in new_box.asked()


def test_without_a_connection_names_are_still_found(new_box: SearchBox) -> None:
    new_box.answer("")
    new_box.go_offline()
    (only,) = new_box.answer("转置卷积")["items"]
    assert only[0]["title"] == SAID.format("搜索的数据没有载入")


def test_the_box_works_again_once_the_connection_is_back(new_box: SearchBox) -> None:
    new_box.go_offline()
    new_box.answer("转置卷积")
    new_box.go_online()
    items = new_box.answer("转置卷积")["items"]
    assert opened(items[0]) == "terms/convolution/transposed-convolution/"
    assert items[-1][0]["tags"] == ["正文提到"]


def test_names_are_loaded_at_once_where_a_query_comes_with_the_page(
    files: dict[str, str],
) -> None:
    box = SearchBox(files, "#now")
    assert sorted(box.asked()) == ["engine.js", "names.json", "notes.json"]
    box.close()


def test_what_was_loaded_is_found_without_a_connection(new_box: SearchBox) -> None:
    new_box.answer("卷积")
    new_box.go_offline()
    items = new_box.answer("zzjj")["items"]
    assert opened(items[0]) == "terms/convolution/transposed-convolution/"
    (only,) = new_box.answer("qwertzuiop")["items"]
    # It may stand in a text that is not here.
    assert only[0]["title"] == SAID.format("搜索的数据没有载入")


def test_the_same_sources_give_the_same_index(files: dict[str, str], site: Path) -> None:
    (folder,) = (site / "search").glob("*/")
    again = index_files(ROOT, CATALOGUE)
    assert {
        path: text for path, text in files.items() if path.endswith(".json")
    } | again == again
    assert next(iter(again)) == f"search/{folder.name}/worker.js"


def test_terms_are_words_and_pairs_of_characters() -> None:
    text = "转置卷积 BatchNorm2d, F.huber_loss \\delta constructor"
    passage = [(text, 1), ("", 4), ("卷积", 0.5)]
    others = "转置 置卷 batchnorm2d f huber loss δ constructor batch norm2d"
    assert weighed_terms([passage, [(text, 2)]]) == [
        [[1, others], [1.5, "卷积"]],
        [[2, others.replace("置卷", "置卷 卷积")]],
    ]


# In a real browser

SAMPLE = {
    "转置卷积": "terms/convolution/transposed-convolution/",
    "zhuanzhi卷积": "terms/convolution/transposed-convolution/",
    "zzjj": "terms/convolution/transposed-convolution/",
    "tranposed convoluton": "terms/convolution/transposed-convolution/",
    "轉置卷積": "terms/convolution/transposed-convolution/",
    "转至卷积": "terms/convolution/transposed-convolution/",
    "Huber 公式": "terms/losses/huber-loss/#formula",
    "huber_loss": "terms/losses/huber-loss/#code-huber-loss",
    "什么是感受野": "terms/convolution/receptive-field/",
    "2021-02-23": "week-post-2021-02-23/",
}


def type_query(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator(".md-search__input")).to_be_focused()
    # At one go: the list is drawn anew for each letter that is typed, some time after it.
    page.keyboard.insert_text(text)
    page.keyboard.press("End")  # a key that comes up has the box search
    page.locator(".md-search-result__item a").first.wait_for()


def test_a_sample_of_queries_in_the_box_opens_the_right_place(page: Page, address: str) -> None:
    """One after the other on one page: each Enter goes on to the next by instant navigation."""
    page.goto("/", wait_until="networkidle")
    for text, expected in SAMPLE.items():
        type_query(page, text)
        page.keyboard.press("Enter")
        path, mark, section = expected.partition("#")
        wanted = re.escape(f"{address}/{path}") + r"\?h=[^#]*" + re.escape(mark + section)
        page.wait_for_url(re.compile(rf"{wanted}$"))
        page.locator("article mark").first.wait_for()


def test_an_absent_term_is_admitted_in_the_box(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    type_query(page, "图卷积网络")
    items = page.locator(".md-search-result__item")
    expect(items.first).to_contain_text("没有这个词条：图卷积网络")
    expect(page.locator(".md-search-result__meta")).to_have_text("没有这个词条：图卷积网络")
    expect(items.nth(1)).to_contain_text(CLOSE)


def test_a_shared_search_is_answered_on_arrival(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?q=kongdong卷积")
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    assert "terms/convolution/dilated-convolution/" in first.get_attribute("href")
    setup = max(i for i, url in enumerate(asked) if url.endswith("/search_index.json"))
    assert any(url.endswith("/names.json") for url in asked[:setup])  # before the box is set up


def test_text_from_an_input_method_is_searched_when_it_is_chosen(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    page.keyboard.press("/")
    session = page.context.new_cdp_session(page)
    for composed in ("z", "zh", "zhuan'zhi"):
        session.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
    session.send("Input.insertText", {"text": "转置卷积"})
    first = page.locator(".md-search-result__item a").first
    expect(first).to_have_attribute("href", re.compile("transposed-convolution"))


def test_arrow_keys_move_through_the_answers(page: Page) -> None:
    page.goto("/", wait_until="networkidle")
    type_query(page, "Huber")
    answers = page.locator(".md-search-result__item a")
    for place in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(answers.nth(place)).to_be_focused()


def test_the_focus_stays_on_an_answer_when_more_are_found(page: Page) -> None:
    full_text = "**/terms/*.json"
    page.route(full_text, lambda _: None)  # no answer before the route is taken away
    page.goto("/", wait_until="networkidle")
    type_query(page, "Huber")
    items = page.locator(".md-search-result__item")
    answers, mentions = items.locator("a"), items.filter(has_text="正文提到")
    for place in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(answers.nth(place)).to_be_focused()
    expect(mentions).to_have_count(0)
    page.unroute(full_text)
    expect(mentions.first).to_be_attached()
    expect(answers.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(answers.nth(2)).to_be_focused()
    page.locator(".md-search__input").focus()
    page.keyboard.type("x")  # draws the list anew
    expect(page.locator(".md-search__input")).to_be_focused()


def test_the_term_index_is_filtered_with_modules_blocked(page: Page) -> None:
    page.route(
        "**/widgets.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto("/terms/")
    rows = page.locator(".term-index tbody tr")
    assert rows.count() == len(CATALOGUE.terms)
    page.get_by_label("筛选").fill("atrous")
    expect(rows.locator("visible=true")).to_have_count(1)
    expect(rows.locator("visible=true")).to_contain_text("空洞卷积")
    page.get_by_label("筛选").fill("")
    expect(rows.locator("visible=true")).to_have_count(len(CATALOGUE.terms))
