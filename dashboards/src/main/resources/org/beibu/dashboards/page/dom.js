// Elements from text alone: nothing here, or anywhere on the page, parses HTML out of data.

/** An HTML element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function vector(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children);
  return node;
}

/** Sets text only when it differs, so that an unchanged table costs no layout. */
export function setText(node, value) {
  if (node.textContent !== value) node.textContent = value;
}

/** Sets or removes an attribute only when it differs. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/** Whether the page is drawn dark, by choice or by the system. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** A link inside the page; onOpen follows a plain click, the browser any other. */
export function link(address, words, onOpen, attributes = {}) {
  const anchor = element('a', { href: address, ...attributes }, words);
  anchor.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen();
  });
  return anchor;
}

/** A table: heads [{ words, left, title }], rows of cells (text or nodes), attributes for each row. */
export function table(heads, rows, { caption = null, list = null, attributes = () => ({}) } = {}) {
  const place = (i) => (heads[i].left ? 'left' : null);
  return element('table', { class: 'grid', 'data-list': list },
    caption === null ? '' : element('caption', { class: 'visually-hidden' }, caption),
    element('thead', {}, element('tr', {}, ...heads.map((head, i) => element('th',
      { scope: 'col', class: place(i), title: head.title }, head.words)))),
    element('tbody', {}, ...rows.map((cells, row) => element('tr', attributes(row),
      ...cells.map((cell, i) => element(i === 0 ? 'th' : 'td',
        { scope: i === 0 ? 'row' : null, class: place(i) }, ...[cell].flat()))))));
}

/** What stands where there is nothing to show, and why. */
export const empty = (words, attributes = {}) => element('p', { class: 'empty', ...attributes }, words);
