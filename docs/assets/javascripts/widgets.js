/**
 * Bring the figures to play with to life: <div data-widget="name"> is filled by ./name.js.
 *
 * The page says in the element what is to be seen there; that stays, and is all that a reader
 * gets whose browser runs no module.
 */

function mountAll() {
  for (const place of document.querySelectorAll("[data-widget]:not([data-live])")) {
    import(`./${place.dataset.widget}.js`).then(({ mount }) => {
      if ("live" in place.dataset) return; // meanwhile
      place.dataset.live = "";
      mount(place);
    });
  }
}

// The theme tells of every page that its instant navigation shows, the first one among them.
if (window.document$) window.document$.subscribe(mountAll);
else mountAll();
