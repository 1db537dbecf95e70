/**
 * The page's only script, which the page does not need: it looks again every few seconds and replaces the parts that
 * changed, so that a reader keeps place, focus and what is unfolded; and it writes moments in the reader's own time.
 */
export const script = `'use strict';
(() => {
  const every = 5000;
  const parts = 'main > section, footer';
  const localise = (root) => {
    const today = new Date().toDateString();
    for (const time of root.querySelectorAll('time')) {
      const moment = new Date(time.dateTime);
      const clock = { hour: '2-digit', minute: '2-digit' };
      const day = moment.toDateString() === today ? {} : { day: 'numeric', month: 'short' };
      time.title = time.textContent;
      time.textContent = moment.toLocaleString(undefined, { ...day, ...clock });
    }
  };
  const keyOf = (part) => part.id || part.localName;
  // What the server wrote, before moments became local: only that can be compared with what it writes next.
  const written = new Map([...document.querySelectorAll(parts)].map((part) => [keyOf(part), part.outerHTML]));
  localise(document);

  const take = (now, next) => {
    const unfolded = new Map([...now.querySelectorAll('details')].map((one) => [one.dataset.key, one.open]));
    for (const one of next.querySelectorAll('details')) one.open = unfolded.get(one.dataset.key) ?? one.open;
    const focused = now.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.closest('details')?.dataset.key;
    localise(next);
    now.className = next.className;
    now.replaceChildren(...next.childNodes);
    if (!focused) return;
    const again = focused.id
      ? document.getElementById(focused.id) ?? now.querySelector('button')
      : [...now.querySelectorAll('details')].find((one) => one.dataset.key === key)?.querySelector('summary');
    again?.focus({ preventScroll: true });
  };

  const spoken = document.getElementById('spoken');

  const refresh = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // Said aloud only where it says something new; the parts themselves change every few seconds.
    const verdict = next.querySelector('.verdict').textContent;
    if (verdict !== document.querySelector('.verdict').textContent) spoken.textContent = verdict;
    document.title = next.title;
    document.querySelector('link[rel=icon]').href = next.querySelector('link[rel=icon]').href;
    const found = [...next.querySelectorAll(parts)];
    const kept = new Set(found.map(keyOf));
    for (const part of document.querySelectorAll(parts)) {
      if (!kept.has(keyOf(part))) { written.delete(keyOf(part)); part.remove(); }
    }
    let before = null;
    for (const part of found) {
      const key = keyOf(part);
      const html = part.outerHTML;
      let now = [...document.querySelectorAll(parts)].find((one) => keyOf(one) === key);
      if (!now) {
        now = document.importNode(part, true);
        localise(now);
        if (before) before.after(now); else document.querySelector('main').prepend(now);
      } else if (written.get(key) !== html) {
        take(now, document.importNode(part, true));
      }
      written.set(key, html);
      before = now;
    }
  };

  const lost = document.getElementById('lost');
  let answeredAt = new Date(lost.querySelector('time').dateTime);
  const gone = (isGone) => {
    if (isGone && lost.hidden) {
      const time = lost.querySelector('time');
      time.dateTime = answeredAt.toISOString();
      localise(lost);
    }
    document.body.classList.toggle('gone', isGone);
    for (const button of document.querySelectorAll('button')) button.disabled = isGone;
    lost.hidden = !isGone;
  };
  let timer;
  const turn = async () => {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        await refresh();
        answeredAt = new Date();
        gone(false);
      } catch {
        gone(true);
      }
    }
    timer = setTimeout(turn, every);
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden) turn(); });
  timer = setTimeout(turn, every);
})();
`;
