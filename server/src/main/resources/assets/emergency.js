// Breaking the glass: at once, and only after the reader has been told what happens.
import {call} from './calls.js';
import {button, element, section, submit} from './elements.js';
import {attempt, onSubmit} from './frame.js';
import {proven} from './proof.js';
import {purposeAndTicket} from './wishes.js';
import {word} from './words.js';

export function emergencySection(own, changed) {
  const purposes = own.purposes.filter(purpose => purpose.access === 'break_glass');
  if (purposes.length === 0) {
    return section(word('access.break'), element('p', {class: 'text-secondary'}, word('access.none-glass')));
  }
  const form = element('form', {method: 'post'}, ...purposeAndTicket(purposes), submit(word('access.break-on')));
  onSubmit(form, async given => {
    if (await isMeant(given)) {
      await changed(word('access.was-broken'));
    }
  });
  return section(word('access.break'), element('p', {class: 'hint'}, word('access.break-told')), form);
}

/** Asks once more, and breaks it; false if the reader thinks better of it. */
function isMeant(emergency) {
  return new Promise(resolve => {
    let isDone = false;
    const now = button(word('access.break-now'), {class: 'danger'});
    const dialog = element('dialog', {'aria-labelledby': 'break-title', close: () => {
      dialog.remove();
      resolve(isDone);
    }});
    now.addEventListener('click', () => attempt(now, async () => {
      await proven(() => call('POST', '/v1/access/break-glass', emergency));
      isDone = true;
      dialog.close();
    }));
    dialog.append(
      element('h2', {id: 'break-title'}, word('access.break-title')),
      element('p', {class: 'message', role: 'status', 'aria-live': 'polite', tabindex: '-1'}),
      element('ul', {},
        element('li', {}, word('access.break-administrators')),
        element('li', {}, word('access.break-records')),
        element('li', {}, word('access.break-minutes')),
        element('li', {}, word('access.break-review'))),
      now,
      button(word('access.keep'), {click: () => dialog.close()}));
    document.body.append(dialog);
    dialog.showModal();
  });
}
