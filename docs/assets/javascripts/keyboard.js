/**
 * What the theme leaves to a pointer, for readers who use the keyboard or listen to the page. No
 * module, so that it works where modules are blocked.
 */
(() => {
  "use strict";

  const toggle = (name) => document.querySelector(`[data-md-toggle=${name}]`);
  const PLACES = { drawer: ".md-sidebar--primary", search: ".md-search" };

  // What lies over the page closes when the keyboard has left it.
  document.addEventListener("focusin", ({ target }) => {
    for (const [name, place] of Object.entries(PLACES)) {
      if (toggle(name).checked && !target.closest(place)) toggle(name).click();
    }
  });

  // What opens them on a phone is a label: there, a pointer alone can press it.
  for (const [name, text] of [["drawer", "导航栏"], ["search", "搜索"]]) {
    const label = document.querySelector(`.md-header__button[for=__${name}]`);
    if (!label) continue; // a copy without a server has no search
    const button = document.createElement("button");
    for (const { name: key, value } of label.attributes) button.setAttribute(key, value);
    button.type = "button";
    button.setAttribute("aria-label", text);
    button.setAttribute("aria-expanded", "false");
    button.append(...label.childNodes);
    label.replaceWith(button);
    toggle(name).addEventListener("change", ({ target }) => {
      button.setAttribute("aria-expanded", String(target.checked));
    });
    button.addEventListener("click", () => {
      toggle(name).click();
      if (name === "drawer" && button.matches(":focus-visible")) enterDrawer();
    });
  }

  // It stands far behind its button: the focus goes in when it opens, and back with Escape.
  function enterDrawer() {
    const stops = document.querySelectorAll(`${PLACES.drawer} :is(a, input)`);
    [...stops].find((stop) => stop.checkVisibility({ visibilityProperty: true }))?.focus();
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && toggle("drawer").checked) {
        toggle("drawer").click();
        document.querySelector("button[for=__drawer]").focus();
      }
      // The theme would close the search: its buttons and results could not be reached.
      if (event.key === "Tab" && event.target.closest(PLACES.search)) event.stopPropagation();
    },
    { capture: true },
  );

  // A box is a stop for the keyboard while there is something to scroll to in it.
  const BOXES = { ".md-typeset__scrollwrap": "表格", "div.arithmatex": "公式" };

  function judge(box) {
    const kind = Object.keys(BOXES).find((selector) => box.matches(selector));
    const scrolls = box.scrollWidth > box.clientWidth;
    const attributes = { tabindex: "0", role: "group", "aria-label": `${BOXES[kind]}，可左右滚动` };
    for (const [name, value] of Object.entries(attributes)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }

  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => judge(target)));

  function watchBoxes() {
    sizes.disconnect(); // from the page before
    document.querySelectorAll(Object.keys(BOXES).join()).forEach((box) => sizes.observe(box));
  }

  // The theme makes landmarks of each block's copy button, once it is in sight, and of each
  // result's tags.
  function takeOut() {
    const navs = document.querySelectorAll(
      "nav:is(.md-code__nav, .md-search-result .md-tags):not([role])",
    );
    for (const nav of navs) nav.setAttribute("role", "none");
  }

  takeOut();
  new MutationObserver(takeOut).observe(document.body, { childList: true, subtree: true });

  // "Copied", says the theme there.
  document.querySelector(".md-dialog__inner")?.setAttribute("role", "status");

  // The theme tells of every page that its instant navigation shows, the first one among them.
  if (window.document$) window.document$.subscribe(watchBoxes);
  else watchBoxes();
})();
