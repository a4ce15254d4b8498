// Finds entries that contain every word of the query; search-data.js sets searchEntries to [kind, title, address, text].
(() => {
  "use strict";
  const most = 60;
  const form = document.getElementById("search");
  const words = document.getElementById("words");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const entries = (globalThis.searchEntries ?? []).map(([kind, title, address, text]) => ({
    kind, title, address, text, name: title.toLowerCase(), all: (title + " " + text + " " + kind).toLowerCase()
  }));

  // Titles that begin with the query come first, then titles that contain it, then the rest.
  const rank = (entry, query) =>
    entry.name === query ? 0
      : entry.name.startsWith(query) || entry.name.includes("/" + query) ? 1
      : entry.name.includes(query) ? 2 : 3;

  const shown = entry => {
    const link = document.createElement("a");
    link.href = entry.address;
    link.append(Object.assign(document.createElement("bdi"), { textContent: entry.title }));
    const kind = Object.assign(document.createElement("span"), { className: "kind", textContent: entry.kind });
    const item = document.createElement("li");
    item.append(kind, link);
    if (entry.text) {
      item.append(Object.assign(document.createElement("p"), { textContent: entry.text }));
    }
    return item;
  };

  const search = () => {
    const query = words.value.trim().toLowerCase();
    const parts = query.split(/\s+/).filter(part => part);
    const hits = parts.length === 0 ? [] : entries
      .filter(entry => parts.every(part => entry.all.includes(part)))
      .map((entry, order) => ({ entry, order, rank: rank(entry, query) }))
      .sort((left, right) => left.rank - right.rank || left.order - right.order);
    results.replaceChildren(...hits.slice(0, most).map(hit => shown(hit.entry)));
    found.textContent = parts.length === 0 ? ""
      : hits.length === 0 ? "Nothing found."
      : hits.length === 1 ? "One entry."
      : hits.length > most ? `${hits.length} entries, the first ${most} shown.` : `${hits.length} entries.`;
  };

  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  words.addEventListener("input", search);
  words.value = new URLSearchParams(location.search).get("q") ?? "";
  search();
})();
