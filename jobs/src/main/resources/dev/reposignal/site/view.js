// What the pages share that show a selection: links made of text, forms that stay on the page, and the selection in the address.
globalThis.view = {
  /** A link, or the bare text where there is no address. Text is inserted as text, never as markup. */
  link(text, address) {
    const inner = Object.assign(document.createElement("bdi"), { textContent: text });
    if (!address) {
      return inner;
    }
    const anchor = document.createElement("a");
    anchor.href = address;
    anchor.append(inner);
    return anchor;
  },

  /** Shows a form that filters; it is never sent, and reset runs once its fields are empty. */
  filters(form, reset) {
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(reset));
    form.hidden = false;
  },

  /** What the address asks for: behind # where this page wrote it, behind ? where a link leads here. */
  asked() {
    return new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
  },

  /** Writes the selection into the address, so that it can be shared. */
  remember(changed) {
    const text = new URLSearchParams(changed).toString();
    history.replaceState(null, "", text ? location.pathname + "#" + text : location.pathname);
  }
};
