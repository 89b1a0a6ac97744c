// Times as people read them, in the zone of their browser.
import {language} from './words.js';

export function moment(text) {
  return new Intl.DateTimeFormat(language(), {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(text));
}
