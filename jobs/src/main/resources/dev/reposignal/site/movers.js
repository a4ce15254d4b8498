// Filters the movers page from moversData; what is chosen is in the address, so that it can be shared.
(() => {
  "use strict";
  const data = globalThis.moversData;
  const form = document.getElementById("filters");
  if (!data || !form || data.movers.length === 0) {
    return;
  }
  const shownRows = 100;
  const count = new Intl.NumberFormat("en").format;
  const element = id => document.getElementById(id);
  const initial = { window: "7", language: "", size: "" };
  const state = { ...initial };
  const columns = ["position", "name", "language", "stars", "gained", "velocity", "growth", "tier"];
  const table = element("filtered").querySelector("table");
  const titles = [...table.querySelectorAll("thead th")].map(heading => heading.textContent);

  const languages = [...new Set(data.movers.map(row => row.language ?? "none"))]
    .sort(new Intl.Collator("en", { sensitivity: "base" }).compare);
  element("language").append(...languages.map(language => new Option(language, language)));

  const line = row => {
    const tr = document.createElement("tr");
    columns.forEach((key, index) => {
      const cell = document.createElement(key === "name" ? "th" : "td");
      if (key === "name") {
        cell.scope = "row";
        cell.append(view.link(row.name, row.page ?? row.github));
      } else if (key === "language" || key === "tier") {
        cell.textContent = row[key] ?? "";
      } else {
        cell.textContent = row.printed[key];
        cell.className = "number";
      }
      if (index > 1) {
        cell.dataset.label = titles[index];
      }
      tr.append(cell);
    });
    return tr;
  };

  const isKept = row => {
    const [least, most] = state.size.split("-").map(Number);
    return row.window === Number(state.window)
      && (!state.language || (row.language ?? "none") === state.language)
      && (!state.size || (row.stars >= least && (!most || row.stars <= most)));
  };

  const draw = () => {
    const kept = data.movers.filter(isKept).slice(0, shownRows);
    const body = document.createElement("tbody");
    body.append(...kept.map(line));
    table.querySelector("tbody").replaceWith(body);
    element("shown").textContent = kept.length === 0 ? "None: choose another size or language."
      : `The first ${count(kept.length)} of these.`;
    view.remember(Object.entries(state).filter(([key, value]) => value !== initial[key]));
  };

  const read = () => {
    const asked = view.asked();
    for (const key of Object.keys(state)) {
      const options = [...element(key).options].map(option => option.value);
      state[key] = options.includes(asked.get(key)) ? asked.get(key) : initial[key];
      element(key).value = state[key];
    }
  };

  for (const key of Object.keys(state)) {
    element(key).addEventListener("change", event => {
      state[key] = event.target.value;
      draw();
    });
  }
  addEventListener("hashchange", () => { read(); draw(); });
  view.filters(form, () => {
    Object.assign(state, initial);
    draw();
  });
  element("filtered").hidden = false;
  element("unfiltered").hidden = true;
  read();
  draw();
})();
