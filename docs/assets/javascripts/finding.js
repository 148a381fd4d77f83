/**
 * What finding a term needs beside the theme's search: Ctrl+K, whatever way text gets into the box,
 * and a filter above the term index. No module, so that it works where modules are blocked.
 */
(() => {
  "use strict";

  const searchBox = () => document.querySelector("[data-md-component=search-query]");

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    searchBox()?.focus();
    searchBox()?.select();
  });

  // The theme listens to keys alone: text that is pasted, dictated or chosen from an input method
  // comes without one.
  for (const kind of ["input", "compositionend"]) {
    document.addEventListener(kind, ({ target }) => {
      if (target === searchBox()) target.dispatchEvent(new KeyboardEvent("keyup"));
    });
  }

  // The theme counts the items of its list; what is only said to the reader is no result.
  function tell(result) {
    const meta = result.querySelector(".md-search-result__meta");
    const said = result.querySelector(".md-search-result__item .said")?.textContent;
    if (said && meta.textContent !== said) meta.textContent = said;
  }

  // The theme draws the list anew when more has been found, under the keyboard of a reader who has
  // gone on to a result.
  let reached; // where that leads
  document.addEventListener("focusin", ({ target }) => {
    reached = target.closest(".md-search-result__link")?.href;
  });

  function stay(result) {
    if (!reached || document.activeElement !== document.body) return;
    const links = [...result.querySelectorAll(".md-search-result__link")];
    links.find(({ href }) => href === reached)?.focus();
  }

  for (const result of document.querySelectorAll("[data-md-component=search-result]")) {
    const changes = new MutationObserver(() => {
      tell(result);
      stay(result);
    });
    changes.observe(result, { childList: true, subtree: true });
  }

  function addFilter() {
    const index = document.querySelector(".term-index:not(.filterable)");
    if (!index) return;
    index.classList.add("filterable");
    const rows = [...index.querySelectorAll("tbody tr")];
    const texts = rows.map((row) => row.textContent.normalize("NFKC").toLowerCase());

    const label = document.createElement("label");
    label.className = "term-filter";
    label.append("筛选 ");
    const box = document.createElement("input");
    box.type = "search";
    box.placeholder = "名称的一部分，空格隔开几个词";
    const count = document.createElement("output");
    label.append(box, " ", count);
    index.before(label);

    box.addEventListener("input", () => {
      const words = box.value.normalize("NFKC").toLowerCase().split(/\s+/);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !words.every((word) => texts[i].includes(word));
        shown += Number(!row.hidden);
      });
      count.textContent = shown === rows.length ? "" : `${shown} 条`;
    });
  }

  // The theme tells of every page that its instant navigation shows, the first one among them.
  if (window.document$) window.document$.subscribe(addFilter);
  else addFilter();
})();
