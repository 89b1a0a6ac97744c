// What every page has: its message, and actions that tell how they ended.
import {word} from './words.js';
import {call, Problem} from './calls.js';

/** Thrown by whoever stops an action half-way. */
export class Cancelled extends Error {}

/** Tells something where the reader is, and takes them there. */
export function say(text, isRefusal = false) {
  const place = document.querySelector('dialog[open] .message') ?? document.getElementById('message');
  place.textContent = text;
  place.classList.toggle('refusal', isRefusal);
  if (text !== '') {
    place.focus();
  }
}

/** Does something once, and tells why if it does not succeed. */
export async function attempt(part, action) {
  const buttons = part.matches('button') ? [part] : [...part.querySelectorAll('button')];
  buttons.forEach(button => { button.disabled = true; });
  say('');
  unmark(part);
  try {
    await action();
  } catch (failure) {
    refuse(part, failure);
  } finally {
    buttons.forEach(button => { button.disabled = false; });
  }
}

/** Has a form do something with what was filled in. Its buttons wait for that, or the browser would send it itself. */
export function onSubmit(form, action) {
  form.querySelectorAll('button').forEach(button => { button.disabled = false; });
  form.addEventListener('submit', event => {
    event.preventDefault();
    attempt(form, () => action(Object.fromEntries(new FormData(form))));
  });
  return form;
}

function refuse(part, failure) {
  if (failure.isSignedOut && document.getElementById('sign-out') !== null) {
    leave('#ended');
    return;
  }
  mark(part, failure.member);
  say(reason(failure), true);
}

function reason(failure) {
  if (failure instanceof Cancelled) {
    return word('frame.cancelled');
  }
  if (failure.waitSeconds !== undefined) {
    return word('frame.wait', {seconds: failure.waitSeconds});
  }
  if (failure instanceof DOMException) {
    return word('frame.stopped');
  }
  return failure instanceof Problem ? failure.message : word('frame.unreachable');
}

function mark(part, member) {
  const wrong = member === undefined ? null : part.querySelector(`[name="${CSS.escape(member)}"]`);
  wrong?.setAttribute('aria-invalid', 'true');
}

function unmark(part) {
  part.querySelectorAll('[aria-invalid]').forEach(wrong => wrong.removeAttribute('aria-invalid'));
}

/** To the way in, so that going back does not lead here again. */
export function leave(fragment = '') {
  document.getElementById('main').replaceChildren();
  location.replace(`/sign-in${fragment}`);
}

/** Who is signed in. */
export function whoIsHere() {
  return call('GET', '/v1/me');
}
