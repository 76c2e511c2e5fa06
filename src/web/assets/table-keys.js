// In a table, up and down lead from a link to that of the next row, Home and End to the first and the last. No letter is a key.
(function () {
  'use strict';

  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  document.addEventListener('keydown', function (event) {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const link = event.target.closest('.pl-table tbody a');
    if (link === null) return;
    const cell = link.closest('td, th');
    const column = cell.cellIndex;
    // Rows that have a link in the same column; a heading over several columns is none of them.
    const links = Array.from(link.closest('table').querySelectorAll('tbody tr'), function (row) {
      return row.cells[column]?.querySelector('a') ?? null;
    }).filter(function (each) {
      return each !== null;
    });
    const at = links.indexOf(cell.querySelector('a'));
    const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
    if (next === undefined || next === link) return;
    event.preventDefault();
    next.focus();
  });
})();
