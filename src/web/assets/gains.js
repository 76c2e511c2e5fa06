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
  if (summary !== null) {
    // What an address named before it was sent, as the skip link does, would take the focus when the page has loaded.
    if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
    summary.focus();
    window.addEventListener('load', function () {
      summary.focus();
    });
  }

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

  /** What another page of ours has in its middle, put in place of this one's. */
  function show(text) {
    const other = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
    const main = document.querySelector('main');
    if (other === null || main === null) return null;
    main.replaceWith(document.importNode(other, true));
    document.dispatchEvent(new Event('plumbline:shown'));
    return document.querySelector('main');
  }

  /** A file on its way: how much of it was sent. Without script the browser says so itself. */
  document.addEventListener('submit', function (event) {
    const form = event.target;
    const file = form.querySelector('input[type=file]');
    if (event.defaultPrevented || file === null || file.files.length === 0) return;
    event.preventDefault();
    const bar = document.createElement('progress');
    bar.className = 'pl-progress';
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', 'Sent');
    const words = document.createElement('p');
    words.setAttribute('role', 'status');
    words.textContent = 'Sending the file.';
    form.append(words, bar);
    const request = new XMLHttpRequest();
    let told = 0;
    request.upload.addEventListener('progress', function (sent) {
      if (!sent.lengthComputable) return;
      bar.value = Math.floor((sent.loaded / sent.total) * 100);
      // Said in quarters: a reader of screens must not be talked over.
      if (bar.value - told < 25) return;
      told = bar.value - (bar.value % 25);
      words.textContent = String(told) + ' % sent.';
    });
    request.addEventListener('load', function () {
      const type = request.getResponseHeader('Content-Type') || '';
      // What an answer is from has no part of a page behind it.
      const here = location.href.split('#')[0];
      if (request.status < 300 && request.responseURL.split('#')[0] !== here) {
        location.assign(request.responseURL);
      } else if (type.startsWith('text/html')) {
        const main = show(request.responseText);
        const wrong = document.querySelector('[data-error-summary]');
        if (wrong !== null) wrong.focus();
        else if (main !== null) main.focus();
      } else location.reload();
    });
    request.addEventListener('error', function () {
      bar.remove();
      words.textContent = 'The connection broke off. Send the file again: nothing is taken twice.';
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    });
    request.open('POST', form.action);
    request.send(new FormData(form));
  });
})();
