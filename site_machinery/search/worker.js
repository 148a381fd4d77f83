// The theme's search box speaks four messages with its worker; this one answers them. Every page
// loads it. What searches, engine.js, comes with the first letter.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const LETTERS_OF_TEASER = 90;

const kept = new Map();

// Return the content of a file of the index, loaded once; a failure is not kept.
function load(name) {
  if (!kept.has(name)) {
    const content = fetch(new URL(`${name}.json`, location)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.json();
    });
    content.catch(() => kept.delete(name));
    kept.set(name, content);
  }
  return kept.get(name);
}

let hasEngine = false;
let search;
let latest = 0;

// The page asks for the names at once where a query comes with it.
if (location.hash) {
  try {
    start();
  } catch (error) {
    console.warn(error); // the query tries it again
  }
}

function start() {
  if (!hasEngine) importScripts("engine.js");
  hasEngine = true;
  search = new Search(load);
  search.ready.catch(() => undefined); // said where it is waited for
}

async function answer(query) {
  const mine = ++latest;
  const say = (result) => mine === latest && postMessage({ type: RESULT, data: forTheme(result) });
  if (!query.trim()) return say({ query, answers: [] });
  try {
    if (!search) start();
    if (!compact(query)) return say({ query, answers: [] });
    await search.ready;
    const quick = search.byNames(query);
    if (quick.answers.length) say(quick);
    const whole = await search.byAll(query);
    if (!quick.answers.length || whole.mentions?.length) say(whole);
  } catch (error) {
    console.warn(error);
    const known = search?.finder ? search.byNames(query).answers : [];
    search = undefined; // what is loaded is kept; the next letter tries the rest again
    if (!known.length) say({ query, answers: [], offline: true });
  }
}

// Return a result as the theme draws it: a list of pages, each with its sections.
function forTheme({ query, answers, mentions = [], absent, nearest = [], offline, mended }) {
  const items = [];
  if (offline) items.push([note("搜索的数据没有载入", "可能断网了；连上以后再试。", "")]);
  if (absent) items.push([note(`没有这个词条：${query.trim()}`, nearest.length ? "下面是名称相近的。" : "也没有名称相近的。")]);
  items.push(...nearest.map(({ page, name }) => [item(page, { tags: ["是不是要找"], terms: [name.text] })]));
  const shown = answers.slice(0, 30);
  items.push(...shown.map((found) => answerItem(found, query.trim(), mended)));
  items.push(...mentions.map((passage) => passageItem(passage.page, passage, words(query), ["正文提到"])));
  // The theme opens the item with the highest score on Enter.
  items.forEach((group, i) => group.forEach((one) => (one.score = items.length - i + (one.isBest ? 0.5 : 0))));
  const completion = absent || mended ? undefined : search?.finder?.completion(query, shown);
  const lastWord = query.split(/[\s-]+/).at(-1);
  return { items, suggest: completion ? [lastWord + completion] : [] };
}

function answerItem({ page, entry, target, passage, words: typed }, query, mended) {
  if (passage) return passageItem(page, passage, typed, [page.kind]);
  const tags = [target?.isBlock ? "代码" : page.kind];
  const by = mended ? `没有“${query}”，按“${entry.name.text}”查到。` : "";
  const terms = entry.name.text.toLowerCase().includes(query.toLowerCase()) ? [query] : [entry.name.text];
  if (!target) return [item(page, { tags, terms, text: by + (page.teaser ?? "") })];
  const section = { location: `${page.at}#${target.id}`, title: escape(target.title), text: escape(by + (target.isBlock ? page.title : page.teaser ?? "")), tags, terms: named(terms), isBest: true };
  return [section, item(page, { tags: [page.kind], terms })];
}

function passageItem(page, { id, heading, text }, typed, tags) {
  if (!id) return [item(page, { tags, terms: typed, text: excerpt(text, typed) })];
  const section = { location: `${page.at}#${id}`, title: escape(heading), text: mark(excerpt(text, typed), typed), tags, terms: named(typed), isBest: true };
  return [section, item(page, { tags: [page.kind], terms: typed })];
}

function item(page, { tags, terms, text = page.teaser ?? "" }) {
  return { location: page.at, title: escape(page.title), text: mark(text, terms), tags: tags.map(escape), terms: named(terms) };
}

// What is not there leads to the list of all that is.
function note(title, text, location = "terms/") {
  return { location, title: `<span class="said">${escape(title)}</span>`, text: escape(text), terms: {} };
}

// The theme marks these on the page that is opened.
function named(terms) {
  return Object.fromEntries(terms.map((term) => [term, true]));
}

// Return the part of a passage around the first of the words.
function excerpt(text, typed) {
  const folded = fold(text).length === text.length ? fold(text) : text;
  const places = typed.map((word) => folded.indexOf(word)).filter((place) => place >= 0);
  const start = Math.max(0, Math.min(...places, text.length) - LETTERS_OF_TEASER / 3);
  const from = places.length ? Math.floor(start) : 0;
  const cut = text.slice(from, from + LETTERS_OF_TEASER);
  return (from ? "…" : "") + cut + (from + cut.length < text.length ? "…" : "");
}

function mark(text, typed) {
  const wanted = typed.filter((word) => word.length > 1).map((word) => escape(word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return escape(text);
  return escape(text).replace(new RegExp(wanted.join("|"), "giu"), "<mark>$&</mark>");
}

// The theme puts what it is given into the page as HTML.
function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

addEventListener("message", ({ data }) => {
  if (data.type === SETUP) postMessage({ type: READY });
  else if (data.type === QUERY) answer(data.data);
});
