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

// Who signs in or out leaves no copy of his fields to the next one: 记一笔 looks at this mark before it shows anything.
document.addEventListener('submit', (event) => {
  if (!/^\/sign-(in|out)$/.test(event.target.getAttribute('action') ?? '')) return;
  try { localStorage.setItem('nongyou-left', '1'); } catch { /* then it keeps no copy either */ }
});

// Coming back with the back button: the form may be sent again.
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => { delete form.dataset.sent; });
});

// Boxes that belong together are ticked at once, and cleared.
document.querySelectorAll('[data-pick] .ny-pickall').forEach((all) => {
  all.hidden = false;
  all.addEventListener('click', (event) => {
    const button = event.target.closest('[data-all]');
    if (!button) return;
    all.closest('[data-pick]').querySelectorAll('input[type=checkbox]').forEach((box) => { box.checked = button.dataset.all === 'yes'; });
  });
});

// On a phone a row of a table is a small card: each cell under its column's heading, which it takes along here.
const carryHeadings = () => document.querySelectorAll('table.ny-table:not([data-cells])').forEach((table) => {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...table.tBodies, ...(table.tFoot ? [table.tFoot] : [])].flatMap((body) => [...body.rows]);
  // Wide tables of figures are compared down their columns: they stay tables and are moved sideways.
  if (heads.length < 3 || heads.length > 8 || table.tHead.rows.length > 1) return;
  const plain = (row) => [...row.cells].every((cell) => cell.rowSpan === 1) && [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0) === heads.length;
  if (heads.some((head) => head.colSpan > 1) || !rows.every(plain)) return;
  rows.forEach((row) => {
    let column = 0;
    for (const cell of row.cells) {
      if (column > 0) cell.dataset.head = heads[column].textContent.trim();
      column += cell.colSpan;
    }
  });
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
