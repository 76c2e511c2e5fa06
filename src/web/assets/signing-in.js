// What the pages for signing in gain by script: a link's code in its field, and passkeys.
(function () {
  'use strict';

  /** The code of a link stands behind `#`, which no server is sent; it is taken out of the address bar at once. */
  const field = document.querySelector('form[data-act="UseLink"] input[name="link"]');
  if (field !== null && location.hash.length > 1) {
    field.value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
  }

  const knowsPasskeys =
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

  async function post(address, token, body) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Plumbline-Token': token },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      const problem = await answer.json().catch(function () {
        return {};
      });
      throw new Error(problem.detail || 'The service did not take it: try again.');
    }
    return answer.json();
  }

  async function use(box) {
    const { passkey, ask, answer, token } = box.dataset;
    const options = await post(ask, token, {});
    const made =
      passkey === 'create'
        ? await navigator.credentials.create({
            publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
          })
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
          });
    const label = box.querySelector('#passkey-label');
    const sent = { response: made.toJSON(), label: label === null ? '' : label.value };
    const { to, codes } = await post(answer + location.search, token, sent);
    if (codes === undefined) location.assign(to);
    else showCodes(codes, to);
  }

  /** Ten codes that no address is to be asked for again. */
  function showCodes(codes, to) {
    const main = document.querySelector('main');
    main.replaceChildren();
    const heading = document.createElement('h1');
    heading.textContent = 'Your recovery codes';
    const intro = document.createElement('p');
    intro.textContent =
      'They are shown this once. Print them or write them down, and keep them where only you look.';
    const list = document.createElement('ol');
    list.id = 'recovery-codes';
    for (const code of codes) {
      const item = document.createElement('li');
      item.textContent = code;
      list.append(item);
    }
    const link = document.createElement('a');
    link.className = 'usa-button';
    link.href = to;
    link.textContent = 'I have kept them: go on';
    main.append(heading, intro, list, link);
    main.focus();
  }

  for (const box of document.querySelectorAll('[data-passkey]')) {
    if (!knowsPasskeys) continue;
    box.hidden = false;
    const button = box.querySelector('button');
    const said = box.querySelector('[role="status"]');
    button.addEventListener('click', function () {
      button.setAttribute('aria-disabled', 'true');
      said.textContent = '';
      use(box).catch(function (error) {
        button.removeAttribute('aria-disabled');
        said.textContent =
          error.name === 'NotAllowedError'
            ? 'The device gave no passkey, or took too long: try again, or use a code.'
            : error.message;
      });
    });
  }
})();
