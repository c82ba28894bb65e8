// Small helps that every page shares. Pages work without it.
'use strict';

// After a refusal the summary takes the focus, so that a screen reader reads it and the eye finds it.
document.querySelector('.ny-errors')?.focus();

// A form is sent once: the second click of a double click finds the button busy.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  const button = event.submitter;
  if (button instanceof HTMLButtonElement && button.dataset.busy) {
    button.style.minWidth = button.offsetWidth + 'px';
    button.lastChild.textContent = button.dataset.busy;
    button.setAttribute('aria-busy', 'true');
  }
});

// Coming back with the back button: the form may be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => { delete form.dataset.sent; });
});

// On a phone a row of a table is a small card: each cell under its column's heading, which it takes along here.
const carryHeadings = () => document.querySelectorAll('table.ny-table:not(.ny-rows):not([data-cells])').forEach((table) => {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  // Wide tables of figures are compared down their columns: they stay tables and are moved sideways.
  if (heads.length < 3 || heads.length > 8 || table.tHead.rows.length > 1) return;
  if ([...heads, ...rows.flatMap((row) => [...row.cells])].some((cell) => cell.colSpan > 1 || cell.rowSpan > 1)) return;
  if (rows.some((row) => row.cells.length !== heads.length)) return;
  rows.forEach((row) => [...row.cells].forEach((cell, i) => { cell.dataset.head = heads[i].textContent.trim(); }));
  table.dataset.cells = 'yes';
});
carryHeadings();
document.addEventListener('htmx:load', carryHeadings);

// A table wider than its box is scrolled with the keys too.
const reachable = () => document.querySelectorAll('.ny-wrap, .ny-scroll, .ny-card').forEach((box) => {
  if (box.hasAttribute('tabindex') || box.scrollWidth <= box.clientWidth + 1 || getComputedStyle(box).overflowX === 'visible') return;
  box.tabIndex = 0;
  if (box.tagName === 'DIV') { box.setAttribute('role', 'group'); box.setAttribute('aria-label', '表格，可以左右移动'); }
});
reachable();
window.addEventListener('resize', reachable);
document.addEventListener('htmx:load', reachable);
