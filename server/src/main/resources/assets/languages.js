// The language in which the reader is written to.
import {call} from './calls.js';
import {choice, element, section, submit} from './elements.js';
import {onSubmit} from './frame.js';
import {proven} from './proof.js';
import {word} from './words.js';

const LANGUAGES = [['en', 'English'], ['zh-CN', '中文']];

export function languageSection(me, changed) {
  const form = element('form', {method: 'post'},
    ...choice(word('account.language'), {name: 'language'}, LANGUAGES, me.language),
    submit(word('account.language-save')));
  onSubmit(form, async given => {
    await proven(() => call('PUT', '/v1/me/language', given));
    await changed(word('account.language-changed'));
  });
  return section(word('account.language-title'), form);
}
