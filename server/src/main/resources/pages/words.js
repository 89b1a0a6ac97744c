// The words of the pages, in the language of whoever reads them.
const LANGUAGES = ['en', 'zh-CN'];
const KEPT = 'strongroom-language';

let words = {};
let current = 'en';

export function language() {
  return current;
}

/** The language chosen on this device, else the first the browser asks for. */
export function preferredLanguage() {
  const kept = localStorage.getItem(KEPT);
  if (LANGUAGES.includes(kept)) {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export async function useLanguage(wanted) {
  const answer = await fetch(`/pages/words.${wanted}.json`);
  words = await answer.json();
  current = wanted;
  keepLanguage();
  translate();
}

export function keepLanguage() {
  localStorage.setItem(KEPT, current);
}

/** The words for a key; names in braces are replaced by values. */
export function word(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

function translate() {
  document.documentElement.lang = current;
  document.querySelectorAll('[data-words]').forEach(part => {
    part.textContent = word(part.dataset.words);
  });
  document.querySelectorAll('[data-label]').forEach(part => {
    part.setAttribute('aria-label', word(part.dataset.label));
  });
  document.querySelectorAll('[data-language]').forEach(button => {
    button.setAttribute('aria-pressed', String(button.dataset.language === current));
  });
}
