// The map and the table of the explore page, drawn with D3 from exploreData. Text is inserted as text, never as markup.
(() => {
  "use strict";
  const data = globalThis.exploreData;
  if (!data || data.clusters.length + data.repositories.length === 0) {
    return;
  }
  const byId = new Map(data.clusters.map(cluster => [cluster.id, cluster]));
  const rows = data.repositories.map(repository => ({
    ...repository,
    label: byId.get(repository.cluster)?.label ?? ""
  }));

  // The data contain formatted numbers; only the rows on the page are counted here.
  const total = new Intl.NumberFormat("en").format;

  const element = id => document.getElementById(id);
  const fill = (select, options) => select.append(...options.map(([value, text]) => new Option(text, value)));
  const compare = new Intl.Collator("en", { sensitivity: "base" }).compare;

  // ---- the selection, shared by map and table
  const initial = { cluster: "", field: "", words: "", language: "", tier: "", most: "", key: "place", isFalling: false };
  const state = { ...initial };
  const step = 100;
  let shown = step;

  // The state is in the address, so that a view can be shared: #language=Rust&most=5000&sort=velocity7d&order=falling.
  const inAddress = { key: "sort" };
  const remember = () => {
    const changed = Object.keys(initial)
      .filter(key => key !== "isFalling" && state[key] !== initial[key])
      .map(key => [inAddress[key] ?? key, state[key]]);
    if (state.isFalling) {
      changed.push(["order", "falling"]);
    }
    view.remember(changed);
  };

  // ---- the table
  const columns = ["place", "name", "language", "stars", "velocity24h", "velocity7d", "velocity28d", "score", "probability", "label"];
  const isText = key => ["name", "language", "label"].includes(key);
  const table = d3.select("#signals");
  const titles = {};
  const headings = table.selectAll("thead th").each(function () {
    const text = this.textContent;
    titles[this.dataset.key] = text;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      const key = this.dataset.key;
      state.isFalling = state.key === key ? !state.isFalling : !isText(key) && key !== "place";
      state.key = key;
      redraw();
    });
    this.replaceChildren(button);
  });

  const isKept = row =>
    (!state.cluster || row.cluster === state.cluster)
    && (!state.field || byId.get(row.cluster)?.field === state.field)
    && (!state.language || (row.language ?? "none") === state.language)
    && (!state.tier || row.tier === state.tier)
    && (state.most === "" || row.stars <= Number(state.most))
    && row.name.toLowerCase().includes(state.words.trim().toLowerCase());

  // Unknown values come last in both sort orders.
  const order = (left, right) => {
    const [a, b] = [left[state.key], right[state.key]];
    const isMissing = value => value === undefined || value === "";
    if (isMissing(a) || isMissing(b)) {
      return isMissing(a) - isMissing(b) || (left.rank ?? Infinity) - (right.rank ?? Infinity) || 0;
    }
    const rising = isText(state.key) ? compare(a, b) : a - b;
    return (state.isFalling ? -rising : rising) || compare(left.name, right.name);
  };

  const drawTable = () => {
    headings.attr("aria-sort", function () {
      return this.dataset.key === state.key ? (state.isFalling ? "descending" : "ascending") : null;
    });
    const kept = rows.filter(isKept).sort(order);
    const body = document.createElement("tbody");
    for (const row of kept.slice(0, shown)) {
      const line = document.createElement("tr");
      for (const key of columns) {
        const cell = document.createElement(key === "name" ? "th" : "td");
        if (key === "name") {
          cell.scope = "row";
          cell.append(view.link(row.name, row.page ?? row.github));
        } else if (key === "label") {
          if (row.cluster) {
            cell.append(view.link(row.label || row.cluster, byId.get(row.cluster)?.page));
          }
        } else if (key === "language") {
          cell.textContent = row.language ?? "";
        } else {
          cell.textContent = row.printed[key];
          cell.className = "number";
        }
        if (key !== "name") {
          // As in every other table of the site: the style sheet prints it on a phone.
          cell.dataset.label = titles[key];
        }
        line.append(cell);
      }
      body.append(line);
    }
    table.select("tbody").node().replaceWith(body);
    element("shown").textContent =
      (kept.length === rows.length ? `${total(rows.length)} repositories` : `${total(kept.length)} of ${total(rows.length)} repositories`)
      + (kept.length > shown ? `, the first ${total(shown)} shown.` : ".");
    element("further").hidden = kept.length <= shown;
    remember();
  };

  /** Filters and sorts anew, from the first rows on. */
  const redraw = () => {
    shown = step;
    drawTable();
  };

  // ---- the download
  const csvColumns = ["place", "name", "language", "stars", "velocity24h", "velocity7d", "velocity28d", "score", "probability", "tier", "label"];
  // A spreadsheet would run a text that begins like a formula.
  const csvCell = value => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? "'" + value : String(value ?? "");
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  element("download").hidden = false;
  element("download").href = "#signals";
  element("download").addEventListener("click", event => {
    const lines = [csvColumns.map(key => key === "label" ? "cluster" : key), ...rows.filter(isKept).sort(order).map(row => csvColumns.map(key => row[key]))];
    const text = lines.map(line => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    event.currentTarget.href = address;
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  });

  // ---- the map
  element("map").hidden = data.clusters.length === 0;
  let width = 0;
  let height = 0;
  const placed = rows.filter(row => row.x !== undefined && row.y !== undefined);
  const scaleOf = coordinate => d3.scaleLinear().domain(d3.extent(data.clusters, coordinate));
  const x = scaleOf(cluster => cluster.x);
  const y = scaleOf(cluster => cluster.y);
  const radius = d3.scaleSqrt().domain([0, d3.max(data.clusters, cluster => cluster.repos) ?? 1]);

  const svg = d3.select("#drawing").append("svg")
    .attr("role", "img")
    .attr("aria-labelledby", "map-heading");
  const stage = svg.append("g");
  const dots = stage.append("g").selectAll("path").data(placed).join("path")
    .attr("class", row => `dot ${row.tier}`)
    .attr("d", row => d3.symbol(row.tier === "surfacing" ? d3.symbolDiamond : d3.symbolCircle, row.tier === "surfacing" ? 60 : 9)());
  const circles = stage.append("g").selectAll("circle").data(data.clusters).join("circle")
    .attr("class", cluster => cluster.isForming ? "cluster forming" : "cluster")
    .attr("r", cluster => radius(cluster.repos));
  // Labels of the largest clusters first; a label that would cover another is hidden until there is room.
  const labels = stage.append("g").selectAll("text")
    .data([...data.clusters].sort((left, right) => right.isForming - left.isForming || right.repos - left.repos))
    .join("text").attr("text-anchor", "middle").text(cluster => cluster.label);

  const arrange = transform => {
    const at = (scaleX, scaleY) => item =>
      `translate(${transform.applyX(scaleX(item.x)).toFixed(1)},${transform.applyY(scaleY(item.y)).toFixed(1)})`;
    circles.attr("transform", at(x, y)).attr("r", cluster => radius(cluster.repos) * Math.sqrt(transform.k));
    dots.attr("transform", at(x, y));
    const taken = [];
    labels.each(function (cluster) {
      const centre = transform.applyX(x(cluster.x));
      const top = transform.applyY(y(cluster.y));
      const half = cluster.label.length * 3.6 + 4;
      const left = Math.max(half, Math.min(width - half, centre));
      const box = [left - half, top - 9, left + half, top + 9];
      const isInside = centre > 0 && centre < width && top > 0 && top < height;
      const isFree = taken.every(other => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      const isShown = isInside && (isFree || cluster.id === state.cluster);
      if (isShown) {
        taken.push(box);
      }
      d3.select(this).attr("display", isShown ? null : "none").attr("transform", `translate(${left.toFixed(1)},${(top + 4).toFixed(1)})`);
    });
  };

  const zoom = d3.zoom().scaleExtent([1, 24])
    // The page must still scroll over the map; the wheel zooms only while a key is pressed.
    .filter(event => event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button)
    .on("zoom", event => arrange(event.transform));
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const moved = () => svg.transition().duration(isStill ? 0 : 400);
  // One unit of the drawing is one pixel, so that text stays readable on a phone.
  const fit = () => {
    const available = Math.max(280, Math.floor(element("drawing").clientWidth));
    if (available === width) {
      return;
    }
    width = available;
    height = Math.round(Math.max(360, Math.min(680, width * 0.62)));
    const margin = Math.min(48, width / 12);
    x.range([margin, width - margin]);
    y.range([height - margin, margin]);
    radius.range([0, Math.max(14, Math.min(30, width / 34))]);
    svg.attr("viewBox", `0 0 ${width} ${height}`);
    zoom.extent([[0, 0], [width, height]]).translateExtent([[0, 0], [width, height]]);
    svg.call(zoom.transform, d3.zoomIdentity);
  };
  svg.call(zoom);
  fit();
  addEventListener("resize", fit);
  element("nearer").addEventListener("click", () => moved().call(zoom.scaleBy, 1.7));
  element("farther").addEventListener("click", () => moved().call(zoom.scaleBy, 1 / 1.7));
  element("whole").addEventListener("click", () => moved().call(zoom.transform, d3.zoomIdentity));

  // A dot is answered where it is; #chosen says the same to those who do not see it.
  const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
  tip.setAttribute("aria-hidden", "true");
  element("drawing").append(tip);
  const point = (event, text) => {
    const box = element("drawing").getBoundingClientRect();
    tip.textContent = text;
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.max(half, Math.min(box.width - half, event.clientX - box.left))}px`;
    tip.style.top = `${event.clientY - box.top}px`;
  };
  const chosen = element("chosen");
  const describe = cluster => chosen.replaceChildren(
    view.link(cluster.label, cluster.page),
    `: ${cluster.printed.repos}, ${cluster.printed.velocity7d} stars a day${cluster.isForming ? ", forming" : ""}.`);
  const describeDot = row => chosen.replaceChildren(
    view.link(row.name, row.page ?? row.github), `: ${row.printed.stars} stars, ${row.printed.velocity7d} a day over the week, ${row.tier}.`);

  const choose = (id, isZoomed) => {
    state.cluster = id;
    element("cluster").value = id;
    circles.classed("chosen", cluster => cluster.id === id);
    dots.classed("faint", row => id !== "" && row.cluster !== id);
    const cluster = byId.get(id);
    if (cluster) {
      describe(cluster);
      if (isZoomed) {
        moved().call(zoom.transform, d3.zoomIdentity.translate(width / 2, height / 2).scale(4).translate(-x(cluster.x), -y(cluster.y)));
      }
    } else {
      chosen.textContent = "All clusters.";
      moved().call(zoom.transform, d3.zoomIdentity);
    }
    redraw();
  };
  /** Shows one field on the map and in the table. */
  const chooseField = field => {
    state.field = field;
    element("field").value = field;
    circles.classed("faint", cluster => field !== "" && cluster.field !== field);
    dots.classed("faint", row => field !== "" && byId.get(row.cluster)?.field !== field);
    redraw();
  };
  circles.on("click", (event, cluster) => choose(cluster.id === state.cluster ? "" : cluster.id, false))
    .on("pointerenter", (event, cluster) => {
      describe(cluster);
      point(event, `${cluster.label}: ${cluster.printed.repos}, ${cluster.printed.velocity7d} stars a day`);
    })
    .on("pointerleave", () => { tip.hidden = true; });
  const showDot = (event, row) => {
    describeDot(row);
    point(event, `${row.name}: ${row.printed.stars} stars, ${row.printed.velocity7d} a day`);
  };
  dots.on("pointerenter", showDot).on("click", showDot).on("pointerleave", () => { tip.hidden = true; });

  // ---- the controls
  fill(element("cluster"), data.clusters.map(cluster => [cluster.id, cluster.label]).sort((left, right) => compare(left[1], right[1])));
  fill(element("language"), [...new Set(rows.map(row => row.language ?? "none"))].sort(compare).map(language => [language, language]));
  const fields = [...new Set(data.clusters.map(cluster => cluster.field).filter(field => field))].sort(compare);
  fill(element("field"), fields.map(field => [field, field]));
  element("field").parentElement.hidden = fields.length === 0;
  element("field").addEventListener("change", event => chooseField(event.target.value));
  element("cluster").addEventListener("change", event => choose(event.target.value, true));
  const form = element("filters");
  for (const name of ["words", "language", "tier", "most"]) {
    element(name).addEventListener("input", event => {
      state[name] = event.target.value;
      redraw();
    });
  }
  element("further").addEventListener("click", () => {
    shown += step;
    drawTable();
  });

  /** Takes over what the address asks for; what this page does not know is left out. */
  const readAddress = () => {
    const asked = view.asked();
    Object.assign(state, initial);
    for (const name of ["words", "language", "tier", "most"]) {
      element(name).value = asked.get(name) ?? "";
      state[name] = element(name).value;
    }
    if (columns.includes(asked.get("sort"))) {
      state.key = asked.get("sort");
    }
    state.isFalling = asked.get("order") === "falling";
    const field = fields.includes(asked.get("field")) ? asked.get("field") : "";
    const cluster = byId.has(asked.get("cluster")) ? asked.get("cluster") : "";
    if (field || element("field").value) {
      chooseField(field);
    }
    if (cluster || element("cluster").value) {
      choose(cluster, cluster !== "");
    }
    redraw();
  };
  addEventListener("hashchange", readAddress);

  view.filters(form, () => {
    Object.assign(state, initial);
    chooseField("");
    choose("", false);
  });
  readAddress();
})();
