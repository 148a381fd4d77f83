/**
 * A card for each link to a term: pointing at the link or moving the focus to it shows what the
 * term is. The build writes what stands on it beside the term's page. Where it cannot be fetched,
 * the link is a plain link, as it is under a finger.
 */
import { element } from "./elements.js";

const DELAY = 250; // milliseconds until a card appears, and until it goes
const GAP = 6; // pixels between a link and its card
const known = new Map(); // address of a card -> what stands on it, or null

const card = element("div", { id: "term-card", class: "md-typeset", role: "tooltip", hidden: "" });
let link = null; // whose card is shown or about to be
let timer = 0;

/** Return the address of the card that belongs to a link in the text; null if none does. */
function cardOf(anchor) {
  if (!anchor?.closest(".md-content")) return null;
  const address = anchor.getAttribute("href") ?? anchor.getAttribute("xlink:href"); // in a drawing
  const target = new URL(address ?? "", document.baseURI);
  const isTerm = /\/terms\/[^/]+\/[^/]+\/$/.test(target.pathname);
  if (!isTerm || target.origin !== location.origin) return null;
  return target.pathname === location.pathname ? null : new URL("card.json", target.href).href;
}

async function fetched(address) {
  if (!known.has(address)) {
    const answer = await fetch(address).catch(() => null);
    known.set(address, answer?.ok ? await answer.json() : null);
  }
  return known.get(address);
}

/** Lay the card below its link, or above it where there is no room, within the window. */
function place(rect) {
  const room = document.documentElement;
  const left = Math.min(rect.left, room.clientWidth - card.offsetWidth - GAP);
  const below = rect.bottom + GAP;
  const fits = below + card.offsetHeight <= room.clientHeight;
  const top = fits ? below : Math.max(GAP, rect.top - GAP - card.offsetHeight);
  card.style.left = `${Math.max(GAP, left) + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function fill({ name, english, definition, formula, evidence }) {
  const shown = element("div", { class: "formula", "aria-hidden": "true" });
  shown.innerHTML = formula; // KaTeX's markup, from our own build
  card.replaceChildren(
    element("p", {}, element("strong", {}, name), " ", element("span", { lang: "en" }, english)),
    element("p", {}, definition),
    ...(formula ? [shown] : []),
    element("p", { class: "evidence" }, evidence),
  );
  return shown;
}

/** Make a formula that is wider than the card as small as it must be, down to a half. */
function shrink(formula) {
  const fits = formula.clientWidth / formula.scrollWidth;
  if (fits < 1) formula.style.fontSize = `${Math.max(0.5, fits)}em`;
}

async function show(anchor, x, y) {
  const content = await fetched(cardOf(anchor));
  if (link !== anchor || !content) return;
  const formula = fill(content);
  document.querySelector("main").append(card); // each page has its own
  card.hidden = false;
  shrink(formula);
  // A link may go on in the next line: the card belongs to the part that is pointed at.
  const rects = [...anchor.getClientRects()];
  const isAt = (r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
  place(rects.find(isAt) ?? rects[0]);
  anchor.setAttribute("aria-describedby", card.id);
}

function hide() {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = null;
  card.hidden = true;
}

function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, DELAY);
}

document.addEventListener("pointerover", ({ target, pointerType, clientX, clientY }) => {
  if (pointerType === "touch") return;
  const anchor = target.closest("a");
  if (card.contains(target) || (anchor && anchor === link)) clearTimeout(timer);
  else if (cardOf(anchor)) {
    later(() => {
      hide();
      link = anchor;
      show(anchor, clientX, clientY);
    });
  } else if (link !== document.activeElement) later(hide);
});

document.addEventListener("focusin", ({ target }) => {
  hide();
  if (!target.matches("a:focus-visible") || !cardOf(target)) return;
  link = target;
  show(target);
});

document.addEventListener("focusout", hide);
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") hide();
});

// The theme tells of every page that its instant navigation shows.
window.document$?.subscribe(hide);
