// Reload the page when the preview shows something else under its address.
{
  let version = document.currentScript.dataset.version;
  let page = location.pathname;
  let asking = new AbortController();

  const ask = async () => {
    asking.abort(); // one question at a time: a browser has few connections to a server
    asking = new AbortController();
    const { signal } = asking;
    while (!document.hidden && !signal.aborted) {
      if (page !== location.pathname) [page, version] = [location.pathname, ""];
      try {
        const query = new URLSearchParams({ page, version });
        const answer = await fetch(`/preview/wait?${query}`, { signal });
        const shown = await answer.text();
        if (version && shown !== version) return location.reload();
        version = shown;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000)); // the server is away
      }
    }
  };

  document.addEventListener("visibilitychange", ask);
  // The theme goes on to other pages without loading them anew.
  setInterval(() => page !== location.pathname && ask(), 500);
  ask();
}
