// The help: keys, and what each figure is.
import { element } from './dom.js';
import * as i18n from './i18n.js';

const KEYS = ['/', 'g', 'j', '[', '+', 'a', '?', 'Esc'];
const WORDS = ['now', 'p50', 'floor', 'times-floor', 'samples', 'clean', 'rate', 'history', 'state', 'lowest'];

export function fillHelp(dialog) {
  const close = element('button', { type: 'button', class: 'primary' }, i18n.text('help.close'));
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(
    element('h2', { id: 'help-title' }, i18n.text('help.title')),
    element('dl', {}, ...KEYS.flatMap((key) => [
      element('dt', {}, element('kbd', {}, key)), element('dd', {}, i18n.text(`help.key.${key}`))])),
    element('dl', {}, ...WORDS.flatMap((word) => [
      element('dt', {}, word === 'lowest' ? i18n.text('lowest') : i18n.text(`column.${word}`)),
      element('dd', {}, word === 'lowest' ? i18n.text('lowest.title') : i18n.text(`column.${word}.title`))])),
    close);
}
