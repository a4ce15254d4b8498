// Finds entries that hold every word of the question; search-data.js sets searchEntries to [kind, title, address, text].
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

  // A title that begins with the question comes first, then one that holds it, then the rest.
  const place = (entry, question) =>
    entry.name === question ? 0
      : entry.name.startsWith(question) || entry.name.includes("/" + question) ? 1
      : entry.name.includes(question) ? 2 : 3;

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
    const question = words.value.trim().toLowerCase();
    const parts = question.split(/\s+/).filter(part => part);
    const hits = parts.length === 0 ? [] : entries
      .filter(entry => parts.every(part => entry.all.includes(part)))
      .map((entry, order) => ({ entry, order, place: place(entry, question) }))
      .sort((left, right) => left.place - right.place || left.order - right.order);
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
