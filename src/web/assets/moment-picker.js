// Beside each field for a moment, a calendar that fills it. The field stays: it takes positions and versions, too.
(function () {
  'use strict';

  for (const field of document.querySelectorAll('form[data-act="as-of"] input[name="asOf"]')) {
    const label = document.createElement('label');
    label.className = 'usa-label';
    label.htmlFor = field.id + '-day';
    label.textContent = 'or a day';
    const day = document.createElement('input');
    day.type = 'date';
    day.className = 'usa-input';
    day.id = label.htmlFor;
    day.max = new Date().toISOString().slice(0, 10);
    if (/^\d{4}-\d\d-\d\d$/u.test(field.value)) day.value = field.value;
    day.addEventListener('change', function () {
      if (day.value !== '') field.value = day.value;
    });
    const part = document.createElement('div');
    part.append(label, day);
    field.parentElement.after(part);
  }
})();
