// Choosing roles and purposes, from those there are.
import {choices} from './elements.js';
import {word} from './words.js';

/** What the built-in roles allow; the catalog says it of the others. */
const BUILT_IN = {
  'administrator': 'rights.administrator',
  'assigner': 'rights.assigner',
  'auditor': 'rights.auditor',
  'backup-operator': 'rights.backup-operator',
  'customer-inviter': 'rights.customer-inviter',
  'eraser': 'rights.eraser',
  'exporter': 'rights.exporter',
  'log-reader': 'rights.log-reader',
  'privacy-officer': 'rights.privacy-officer',
  'tokenizer': 'rights.tokenizer',
};

const ACCESS = {approved: 'rights.approved', 'break_glass': 'rights.break-glass'};

function roleText({name, title}) {
  return `${title ?? word(BUILT_IN[name])} (${name})`;
}

function purposeText({name, title, access}) {
  return `${title} (${name})${access in ACCESS ? ` · ${word(ACCESS[access])}` : ''}`;
}

/** What somebody holds and the catalog has no more stays visible: it would be lost unseen otherwise. */
function options(there, held, text) {
  const gone = held.filter(name => !there.some(one => one.name === name));
  return [...there.map(one => [one.name, text(one)]), ...gone.map(name => [name, word('rights.gone', {name})])];
}

/** Boxes to tick for every role and purpose, ticked where they are held. */
export function rightsFields(names, held = {roles: [], purposes: []}) {
  return [
    choices(word('people.roles'), 'roles', options(names.roles, held.roles, roleText), held.roles),
    choices(
      word('people.purposes'), 'purposes', options(names.purposes, held.purposes, purposeText), held.purposes,
      word('rights.no-purposes')),
  ];
}

export function chosenRights(form) {
  const data = new FormData(form);
  return {roles: data.getAll('roles'), purposes: data.getAll('purposes')};
}
