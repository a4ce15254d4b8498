// Makes the headings of a sortable table buttons. A number sorts by its first figure, a text by its letters; unknown values come last.
(() => {
  "use strict";
  const compare = new Intl.Collator("en", { sensitivity: "base", numeric: true }).compare;
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.querySelector("tbody");
    const rows = [...body.rows];
    const headings = [...table.querySelectorAll("thead th")];
    let sorted = -1;
    let isFalling = false;
    const number = text => {
      const value = parseFloat(text.replace(/[,+]/g, "").replace("−", "-"));
      return Number.isNaN(value) ? null : value;
    };
    const valueOf = (row, column) => {
      const cell = row.cells[column];
      return cell.classList.contains("number")
        ? number(cell.textContent)
        : cell.textContent.trim() || null;
    };
    const sort = column => {
      const isNumber = headings[column].classList.contains("number");
      isFalling = sorted === column ? !isFalling : isNumber && !headings[column].textContent.includes("rank");
      sorted = column;
      const ordered = rows.map((row, order) => ({ row, order, value: valueOf(row, column) })).sort((left, right) => {
        if (left.value === null || right.value === null) {
          return (left.value === null) - (right.value === null) || left.order - right.order;
        }
        const rising = isNumber ? left.value - right.value : compare(left.value, right.value);
        return (isFalling ? -rising : rising) || left.order - right.order;
      });
      body.append(...ordered.map(each => each.row));
      headings.forEach((heading, index) => index === column
        ? heading.setAttribute("aria-sort", isFalling ? "descending" : "ascending")
        : heading.removeAttribute("aria-sort"));
    };
    headings.forEach((heading, column) => {
      if (rows.every(row => valueOf(row, column) === null)) {
        return;
      }
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: heading.textContent });
      button.addEventListener("click", () => sort(column));
      heading.replaceChildren(button);
    });
  }
})();
