// Two minutes before a session ends its page says so, with one control to stay. Without script the time stands on each page.
(function () {
  'use strict';

  const AHEAD_MS = 2 * 60 * 1000;
  const who = document.querySelector('[data-ends-at]');
  if (who === null) return;
  let shown = null;

  /** When the session ends; asking for it by itself keeps no session going, being asked by somebody does. */
  async function endsAt(isAsked) {
    const headers = isAsked ? {} : { 'X-Plumbline-Unattended': '1' };
    const answer = await fetch('/session', { headers, cache: 'no-store' });
    return answer.ok ? (await answer.json()).endsAt : null;
  }

  function wait(until) {
    setTimeout(look, Math.max(1000, until - AHEAD_MS - Date.now()));
  }

  async function look() {
    // Another page of the same session may have been used meanwhile.
    const until = await endsAt(false).catch(function () {
      return null;
    });
    if (until === null) {
      warn('Your session has ended. What you typed stays here until you leave the page.', false);
    } else if (until - Date.now() > AHEAD_MS + 1000) {
      wait(until);
    } else {
      // By the clock of California, as the page itself names it.
      const at = new Date(until).toLocaleTimeString('en-US', {
        timeZone: 'America/Los_Angeles',
        hourCycle: 'h23',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
      });
      warn('Your session ends at ' + at + '.', true);
      setTimeout(look, Math.max(1000, until - Date.now() + 1000));
    }
  }

  function warn(text, canStay) {
    if (shown !== null) shown.remove();
    shown = document.createElement('section');
    shown.className = 'usa-alert usa-alert--warning';
    shown.id = 'session-end';
    shown.setAttribute('role', 'alert');
    const body = document.createElement('div');
    body.className = 'usa-alert__body';
    const said = document.createElement('p');
    said.className = 'usa-alert__text';
    said.textContent = text;
    body.append(said);
    if (canStay) body.append(stayButton());
    shown.append(body);
    document.querySelector('main').prepend(shown);
  }

  function stayButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'usa-button';
    button.textContent = 'Stay signed in';
    button.addEventListener('click', function () {
      void endsAt(true).then(function (until) {
        if (until === null) return;
        shown.remove();
        shown = null;
        wait(until);
      });
    });
    return button;
  }

  wait(Number(who.dataset.endsAt));
})();
