// One customer: tabs of records, and values in clear that are taken away again.
import {say} from './frame.js';

const SECOND = 1000;
const TICK = 250;

/** What is in clear now, with the timer of each. */
const shown = new Map();

function takeAway(part) {
  clearInterval(shown.get(part));
  shown.delete(part);
  const field = part.closest('.field');
  const hadFocus = part.contains(document.activeElement);
  part.remove();
  if (hadFocus) {
    field?.querySelector('summary')?.focus();
  }
}

function takeAllAway() {
  [...shown.keys()].forEach(takeAway);
  document.querySelectorAll('[data-revealed]').forEach(part => part.remove());
}

/** Counts down what stands beside the value, and takes it away at the end. */
function begin(part) {
  const end = Date.now() + Number(part.dataset.seconds) * SECOND;
  const left = part.querySelector('[data-left]');
  const bar = part.querySelector('progress');
  shown.set(part, setInterval(() => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / SECOND));
    left.textContent = String(seconds);
    bar.value = seconds;
    if (seconds === 0 || !part.isConnected) {
      takeAway(part);
    }
  }, TICK));
  part.querySelector('[data-hide]').addEventListener('click', () => takeAway(part));
  const asked = part.closest('.field')?.querySelector('details.reveal');
  if (asked) {
    asked.open = false;
    asked.querySelector('form').reset();
  }
  if (document.hidden) {
    takeAway(part);
    return;
  }
  part.focus();
}

/** The value goes to the clipboard only once the server has it in the log. */
async function copy(form) {
  const part = form.closest('[data-revealed]');
  if (part === null || !part.isConnected) {
    say(form.dataset.gone, true);
    return;
  }
  await navigator.clipboard.writeText(part.dataset.revealed);
  say(form.dataset.copied);
}

function open(tab) {
  takeAllAway();
  for (const other of tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')) {
    const isChosen = other === tab;
    other.setAttribute('aria-selected', String(isChosen));
    other.classList.toggle('active', isChosen);
    other.tabIndex = isChosen ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !isChosen;
  }
  const only = document.getElementById(tab.getAttribute('aria-controls')).querySelector('[data-first]');
  if (only !== null) {
    only.open = true;
  }
}

function next(tab, key) {
  const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const at = tabs.indexOf(tab);
  return {
    ArrowRight: tabs[(at + 1) % tabs.length],
    ArrowLeft: tabs[(at - 1 + tabs.length) % tabs.length],
    Home: tabs[0],
    End: tabs[tabs.length - 1],
  }[key];
}

document.querySelectorAll('[role="tab"]').forEach(tab => {
  tab.addEventListener('click', () => open(tab));
  tab.addEventListener('keydown', event => {
    const other = next(tab, event.key);
    if (other !== undefined) {
      event.preventDefault();
      open(other);
      other.focus();
    }
  });
});

document.body.addEventListener('htmx:load', ({detail}) => {
  if (detail.elt.matches?.('[data-revealed]')) {
    begin(detail.elt);
  }
});
document.body.addEventListener('htmx:afterRequest', ({target, detail}) => {
  const form = detail.elt.closest?.('[data-copy]') ?? target.closest?.('[data-copy]');
  if (form && detail.successful) {
    copy(form);
  }
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    takeAllAway();
  }
});
window.addEventListener('pagehide', takeAllAway);
