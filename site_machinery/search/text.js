// How text becomes what is compared: one way for names, pages and queries, in the build and in
// the browser alike.
"use strict";

const GREEK = Object.fromEntries(
  ("alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ " +
    "lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω")
    .split(" ")
    .reduce((pairs, word, i, all) => (i % 2 ? [...pairs, [all[i - 1], word]] : pairs), []),
);
const WORD = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
const HAN = /\p{Script=Han}/u;
const ALL_HAN = /^\p{Script=Han}+$/u;

let simplified = new Map(); // traditional character -> simplified, of those that the site needs

// Say which characters are folded to which: two strings of the same length.
function setSimplified([from, to]) {
  const targets = [...to];
  simplified = new Map([...from].map((character, i) => [character, targets[i]]));
}

// Return text without what readers type differently: width, case, traditional characters, 1×1 for
// 1x1, and a letter written as TeX (\delta gives δ).
function fold(text) {
  const plain = text
    .normalize("NFKC")
    .replaceAll("×", "x")
    .replace(/\\([A-Za-z]+)/g, (_, name) => GREEK[name.toLowerCase()] ?? ` ${name} `)
    .toLowerCase();
  return plain.replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);
}

// Return text as letters and digits alone: nn.ConvTranspose2d, conv_transpose2d and
// "conv transpose 2d" are the same.
function compact(text) {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

// Return the words of a text, Chinese and other letters apart: "Huber损失" is huber, 损失.
function words(text) {
  return fold(text).match(WORD) ?? [];
}

// Return the words of a name, those that capitals part too: BatchNorm2d is batch, norm2d.
function partsOfName(name) {
  return words(name.replace(/\p{Ll}(?=\p{Lu})|[\p{Lu}\d](?=\p{Lu}\p{Ll})/gu, "$& "));
}

// Return what the full text is searched by: words, and of Chinese each two characters.
function terms(text) {
  const found = [];
  for (const word of [...words(text), ...camelParts(text)]) {
    const characters = [...word];
    if (!HAN.test(word) || characters.length === 1) found.push(word);
    else for (let i = 1; i < characters.length; i++) found.push(characters[i - 1] + characters[i]);
  }
  return found;
}

function camelParts(text) {
  const compounds = text.match(/[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*/g) ?? [];
  return compounds.flatMap(partsOfName);
}

// Return the terms of a passage by what they weigh in it: [weight, the terms with spaces between
// them]. Given are its texts, each with what a term weighs there.
function weighedTerms(parts) {
  const weights = new Map();
  for (const [text, weight] of parts) {
    for (const term of terms(text)) weights.set(term, (weights.get(term) ?? 0) + weight);
  }
  const groups = new Map();
  for (const [term, weight] of weights) {
    if (groups.has(weight)) groups.get(weight).push(term);
    else groups.set(weight, [term]);
  }
  return [...groups].map(([weight, group]) => [weight, group.join(" ")]);
}

// Return whether a word is another one but for one letter: left out, put in, changed, or two
// swapped. Digits count: conv2d is no conv3d.
function oneEditApart(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) endA--, endB--;
  const [x, y] = [a.slice(start, endA), b.slice(start, endB)];
  if (/\d/.test(x + y)) return false;
  if (x.length <= 1 && y.length <= 1) return true;
  return x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}
