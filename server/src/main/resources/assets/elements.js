// Builds parts of pages. Text goes in as text and is never read as markup.
import {word} from './words.js';

const BUTTONS = {'': '', main: 'btn-primary', danger: 'btn-outline-danger'};

let drawn = 0;

/** An element with attributes, listeners (functions) and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name, value);
    } else if (value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** Somebody else's text on one line: what cannot be seen, or turns around what stands beside it, is written out. */
export function written(text) {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, hidden =>
    `U+${hidden.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

/** A labelled input, with a hint below it if there is one. */
export function field(label, attributes, hint) {
  drawn += 1;
  const id = `field-${drawn}`;
  const described = hint ? {'aria-describedby': `${id}-hint`} : {};
  const parts = [
    element('label', {for: id, class: 'form-label'}, label),
    element('input', {id, type: 'text', class: 'form-control', required: '', ...described, ...attributes}),
  ];
  return hint ? [...parts, element('p', {id: `${id}-hint`, class: 'hint'}, hint)] : parts;
}

/** A labelled list to choose one from; options are values with their texts. */
export function choice(label, attributes, options, chosen) {
  drawn += 1;
  const id = `field-${drawn}`;
  return [
    element('label', {for: id, class: 'form-label'}, label),
    element('select', {id, class: 'form-select', ...attributes}, ...options.map(([value, text]) =>
      element('option', {value, selected: value === chosen ? '' : undefined}, text))),
  ];
}

/** Boxes to tick, under one heading; the sentence if there are none. */
export function choices(legend, name, options, ticked, none = '') {
  const boxes = options.map(([value, text]) => {
    drawn += 1;
    const id = `field-${drawn}`;
    const checked = ticked.includes(value) ? {checked: ''} : {};
    return element('div', {class: 'choice'},
      element('input', {id, type: 'checkbox', class: 'form-check-input', name, value, ...checked}), element('label', {for: id}, text));
  });
  return element('fieldset', {},
    element('legend', {}, legend),
    boxes.length === 0 ? element('p', {class: 'hint'}, none) : element('div', {class: 'choices'}, ...boxes));
}

export function codeField(label) {
  return field(label, {name: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: 'false'});
}

export function labelField(value = '') {
  return field(word('frame.label'), {name: 'label', maxlength: '60', autocomplete: 'off', value}, word('frame.label-hint'));
}

export function submit(text) {
  return element('button', {type: 'submit', class: 'btn btn-primary'}, text);
}

/** @param kind `main`, `danger` or nothing */
export function button(text, {class: kind = '', ...attributes} = {}) {
  return element('button', {type: 'button', class: `btn ${BUTTONS[kind]}`, ...attributes}, text);
}

/** Something that opens on demand, and closes again. */
export function unfolding(text, label, ...children) {
  return element('details', {}, element('summary', {'aria-label': label}, text), ...children);
}

export function section(title, ...children) {
  return element('section', {class: 'card'},
    element('div', {class: 'card-body'}, element('h2', {class: 'card-title'}, title), ...children));
}

/** The items as a list, or the sentence if there are none. */
export function list(items, none) {
  if (items.length === 0) {
    return element('p', {class: 'text-secondary'}, none);
  }
  items.forEach(item => item.classList.add('list-group-item'));
  return element('ul', {class: 'list-group list-group-flush things'}, ...items);
}

/** What an item of a list is called, with badges beside it. */
export function heading(title, ...badges) {
  return element('div', {class: 'thing-heading'}, element('h3', {}, title), ...badges);
}

/** @param tone `good`, `waiting`, `bad` or nothing */
export function badge(text, tone = '') {
  return element('span', {class: `badge ${tone}`}, text);
}

export function actions(...buttons) {
  return element('div', {class: 'btn-list'}, ...buttons);
}

/** Has the browser keep something as a file. */
export function keep(content, name) {
  const address = URL.createObjectURL(content);
  element('a', {href: address, download: name}).click();
  URL.revokeObjectURL(address);
}
