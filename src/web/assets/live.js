// A page that shows something under way is told what is new in it. Without script it asks for itself anew every few seconds.
(function () {
  'use strict';

  const main = document.querySelector('main[data-live]');
  if (main === null) return;
  const said = document.querySelector('#said');
  const SAID_EVERY_MS = 5000;
  const AGAIN_MS = 5000;
  let saidAt = 0;

  /** Puts what is new in place of what is shown; whoever had the focus in it keeps it. */
  function show(html) {
    const focused = main.contains(document.activeElement) ? document.activeElement.id : '';
    const parts = new DOMParser().parseFromString(html, 'text/html').body.childNodes;
    main.replaceChildren(...parts);
    if (focused !== '') document.getElementById(focused)?.focus();
    document.dispatchEvent(new Event('plumbline:shown'));
    announce(false);
  }

  function announce(isLast) {
    const status = main.querySelector('[role="status"]');
    const now = Date.now();
    if (said === null || (!isLast && now - saidAt < SAID_EVERY_MS)) return;
    saidAt = now;
    said.textContent = status === null ? 'The page is complete.' : status.textContent;
  }

  function end(why) {
    if (why === 'done') {
      delete main.dataset.live;
      announce(true);
    } else if (why === 'again') void follow();
    else if (why === 'stopping') later();
    else location.reload();
  }

  function later() {
    setTimeout(function () {
      void follow();
    }, AGAIN_MS);
  }

  /** One event of the stream: its name and its data are on a line each. */
  function take(text) {
    const name = /^event: (.*)$/mu.exec(text)?.[1];
    const data = /^data: (.*)$/mu.exec(text)?.[1] ?? '';
    if (name === 'page') show(JSON.parse(data));
    if (name === 'end') end(data);
    return name === 'end';
  }

  async function follow() {
    try {
      const answer = await fetch(location.href, {
        headers: { Accept: 'text/event-stream', 'X-Plumbline-Unattended': '1' },
        cache: 'no-store',
      });
      const isStream = (answer.headers.get('Content-Type') ?? '').startsWith('text/event-stream');
      if (!isStream) return later();
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return later();
        const events = (rest + value).split('\n\n');
        rest = events.pop();
        for (const each of events) if (take(each)) return;
      }
    } catch {
      later();
    }
  }

  void follow();
})();
