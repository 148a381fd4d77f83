// Names: what a page or a block of code is called, and how well a query fits a name.
"use strict";

// How good a fit is, from 0 to 1. The gaps leave room for how much of the name was typed.
const FIT = {
  exact: 1,
  sound: 0.95, // zhuanzhijuanji
  initials: 0.92, // zzjj
  start: 0.84, // 转置, transposed con
  startOfSound: 0.8, // zhuanzhij, zhuanzhi卷
  inside: 0.7, // 卷积 of 转置卷积, at the start of a word
  words: 0.66, // every word of the query is one of the name's, in any order
  insideSound: 0.6,
  typo: 0.5,
};
const SHARE = 0.04; // what the typed share of a name adds

let readings = new Map(); // character -> [a reading, its initials], of those in the names

// Say how characters are read: { juan: "卷捐", ... }.
function setReadings(table) {
  const initials = (reading) => (/^[zcs]h/.test(reading) ? [reading[0], reading.slice(0, 2)] : [reading[0]]);
  readings = new Map([...readingsOf(table)].map(([character, found]) =>
    [character, found.map((reading) => [reading, initials(reading)])]));
}

function readingsOf(table) {
  const found = new Map();
  for (const [reading, characters] of Object.entries(table)) {
    for (const character of characters) {
      found.set(character, [...(found.get(character) ?? []), reading]);
      // ü is typed v or u.
      if (reading.includes("v")) found.get(character).push(reading.replace("v", "u"));
    }
  }
  return found;
}

// Make what a query is compared with from a name as it is written.
function makeName(text) {
  const key = compact(text);
  return { text, key, parts: partsOfName(text), units: [...key], hasHan: HAN.test(key) };
}

// Make what a name is compared with from what was typed.
function makeQuery(text) {
  const key = compact(text);
  return {
    text,
    key,
    units: [...key],
    parts: words(text),
    hasLatin: /[a-z]/.test(key),
    isCode: /[\p{L}\d][_.][\p{L}\d]|\p{Ll}\p{Lu}/u.test(text),
    hasHan: HAN.test(key),
  };
}

// Return how well a query fits a name, from 0 to 1.
function fit(query, name) {
  const { key } = query;
  const share = SHARE * Math.min(1, key.length / name.key.length);
  if (key === name.key) return FIT.exact;
  if (name.key.startsWith(key)) return FIT.start + share;
  const sound = query.hasLatin && name.hasHan ? fitOfSound(query, name) : 0;
  if (sound > FIT.inside) return sound;
  if (key.length > 1 && startsAtWord(name, key)) return FIT.inside + share;
  if (query.parts.length > 1 && everyPart(query.parts, name.parts)) return FIT.words + share;
  return sound;
}

function startsAtWord(name, key) {
  if (HAN.test(key)) return name.key.includes(key);
  // The words of a name and what follows each: "loss" and "lossfunction" of "Huber loss function".
  name.tails ??= name.parts.map((_, i) => name.parts.slice(i).join(""));
  return name.tails.some((tail) => tail.startsWith(key));
}

// Each of the words must be, or begin, another word of the name.
function everyPart(parts, nameParts) {
  if (!parts.every((part) => nameParts.some((word) => word.includes(part)))) return false; // most
  const free = [...nameParts];
  return parts.every((part) => {
    const i = free.findIndex((word) => word === part || word.startsWith(part) ||
      (HAN.test(part) && word.includes(part)));
    if (i < 0) return false;
    if (!HAN.test(part)) free.splice(i, 1);
    return true;
  });
}

function fitOfSound(query, name) {
  const found = spell(query.key, 0, name.units, 0);
  if (found) {
    const share = SHARE * Math.min(1, found.used / name.units.length);
    if (found.used === name.units.length && found.complete) {
      return found.initials ? (query.key.length > 1 ? FIT.initials : 0) : FIT.sound;
    }
    return found.initials ? FIT.insideSound + share : FIT.startOfSound + share;
  }
  if (query.key.length < 3) return 0;
  for (let start = 1; start < name.units.length; start++) {
    const unit = name.units[start];
    const canStart = unit === query.units[0] ? HAN.test(unit)
      : readings.get(unit)?.some(([reading]) => reading[0] === query.key[0]);
    const inside = canStart ? spell(query.key, 0, name.units, start, false) : undefined;
    if (inside) {
      return FIT.insideSound + SHARE * Math.min(1, inside.used / name.units.length);
    }
  }
  return 0;
}

// Spell a name's units with what was typed: each Chinese character by itself, by its reading, or by
// its initial. Returns how many units are used up, whether the last one is complete, and how many
// stand as initials only; undefined where the letters do not fit.
function spell(typed, at, units, unit, withInitials = true) {
  if (at === typed.length) return { used: unit, complete: true, initials: 0 };
  if (unit === units.length) return undefined;
  const character = units[unit];
  if (typed.startsWith(character, at)) {
    const rest = spell(typed, at + character.length, units, unit + 1, withInitials);
    if (rest) return rest;
  }
  let best;
  for (const [reading, initials] of readings.get(character) ?? []) {
    if (typed[at] !== reading[0]) continue;
    const left = typed.length - at;
    if (left < reading.length && left > 1 && reading.startsWith(typed.slice(at))) {
      best = better(best, { used: unit + 1, complete: false, initials: 0 });
    }
    if (typed.startsWith(reading, at)) {
      best = better(best, spell(typed, at + reading.length, units, unit + 1, withInitials));
    }
    for (const initial of withInitials ? initials : []) {
      if (!typed.startsWith(initial, at)) continue;
      const rest = spell(typed, at + initial.length, units, unit + 1);
      if (rest) best = better(best, { ...rest, initials: rest.initials + 1 });
    }
  }
  return best;
}

function better(a, b) {
  if (!a || !b) return a ?? b;
  if (a.initials !== b.initials) return a.initials < b.initials ? a : b;
  return a.used >= b.used ? a : b;
}

// Return how well a query fits a name if each of its words may have one letter wrong.
// `isWord` says which words are right as they are: the site's own vocabulary.
function fitWithTypos(query, name, isWord) {
  if (query.hasHan || query.key.length < 4) return 0;
  const share = SHARE * Math.min(1, query.key.length / name.key.length);
  if (name.key.length > 4 && !isWord(query.key) &&
      isProse(name) && oneEditApart(query.key, name.key)) {
    return FIT.typo + share;
  }
  const free = [...name.parts];
  let mended = 0;
  for (const [number, part] of query.parts.entries()) {
    const isLast = number === query.parts.length - 1;
    let i = free.findIndex((word) => word === part);
    if (i < 0) i = free.findIndex((word) => word.startsWith(part));
    if (i < 0 && part.length > 3 && !isWord(part)) {
      i = free.findIndex((word) => canBeMended(word) && (oneEditApart(part, word) ||
        (isLast && part.length > 4 && startIsMended(part, word))));
      mended += Number(i >= 0);
    }
    if (i < 0) return 0;
    free.splice(i, 1);
  }
  return mended ? FIT.typo + share : 0;
}

function startIsMended(part, word) {
  return [-1, 0, 1].some((more) => oneEditApart(part, word.slice(0, part.length + more)));
}

// An abbreviation has no letter to spare: LSGAN is no typo of another one.
function isProse(name) {
  return !/^[\p{Lu}\d-]+$/u.test(name.text);
}

function canBeMended(word) {
  return word.length > 4 && !HAN.test(word);
}

// Return how well a Chinese query fits a name that sounds the same: 卷机, 转至卷积.
// `sounds` gives the readings of any character.
function fitBySound(query, name, sounds) {
  if (!query.hasHan || query.units.length > name.units.length || query.units.length < 2) return 0;
  for (let start = 0; start + query.units.length <= name.units.length; start++) {
    let wrong = 0;
    const fits = query.units.every((unit, i) => {
      const character = name.units[start + i];
      if (unit === character) return true;
      wrong++;
      return soundAlike(sounds.get(unit) ?? [], sounds.get(character) ?? []);
    });
    if (fits && wrong <= Math.max(1, query.units.length / 3)) {
      const whole = query.units.length === name.units.length;
      return FIT.typo + (whole ? 0.1 : 0) + SHARE * (query.units.length / name.units.length);
    }
  }
  return 0;
}

function soundAlike(some, others) {
  const loose = (reading) => reading.replace(/^([zcs])h/, "$1").replace(/ng$/, "n");
  return some.some((one) => others.some((other) => loose(one) === loose(other)));
}

// Return how alike two names look, from 0 to 1: for "是不是要找".
function likeness(a, b) {
  const pairs = (text) => new Set([...text].slice(1).map((c, i) => text[i] + c));
  const [x, y] = [pairs(a), pairs(b)];
  const common = [...x].filter((pair) => y.has(pair)).length;
  return (2 * common) / (x.size + y.size);
}
