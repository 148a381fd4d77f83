/**
 * Bring the figures to play with to life: <div data-widget="name"> is filled by ./name.js.
 *
 * Without scripts the element stays empty, and the drawn figure beside it tells the story.
 */

function mountAll() {
  for (const place of document.querySelectorAll("[data-widget]:empty")) {
    import(`./${place.dataset.widget}.js`).then(({ mount }) => {
      if (!place.hasChildNodes()) mount(place);
    });
  }
}

// The theme tells of every page that its instant navigation shows, the first one among them.
if (window.document$) window.document$.subscribe(mountAll);
else mountAll();
