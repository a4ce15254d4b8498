// Lists what surfaced for the first time since the reader's last visit; visit-data.js sets visitData. The day of the visit stays
// in this browser and is sent nowhere.
(() => {
  "use strict";
  const key = "reposignal.visit";
  const most = 20;
  const data = globalThis.visitData;
  const place = document.querySelector(".tonight");
  if (!data?.day || !place) {
    return;
  }
  let last = null;
  try {
    last = localStorage.getItem(key);
    localStorage.setItem(key, data.day);
  } catch {
    return; // a browser that keeps nothing
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(last ?? "") || last >= data.day) {
    return;
  }
  const fresh = data.surfaced.filter(([night]) => night > last);
  if (fresh.length === 0) {
    return;
  }
  const item = ([night, name, path]) => {
    const link = document.createElement("a");
    link.href = path;
    link.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    const element = document.createElement("li");
    element.append(link, ` surfaced on ${night}`);
    return element;
  };
  const section = document.createElement("section");
  section.setAttribute("aria-labelledby", "visit");
  const list = document.createElement("ul");
  list.append(...fresh.slice(0, most).map(item));
  section.append(
    Object.assign(document.createElement("h2"), { id: "visit", textContent: `New to you since ${last}` }), list);
  if (fresh.length > most) {
    section.append(Object.assign(document.createElement("p"), {
      textContent: `And ${fresh.length - most} more: see the weeks.`
    }));
  }
  place.after(section);
})();
