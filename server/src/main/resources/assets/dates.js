// Times as people read them, in the zone of their browser.
import {language} from './words.js';

export function moment(text) {
  return new Intl.DateTimeFormat(language(), {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(text));
}

/** Puts the times that the server wrote in UTC into the zone of the browser. */
export function localMoments(part) {
  part.querySelectorAll('time[datetime]').forEach(time => {
    time.textContent = moment(time.dateTime);
  });
}
