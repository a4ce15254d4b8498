// Draws up to four repositories on one scale; compare-data.js sets compareData.
(() => {
  "use strict";
  const width = 640;
  const height = 300;
  const left = 64;
  const foot = 24;
  const data = globalThis.compareData ?? { day: "", step: 1, repositories: [] };
  const all = data.repositories.map(([name, path, language, stars, velocity, probability, place, counts]) => ({
    name, path, language, stars, velocity, probability, place, counts
  }));
  const byName = new Map(all.map(each => [each.name.toLowerCase(), each]));
  const form = document.getElementById("compare");
  const names = document.getElementById("names");
  const inputs = [...form.querySelectorAll("input[list]")];
  const gained = document.getElementById("gained");
  const chart = document.getElementById("chart");
  const rows = document.getElementById("rows");
  const said = document.getElementById("said");
  const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

  const svg = (kind, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const [key, value] of Object.entries(attributes)) {
      element.setAttribute(key, value);
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  };

  const values = each => {
    const first = each.counts.find(count => count !== null);
    return each.counts.map(count => (count === null ? null : gained.checked ? count - first : count));
  };

  const line = (numbers, across, up) => {
    let path = "";
    let isOpen = false;
    numbers.forEach((number, at) => {
      if (number === null) {
        isOpen = false;
      } else {
        path += `${isOpen ? "L" : "M"}${across(at).toFixed(1)} ${up(number).toFixed(1)}`;
        isOpen = true;
      }
    });
    return path;
  };

  const draw = chosen => {
    const series = chosen.map(values);
    const numbers = series.flat().filter(number => number !== null);
    chart.replaceChildren(svg("title", {}, "Stars of the chosen repositories over 90 days, one scale"));
    if (numbers.length === 0) {
      return;
    }
    const least = Math.min(...numbers);
    const most = Math.max(...numbers, least + 1);
    const points = series[0].length;
    const across = at => left + (at * (width - left - 8)) / Math.max(1, points - 1);
    const up = number => height - foot - ((number - least) * (height - foot - 12)) / (most - least);
    for (const number of [least, (least + most) / 2, most]) {
      chart.append(
        svg("line", { class: "axis", x1: left, x2: width - 8, y1: up(number), y2: up(number) }),
        svg("text", { class: "soft", x: left - 6, y: up(number) + 4, "text-anchor": "end" }, whole.format(number)));
    }
    chart.append(
      svg("text", { class: "soft", x: left, y: height - 6 }, `${(points - 1) * data.step} days before`),
      svg("text", { class: "soft", x: width - 8, y: height - 6, "text-anchor": "end" }, data.day));
    series.forEach((own, order) => {
      chart.append(svg("path", { class: `line series-${order + 1}`, d: line(own, across, up) }));
    });
  };

  const cell = (text, kind) => Object.assign(document.createElement("td"), { textContent: text, className: kind });

  const row = (each, order) => {
    const head = document.createElement("th");
    head.scope = "row";
    head.append(Object.assign(document.createElement("span"), { className: `key series-${order + 1}`, textContent: `${order + 1} ` }), view.link(each.name, each.path));
    const element = document.createElement("tr");
    element.append(
      head,
      cell(each.language, ""),
      cell(each.stars, "number"),
      cell(each.velocity, "number"),
      cell(each.probability, "number"),
      cell(each.place, "number"));
    return element;
  };

  const show = () => {
    const wanted = inputs.map(input => input.value.trim().toLowerCase()).filter(name => name);
    const chosen = [...new Set(wanted)].map(name => byName.get(name)).filter(each => each);
    const unknown = wanted.filter(name => !byName.has(name));
    said.textContent = unknown.length === 0 ? "" : `Not among the repositories of this page: ${unknown.join(", ")}.`;
    rows.replaceChildren(...chosen.map(row));
    draw(chosen);
    const query = chosen.map(each => `r=${encodeURIComponent(each.name)}`).join("&");
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };

  names.replaceChildren(...all.map(each => Object.assign(document.createElement("option"), { value: each.name })));
  const asked = new URLSearchParams(location.search).getAll("r").slice(0, inputs.length);
  const start = asked.length > 0 ? asked : all.slice(0, 2).map(each => each.name);
  start.forEach((name, at) => {
    inputs[at].value = name;
  });
  view.filters(form, show);
  inputs.forEach(input => input.addEventListener("change", show));
  gained.addEventListener("change", show);
  show();
})();
