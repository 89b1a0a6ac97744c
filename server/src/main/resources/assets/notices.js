// What happened to the account.
import {moment} from './dates.js';
import {element, heading, list, section} from './elements.js';
import {word} from './words.js';

export function noticesSection(notices) {
  const items = notices.map(notice => element('li', {},
    heading(notice.subject),
    element('p', {class: 'hint'}, moment(notice.createdAt)),
    element('p', {class: 'notice'}, notice.text)));
  return section(word('notices.title'), list(items, word('notices.none')));
}
