// What is answered to a query: by names at once, by the full text when that is there, and in plain
// words when the site does not have it.
"use strict";

const SHOWN = 10; // pages in a list
const NEAREST = 3;
// Words that make a question, and single characters that carry no meaning of their own there.
const ASKING =
  /怎么办|怎么样?|怎样|要不要|如何|为什么|为何|什么时候|什么|哪[个些种里]?|是不是|是否|能不能|有没有|多少|请问|吗|呢|应该|可以|需要|才能|[?？]|\b(?:how|why|what|which|when|does|do|is|are|can|should|the|an?|of|to|in|for)\b/giu;
const DEFINING = /^(?:什么是|何谓)|(?:是什么|是啥|什么意思|的?定义|的?含义|的?概念)[?？]?$|^what (?:is|are)(?: an?| the)? /u;
const COMPARING = /区别|差别|不同|比较|对比|\b(?:vs|versus|or|and|between|difference)\b|还是|[和与跟]/giu;
const ENOUGH = 0.5; // the share of a question that a page must speak about
const NAMED = 3; // how much a name in a question counts beside the text
const NAMED_WELL = 0.3; // and from where on it is enough, with a smaller share
const ENOUGH_IF_NAMED = 0.25;
const ENOUGH_BESIDE = 0.15; // beside a page that does
const LINKS = new Set(["related", "references", "notes"]); // sections that only lead elsewhere
const OF_LINKS = 0.7;
const LONG = 8; // characters of Chinese without a space that are a sentence, not a term
const ENOUGH_OF_A_SENTENCE = 0.72;

class Search {
  // `load` gives the content of one of the index's files, as a promise.
  constructor(load) {
    this.load = load;
    this.ready = this.#start();
  }

  async #start() {
    const notes = this.load("notes");
    const names = await this.load("names");
    setSimplified(names.simplified);
    setReadings(names.readings);
    this.finder = new Finder(names);
    this.whole = notes.then((data) => {
      this.finder.addNotes(data);
      this.text = new FullText(names.text, this.finder.pages, this.load);
    });
    this.whole.catch(() => undefined); // said where it is waited for
  }

  // Return the answers by names alone; none if it takes more to say.
  byNames(query) {
    const size = this.finder.entries.length; // the notes may have come since
    if (this.last?.query !== query || this.last.size !== size) {
      let answers = this.finder.find(query);
      if (!answers.length && isDefinition(query)) answers = this.finder.find(termOf(query));
      this.last = { query, size, answers };
    }
    return { query, answers: this.last.answers };
  }

  // Return the answers by names and text, and whether the site lacks what is asked for.
  async byAll(query) {
    await this.whole;
    const { answers } = this.byNames(query);
    if (answers.length) {
      const more = isQuestion(query) ? [] : await this.text.mentions(words(query), SHOWN);
      return { query, answers, mentions: others(more, answers) };
    }
    const term = isDefinition(query) ? termOf(query) : query;
    if (!term) return this.#absent(query, query); // 什么是, before there is more
    return (
      (await this.#byNameAndText(term)) ??
      (await this.#mended(term)) ??
      (await this.#aboutQuestion(query, term)) ??
      this.#absent(query, term)
    );
  }

  // "转置卷积 输出大小": some words name a page, and its text has the others.
  async #byNameAndText(query) {
    const parts = words(query);
    const found = new Map();
    for (const [named, left] of splits(parts)) {
      const name = named.join(" ");
      if (compact(name).length < (HAN.test(name) ? 2 : 3)) continue;
      const pages = this.finder.find(name).filter(({ score }) => score > FIT.inside + SHARE);
      const within = new Map(pages.map((answer) => [answer.page, answer]));
      for (const passage of await this.text.mentions(left, SHOWN, new Set(within.keys()))) {
        const answer = within.get(passage.page);
        const score = answer.score * (LINKS.has(passage.id) ? OF_LINKS : 0.8);
        keep(found, passage.page, { ...answer, score, passage, words: parts });
      }
    }
    return found.size ? { query, answers: sorted(found) } : undefined;
  }

  async #mended(query) {
    const known = new Set();
    for (const word of [compact(query), ...words(query)]) if (await this.text.has(word)) known.add(word);
    const sounds = HAN.test(query) ? readingsOf(await this.load("sounds")) : new Map();
    const answers = this.finder.findMended(query, (word) => known.has(word), sounds);
    return answers.length ? { query, answers, mended: true } : undefined;
  }

  async #aboutQuestion(query, term) {
    const asked = isQuestion(query);
    if (term !== query || !(asked || longestHan(term) >= LONG)) return undefined;
    const enough = asked ? ENOUGH : ENOUGH_OF_A_SENTENCE;
    const parts = words(query.replace(ASKING, " ").replace(COMPARING, " "));
    for (const part of parts) {
      // A foreign word that the site never uses is what the question is about.
      if (HAN.test(query) && !HAN.test(part) && part.length > 2 && !(await this.text.has(part))) return undefined;
    }
    const named = this.#namedIn(query);
    // 训练图卷积网络 holds the name 卷积, but asks about something else.
    if (!named.size && this.#holdsName(compact(query))) return undefined;
    const about = await this.text.about(parts);
    const isEnough = ({ share, page }) =>
      share >= (asked && named.get(page)?.score > NAMED_WELL ? ENOUGH_IF_NAMED : enough);
    if (!about.some(isEnough)) return undefined;
    // Where one page speaks about the question, others that touch on it may say more.
    const found = about
      .filter((one) => isEnough(one) || one.share >= ENOUGH_BESIDE)
      .map((one) => ({ ...one, score: one.score * WEIGHT_OF_KIND[one.page.kind] ** 2 * (1 + NAMED * (named.get(one.page)?.score ?? 0)) }))
      .sort((a, b) => b.score - a.score || a.number - b.number)
      .slice(0, SHOWN);
    const answers = await Promise.all(
      found.map(async (one) => ({ ...one, passage: await this.text.passage(one.number), words: parts })));
    return { query, answers };
  }

  // Return the pages one of whose names stands in a question, on an end of what it asks for.
  #namedIn(query) {
    const asked = words(query.replace(ASKING, " ").replace(COMPARING, " "));
    const [text, key] = [` ${asked.join(" ")} `, compact(query)];
    const pieces = asked.flatMap((part) => [part, ...part.split(FILLING), part.replace(FILLING_ANYWHERE, "")]);
    const found = new Map();
    for (const entry of this.finder.entries) {
      const { name, role, weight, page } = entry;
      if (name.key.length < 2 || role === "heading") continue;
      const stands = ALL_HAN.test(name.key) ? pieces.some((piece) => standsOut(name.key, piece))
        : name.hasHan ? key.includes(name.key)
        : text.includes((name.spaced ??= ` ${words(name.text).join(" ")} `));
      if (stands) keep(found, page, { score: weight * Math.min(1, name.units.length / 4), entry });
    }
    return found;
  }

  #holdsName(key) {
    return this.finder.entries.some(({ name, role }) =>
      (role === "zh" || role === "also") && ALL_HAN.test(name.key) && key.includes(name.key));
  }

  async #absent(query, term) {
    const mentions = await this.text.mentions(words(term), SHOWN);
    return { query, answers: [], mentions: others(mentions, []), absent: true, nearest: this.finder.nearest(term, NEAREST) };
  }
}

// 棋盘格伪影 stands out of 避免棋盘格伪影, but 卷积 neither of 图卷积 nor of 训练图卷积网络.
function standsOut(key, piece) {
  const rest = piece.startsWith(key) ? piece.slice(key.length) : piece.endsWith(key) ? piece.slice(0, -key.length) : "?";
  return rest.length !== 1;
}

function isQuestion(query) {
  return query.replace(ASKING, "") !== query || /区别|差别|不同|还是/.test(query);
}

function isDefinition(query) {
  return DEFINING.test(fold(query).trim());
}

function termOf(query) {
  return fold(query).trim().replace(DEFINING, "");
}

function longestHan(query) {
  return Math.max(0, ...words(query).filter((word) => HAN.test(word)).map((word) => word.length));
}

// Return the ways to take some words at one end as a name and leave the others.
function splits(parts) {
  const found = [];
  for (let i = 1; i < parts.length; i++) {
    found.push([parts.slice(0, i), parts.slice(i)], [parts.slice(i), parts.slice(0, i)]);
  }
  return found;
}

// Return the best passage of each page that is not among the answers.
function others(passages, answers) {
  const seen = new Set(answers.map(({ page }) => page));
  return passages.filter(({ page }) => !seen.has(page) && seen.add(page));
}
