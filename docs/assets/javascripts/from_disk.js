/**
 * Help a reader who has opened a copy of the site from a disk, without a server. Browsers then
 * load no module and start no worker, and show a folder as a list of files.
 *
 * Runs before the theme's script, which would look for its search, and end all its other work
 * where it cannot navigate without a reload.
 */
(() => {
  "use strict";

  const config = JSON.parse(__config.textContent);
  config.features = config.features.filter((feature) => feature !== "navigation.instant");
  __config.textContent = JSON.stringify(config);

  const search = "[data-md-component=search], .md-header__button[for=__search], .find";
  for (const dead of document.querySelectorAll(search)) dead.remove();

  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }

  for (const place of document.querySelectorAll("[data-widget]")) {
    place.append("（这张图要从网站打开才能操作。）");
  }

  const link = (textContent, href) =>
    Object.assign(document.createElement("a"), { textContent, href });
  const online = document.querySelector("link[rel=canonical]");
  const inside = document.createElement("p");
  inside.className = "md-banner__inner md-grid";
  inside.append(
    "这是存在本机的副本：搜索和可以操作的图要到",
    online ? link("网站上", online.href) : "网站上",
    "用，其余不受影响。找术语请看",
    link("术语索引", new URL("terms/index.html", __md_scope)),
    "。",
  );
  const banner = document.createElement("aside");
  banner.className = "md-banner limits";
  banner.append(inside);
  document.querySelector(".md-header").before(banner);
})();
