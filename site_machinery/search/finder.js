// The first tier: find pages, sections and blocks by their names, without any full text.
"use strict";

const WEIGHT = { zh: 1, en: 1, abbr: 0.995, also: 0.985, code: 0.98, block: 0.97, topic: 0.8, symbol: 0.7, heading: 0.75 };
// A note is looked for by its title only when no term is.
const WEIGHT_OF_KIND = { 术语: 1, 实验: 0.92, 周报: 0.9, 页面: 0.85 };
// What readers call the sections that each term page has.
const SECTIONS = {
  intuition: "直觉 intuition 理解 通俗解释",
  formula: "公式 formula equation 数学 定义式",
  "by-hand": "手算 例子 示例 举例 example 算例",
  code: "代码 code 实现 implementation 源码 用法 pytorch torch",
  figure: "图示 图像 曲线 figure plot 示意图",
  pitfalls: "易错点 易错 误区 陷阱 注意事项 pitfall pitfalls",
  related: "相关术语 相关",
  references: "参考 参考文献 论文 出处 paper reference references",
  errata: "勘误 errata",
};
const SECTION_OF_WORD = new Map(
  Object.entries(SECTIONS).flatMap(([id, listed]) => listed.split(" ").map((word) => [word, id])),
);
// What a name that is no code is worth to a query that is.
const PROSE_FOR_CODE = 0.96;
// Enough for a query to be answered by names alone.
const CLEAR = 0.4;

class Finder {
  constructor({ pages }) {
    this.pages = [];
    this.entries = [];
    for (const page of pages) this.#add(page);
  }

  // Notes come in a file of their own: there are many, and each has but a title.
  addNotes({ titles, addresses, passages }) {
    titles.forEach((title, i) =>
      this.#add({ kind: "周报", at: addresses[i], title, passages: passages[i] }));
  }

  #add(data) {
    const page = { ...data, number: this.pages.length, headings: new Map(data.headings ?? []) };
    this.pages.push(page);
    const weight = WEIGHT_OF_KIND[page.kind];
    const put = (text, role, target) =>
      this.entries.push({ name: makeName(text), weight: weight * WEIGHT[role], role, page, target });
    for (const role of ["zh", "en", "abbr", "also", "code"]) {
      for (const text of [page.names?.[role] ?? []].flat()) {
        const target = role === "code" ? this.#block(page, text) : undefined;
        put(text, role, target);
        if (role === "code" && text.includes(".")) put(text.split(".").at(-1), role, target);
      }
    }
    if (!page.names) put(page.title, "zh");
    if (page.kind === "周报") put(page.at, "also");
    for (const text of page.topics ?? []) put(text, "topic");
    for (const symbol of page.symbols ?? []) {
      put(symbol, "symbol", { id: "formula", title: page.headings.get("formula") });
    }
    for (const [symbol, id] of page.blocks ?? []) put(symbol, "block", { id, title: symbol, isBlock: true });
    for (const [id, text] of page.headings) {
      if (!SECTION_OF_WORD.has(text)) put(text, "heading", { id, title: text });
    }
  }

  // A name in code leads to the block that defines it, or else to the section of the code.
  #block(page, text) {
    const last = compact(text.split(".").at(-1));
    const found = (page.blocks ?? []).find(([symbol]) => compact(symbol) === last);
    if (found) return { id: found[1], title: found[0], isBlock: true };
    return page.headings.has("code") ? { id: "code", title: page.headings.get("code") } : undefined;
  }

  // Return the best answer of each page by its names, best first.
  find(text) {
    const query = makeQuery(text);
    if (!query.key) return [];
    const last = query.isCode && text.includes(".") ? makeQuery(text.split(".").at(-1)) : undefined;
    // A letter begins too many headings to mean one, and a symbol is that letter or is not meant.
    const found = this.#best(({ name, role }) =>
      (role === "heading" && query.units.length < 2) || role === "symbol"
        ? Number(query.key === name.key)
        : query.isCode ? fitOfCode(query, last, name, role) : fit(query, name));
    this.#addPagesWithEveryWord(query, found);
    this.#addSections(query, found);
    return sorted(found);
  }

  // Return what is found if letters are wrong, or characters that sound the same.
  findMended(text, isWord, sounds) {
    const query = makeQuery(text);
    return sorted(this.#best((entry) =>
      entry.role === "heading" || entry.page.kind === "周报" ? 0
        : fitWithTypos(query, entry.name, isWord) || fitBySound(query, entry.name, sounds)));
  }

  #best(fitOf) {
    const found = new Map();
    for (const entry of this.entries) {
      const fitness = fitOf(entry);
      if (fitness) keep(found, entry.page, { score: fitness * entry.weight, entry, target: entry.target });
    }
    return found;
  }

  // "loss 离群点": each word is in some name, topic or heading of the page. The heading that has a
  // word which no name has is the section: 输出大小 of "转置卷积 输出大小".
  #addPagesWithEveryWord({ parts }, found) {
    if (parts.length < 2) return;
    const matches = new Map();
    for (const entry of this.entries) {
      if (entry.role === "block") continue; // a symbol's words are no subject of the page
      parts.forEach((part, i) => {
        const best = matches.get(entry.page) ?? [];
        if (entry.weight <= (best[i]?.weight ?? 0) || !everyPart([part], entry.name.parts)) return;
        best[i] = entry;
        matches.set(entry.page, best);
      });
    }
    for (const [page, best] of matches) {
      if (!parts.every((_, i) => best[i])) continue;
      const score = (0.62 * best.reduce((sum, { weight }) => sum + weight, 0)) / parts.length;
      const inHeading = best.find(({ role }) => role === "heading");
      keep(found, page, { score, entry: best[0], target: inHeading?.target });
    }
  }

  // "Huber 公式", 转置卷积公式: a page's name, and one of its sections.
  #addSections(query, found) {
    const [name, id] = splitSection(query);
    if (!id) return;
    const ofPage = makeQuery(name);
    const inner = this.#best((entry) =>
      entry.role === "topic" || entry.role === "heading" ? 0 : fit(ofPage, entry.name));
    for (const { score, entry } of inner.values()) {
      const title = entry.page.headings.get(id);
      if (title && score > FIT.insideSound) {
        keep(found, entry.page, { score: 0.98 * score, entry, target: { id, title } });
      }
    }
  }

  // Return the names that look like a query that nothing fits.
  nearest(text, count) {
    const key = compact(text);
    const best = new Map();
    for (const { name, page, role } of this.entries) {
      if (page.kind === "周报" || role === "heading" || role === "block") continue;
      const alike = likeness(key, name.key);
      if (alike > (best.get(page)?.alike ?? 0.2)) best.set(page, { page, alike, name });
    }
    return [...best.values()].sort((a, b) => b.alike - a.alike).slice(0, count);
  }

  // Return the end of the likeliest name that begins as the query does, or undefined.
  completion(text, answers) {
    const folded = fold(text);
    for (const { entry } of answers.filter((answer) => answer.entry)) {
      for (const name of [entry.name.text, ...Object.values(entry.page.names ?? {}).flat()]) {
        if (fold(name).startsWith(folded) && name.length > text.length) return name.slice(text.length);
      }
    }
    return undefined;
  }
}

// huber_loss is rather the function than the loss; torch.nn.functional.huber_loss is the same.
function fitOfCode(query, last, name, role) {
  const isCode = role === "code" || role === "block";
  if (!isCode) return PROSE_FOR_CODE * fit(query, name);
  return Math.max(fit(query, name), last?.key === name.key ? FIT.exact : 0);
}

function keep(found, page, answer) {
  if (answer.score > (found.get(page)?.score ?? 0)) found.set(page, { page, ...answer });
}

function sorted(found) {
  const all = [...found.values()].filter(({ score }) => score >= CLEAR);
  return all.sort((a, b) => b.score - a.score || a.page.number - b.page.number);
}

// Return a query without the word for a section, and the section's id: ["huber", "formula"].
function splitSection({ parts }) {
  const named = parts.findIndex((part) => SECTION_OF_WORD.has(part));
  if (parts.length > 1 && named >= 0) {
    return [parts.filter((_, i) => i !== named).join(" "), SECTION_OF_WORD.get(parts[named])];
  }
  const last = parts.at(-1) ?? "";
  for (const [word, id] of SECTION_OF_WORD) {
    if (word.length > 1 && HAN.test(word) && last.length > word.length && last.endsWith(word)) {
      return [[...parts.slice(0, -1), last.slice(0, -word.length)].join(" "), id];
    }
  }
  return ["", undefined];
}
