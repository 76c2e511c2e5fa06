// What pages gain by script. Each of them is complete without it.
(function () {
  'use strict';

  /** A button that was pressed waits for its answer: a second press sends nothing. */
  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (form.dataset.sent === 'yes') {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    for (const button of form.querySelectorAll('button')) {
      button.setAttribute('aria-disabled', 'true');
    }
  });

  /** A page that comes back from the browser's memory may be sent again. */
  window.addEventListener('pageshow', function () {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    }
  });

  /** A form that was refused: its summary has the focus. */
  const summary = document.querySelector('[data-error-summary]');
  if (summary !== null) summary.focus();

  /** Ids and hashes can be copied; what was copied is announced. */
  const said = document.querySelector('#said');
  function copies() {
    for (const button of document.querySelectorAll('button[data-copy][hidden]')) {
      button.hidden = false;
      button.addEventListener('click', function () {
        void navigator.clipboard.writeText(button.dataset.copy).then(function () {
          if (said !== null) said.textContent = 'Copied.';
        });
      });
    }
  }
  copies();
  document.addEventListener('plumbline:shown', copies);
})();
