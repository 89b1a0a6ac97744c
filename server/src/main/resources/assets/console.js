// What every page does: its menu, signing out, times as people read them, and requests of htmx that need proof.
import {attempt, leave, say} from './frame.js';
import {call, SIGNED_OUT} from './calls.js';
import {localMoments} from './dates.js';
import {isProvable, prove} from './proof.js';
import './receipts.js';
import {word} from './words.js';

const body = document.body;
const waiting = document.getElementById('waiting');

function openMenu(button) {
  const isOpen = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!isOpen));
  body.classList.toggle('menu-open', !isOpen);
}

/** Repeats what was refused, with all that was sent: also the button that was pressed, which htmx has forgotten by now. */
function repeat({verb, path, elt, target, headers, formData}) {
  const swap = elt.closest('[hx-swap]')?.getAttribute('hx-swap') ?? undefined;
  return window.htmx.ajax(verb, path, {source: elt, target, swap, headers, values: formData});
}

/** Whether a page asks by itself, without anybody having pressed anything. */
function isUnattended({requestConfig}) {
  return 'Strongroom-Unattended' in requestConfig.headers;
}

/** Nobody is there to be asked: a session that is over leads to the way in, and anything else is waited for. */
function goOnWaiting(code) {
  if (SIGNED_OUT.includes(code)) {
    leave('#ended');
  } else {
    waiting.hidden = false;
  }
}

async function refused({detail}) {
  const code = detail.xhr.getResponseHeader('Strongroom-Code');
  if (isUnattended(detail)) {
    goOnWaiting(code);
    return;
  }
  if (isProvable(code)) {
    await attempt(detail.elt, async () => {
      await prove(code);
      await repeat(detail.requestConfig);
    });
    return;
  }
  tell(detail.elt, detail.xhr);
}

function tell(part, answer) {
  const parsed = new DOMParser().parseFromString(answer.responseText, 'text/html');
  const wait = answer.getResponseHeader('Retry-After');
  const told = parsed.querySelector('.refused')?.textContent ?? word('frame.unreachable');
  const member = answer.getResponseHeader('Strongroom-Member');
  if (member !== null) {
    part.querySelector(`[name="${CSS.escape(member)}"]`)?.setAttribute('aria-invalid', 'true');
  }
  say(wait === null ? told : word('frame.wait', {seconds: wait}), true);
}

function unmark({target, detail}) {
  if (isUnattended(detail)) {
    return;
  }
  say('');
  target.querySelectorAll?.('[aria-invalid]').forEach(wrong => wrong.removeAttribute('aria-invalid'));
}

function readySignOut(button) {
  if (button === null) {
    return;
  }
  button.disabled = false;
  button.addEventListener('click', () => attempt(button, async () => {
    await call('DELETE', '/v1/me/session');
    leave('#signed-out');
  }));
}

body.addEventListener('htmx:beforeRequest', unmark);
body.addEventListener('htmx:responseError', refused);
body.addEventListener('htmx:sendError', ({detail}) => {
  if (isUnattended(detail)) {
    waiting.hidden = false;
  } else {
    say(word('frame.unreachable'), true);
  }
});
body.addEventListener('htmx:afterRequest', ({detail}) => {
  if (detail.successful) {
    waiting.hidden = true;
    detail.elt.closest('form[data-once]')?.reset();
  }
});
// What is on its way already is not sent once more, however often a button is pressed
body.addEventListener('htmx:confirm', event => {
  const form = event.target.closest('form');
  if (form !== null && (form.matches('.htmx-request') || form.querySelector('.htmx-request') !== null)) {
    event.preventDefault();
  }
});
// What was pressed may be gone: the reader is where it is told how it ended
body.addEventListener('htmx:oobAfterSwap', ({target}) => {
  if (target.id === 'message') {
    target.focus();
  }
});
body.addEventListener('htmx:load', ({detail}) => localMoments(detail.elt));
body.addEventListener('click', ({target}) => {
  const asked = target.closest('[data-prove]');
  if (asked !== null) {
    attempt(asked, async () => {
      await prove(document.querySelector('[data-refusal]').dataset.refusal);
      location.reload();
    });
  }
});

document.getElementById('menu-button')?.addEventListener('click', ({currentTarget}) => openMenu(currentTarget));
readySignOut(document.getElementById('sign-out'));
window.addEventListener('pageshow', event => {
  if (event.persisted) {
    location.reload();
  }
});
localMoments(document);
