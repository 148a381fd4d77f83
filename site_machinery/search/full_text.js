// The second tier: passages (a page's lead, or what stands under a heading) by what they say.
// Nothing is loaded before it is asked for: lists of terms come in shards, passages in blocks.
"use strict";

// Characters that join words in a question and are no part of what it asks for.
const FILLING = /[让使把被的了地得是有会能不要用在对和与或跟比时中里选求算做看找写]/u;
const FILLING_ANYWHERE = new RegExp(FILLING, "gu");
const LISTS_KEPT = 40;

class FullText {
  // `load` gives the content of one of the index's files; `pages` tell how many passages each has.
  constructor({ starts, blocks }, pages, load) {
    this.starts = starts;
    this.blocks = blocks;
    this.load = load;
    this.kept = new Map(); // the lists of what was typed last: most of it is typed on
    this.pageOf = [];
    this.firstOf = new Map();
    for (const page of pages) {
      this.firstOf.set(page, this.pageOf.length);
      for (let i = 0; i < (page.passages ?? 0); i++) this.pageOf.push(page);
    }
  }

  // Return the list of a term: passage -> weight. With `open`, of all terms that begin with it.
  list(term, open = false) {
    return this.#keep(`${term} ${open}`, () => this.#list(term, open));
  }

  async #keep(key, make) {
    if (this.kept.has(key)) return this.kept.get(key);
    const made = await make();
    this.kept.set(key, made);
    if (this.kept.size > LISTS_KEPT) this.kept.delete(this.kept.keys().next().value);
    return made;
  }

  async #list(term, open) {
    const first = lastAtMost(this.starts, term);
    const found = new Map();
    for (let number = Math.max(first, 0); number < this.starts.length; number++) {
      if (number > first && !(open && this.starts[number].startsWith(term))) break;
      const shard = await this.load(`terms/${number}`);
      const keys = open ? Object.keys(shard).filter((key) => key.startsWith(term)) : [term];
      for (const key of keys) if (Object.hasOwn(shard, key)) addList(found, shard[key]);
    }
    return found;
  }

  // Return a passage: its heading's id ("" for a page's lead), the heading, and the text.
  async passage(number) {
    const block = lastAtMost(this.blocks, number);
    const [id, heading, text] = (await this.load(`passages/${block}`))[number - this.blocks[block]];
    return { number, page: this.pageOf[number], id, heading, text };
  }

  async has(word) {
    return (await this.list(word)).size > 0;
  }

  // Return the passages that hold every one of some words or phrases, best first. With `within`, a
  // set of pages: of those only, and the words may be spread over a page.
  async mentions(parts, count, within) {
    const isOpen = (part, i) => i === parts.length - 1 && !HAN.test(part) && part.length > 2;
    const lists = await Promise.all(parts.map((part, i) => this.#listOfPhrase(part, isOpen(part, i))));
    const shared = lists.reduce((a, b) => intersect(a, b));
    const isSpread = within && !shared.size;
    const wanted = isSpread ? this.#pagesWithAll(lists, within) : within;
    const candidates = heaviest(4 * count, isSpread ? lists.flatMap((list) => [...list]) : shared,
      (number) => !wanted || wanted.has(this.pageOf[number]));
    // Nearly always the first ones do: their blocks are loaded at once, the others one by one.
    await Promise.all(candidates.slice(0, count).map(([number]) => this.passage(number)));
    const found = [];
    for (const [number, weight] of candidates) {
      if (found.length === count) break;
      const passage = await this.passage(number);
      const text = fold(`${passage.heading} ${passage.text}`);
      // Two characters side by side, each pair somewhere, make no phrase yet.
      if (isSpread || parts.every((part) => !HAN.test(part) || text.includes(part))) {
        found.push({ ...passage, weight });
      }
    }
    return found;
  }

  #pagesWithAll(lists, within) {
    const pagesOf = (list) => new Set([...list.keys()].map((number) => this.pageOf[number]));
    return lists.map(pagesOf).reduce((pages, others) => new Set([...pages].filter((page) => others.has(page))), within);
  }

  #listOfPhrase(part, open) {
    return this.#keep(`${part} ${open} weighted`, () => this.#weightedListOfPhrase(part, open));
  }

  async #weightedListOfPhrase(part, open) {
    const lists = await Promise.all([...new Set(terms(part))].map((term) => this.list(term, open)));
    return lists.map((list) => weighted(list, this.pageOf.length)).reduce((a, b) => intersect(a, b), undefined);
  }

  // Return for each page its passage that speaks most about a question, and the share of the
  // question's terms, the rare ones counting more, that the page has.
  async about(parts) {
    const ofPassage = new Map();
    const covered = new Map();
    let all = 0;
    for (const [term, list] of await this.#listsOfQuestion(parts)) {
      const rarity = Math.log(1 + this.pageOf.length / Math.max(list.size, 0.5));
      all += rarity;
      const pages = new Set();
      for (const [number, weight] of list) {
        ofPassage.set(number, (ofPassage.get(number) ?? 0) + rarity * weight);
        pages.add(this.pageOf[number]);
      }
      for (const page of pages) covered.set(page, (covered.get(page) ?? 0) + rarity);
    }
    const ofPage = new Map();
    for (const [number, weight] of ofPassage) {
      const page = this.pageOf[number];
      ofPage.set(page, [...(ofPage.get(page) ?? []), { number, weight }]);
    }
    return [...ofPage].map(([page, passages]) => {
      passages.sort((a, b) => b.weight - a.weight || a.number - b.number);
      // What a page says in its best passage counts most, but it may say it in several.
      const weight = passages.slice(0, 3).reduce((sum, one, i) => sum + one.weight / 2 ** i, 0);
      const share = covered.get(page) / all;
      return { page, number: passages[0].number, share, score: weight * share ** 2 };
    });
  }

  // Return term -> list of what a question asks about. Two characters that belong to two words, side
  // by side only here, are no term: neither site nor reader knows them.
  async #listsOfQuestion(parts) {
    const found = new Map();
    for (const part of parts) {
      const pairs = terms(part);
      const lists = await Promise.all(pairs.map((pair) => this.list(pair)));
      pairs.forEach((pair, i) => {
        const isSeam = !lists[i].size && lists[i - 1]?.size && lists[i + 1]?.size;
        if (lists[i].size || !(isSeam || FILLING.test(pair))) found.set(pair, lists[i]);
      });
    }
    return found;
  }
}

// Return the passages of most weight that are wanted, in order: so many need no sorting of all.
function heaviest(count, list, isWanted) {
  const found = [];
  for (const [number, weight] of list) {
    if (found.length === count && weight < found.at(-1)[1]) continue;
    if (!isWanted(number)) continue;
    let place = found.length;
    while (place && (found[place - 1][1] < weight || (found[place - 1][1] === weight && found[place - 1][0] > number))) place--;
    found.splice(place, 0, [number, weight]);
    if (found.length > count) found.pop();
  }
  return found;
}

// Lists are differences and weights in turn.
function addList(found, list) {
  let number = 0;
  for (let i = 0; i < list.length; i += 2) {
    number += list[i];
    found.set(number, Math.max(found.get(number) ?? 0, list[i + 1]));
  }
}

function weighted(list, count) {
  const rarity = Math.log(1 + count / Math.max(list.size, 0.5));
  return new Map([...list].map(([number, weight]) => [number, rarity * weight]));
}

function intersect(a, b) {
  if (!a || !b) return a ?? b ?? new Map();
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  const both = new Map();
  for (const [number, weight] of small) {
    if (large.has(number)) both.set(number, weight + large.get(number));
  }
  return both;
}

// Return the last place in a sorted list whose value is not greater, or -1.
function lastAtMost(list, value) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
