/**
 * The only script of a plan's page, which the page does not need: it searches, filters and folds. It makes no markup of
 * what it reads, and asks nothing of any network.
 */
export const script = `'use strict';
(() => {
  const form = document.getElementById('filter');
  if (!form) return;
  const long = 50;
  const fold = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
  const groups = [...document.querySelectorAll('.change')].map((article) => {
    const { kind, deed } = article.dataset;
    const who = article.querySelector(':scope > details');
    const shared = who ? article.querySelector(':scope > .lines')?.textContent ?? '' : '';
    const note = article.querySelector('h3 .note')?.textContent ?? '';
    const elements = who ? [...who.querySelectorAll('.who > li')] : [article];
    const members = elements.map((element) => ({
      element,
      at: (element.dataset.at ?? '').split(' '),
      text: fold((who ? kind + '/' : '') + element.textContent + ' ' + shared + ' ' + note),
    }));
    const count = article.querySelector('.count');
    return { article, kind, deed, who, members, count, all: count?.textContent };
  });
  const total = groups.reduce((sum, { members }) => sum + members.length, 0);
  const sections = [...document.querySelectorAll('section.changes')];
  const found = document.getElementById('found');
  const field = (id) => document.getElementById(id)?.value ?? '';
  const tiers = [...form.querySelectorAll('select[id^=tier]')];

  for (const { who, members } of groups) if (who && members.length > long) who.open = false;
  form.hidden = false;

  const chosenTiers = () => tiers.map((one) => one.value).filter(Boolean);

  // Of a level, only what is below what is chosen above it.
  const narrow = () => {
    const chosen = [];
    for (const tier of tiers) {
      for (const option of tier.options) {
        if (option.value === '') continue;
        const under = (option.dataset.under ?? '').split(' ');
        option.hidden = option.disabled = chosen.some((number) => !under.includes(number));
        if (option.hidden && option.selected) tier.value = '';
      }
      if (tier.value !== '') chosen.push(tier.value);
    }
  };

  let applied;
  const apply = () => {
    const words = fold(field('words')).split(/\\s+/).filter(Boolean);
    const [deed, kind, where] = [field('deed'), field('kind'), chosenTiers()];
    // A field that is left tells of itself once more, which must not unfold what was folded since.
    const wish = JSON.stringify([words, deed, kind, where]);
    if (wish === applied) return;
    applied = wish;
    const filtering = words.length > 0 || deed !== '' || kind !== '' || where.length > 0;
    let shown = 0;
    for (const group of groups) {
      const fits = (deed === '' || group.deed === deed) && (kind === '' || group.kind === kind);
      let here = 0;
      for (const member of group.members) {
        const isShown = fits && where.every((number) => member.at.includes(number)) && words.every((word) => member.text.includes(word));
        if (member.element.hidden === isShown) member.element.hidden = !isShown;
        if (isShown) here += 1;
      }
      shown += here;
      if (group.article.hidden !== (here === 0)) group.article.hidden = here === 0;
      if (group.count) group.count.textContent = here === group.members.length ? group.all : here + ' of ' + group.all;
      if (group.who && filtering && here > 0 && here <= long) group.who.open = true;
    }
    for (const section of sections) section.hidden = !section.querySelector('.change:not([hidden])');
    found.textContent = filtering ? shown + ' of ' + total + ' changes' : '';
  };

  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; narrow(); apply(); });
  };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  form.addEventListener('submit', (event) => { event.preventDefault(); });
  form.addEventListener('reset', () => { requestAnimationFrame(soon); });

  const button = document.getElementById('fold');
  button.addEventListener('click', () => {
    const folded = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(folded));
    button.textContent = folded ? 'Unfold all' : 'Fold all';
    for (const { who } of groups) if (who) who.open = !folded;
  });

  // Paper has no folds.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => { for (const one of folded) one.open = false; });

  // Fields that a browser has kept over a reload.
  soon();
})();
`;
