// What is looked at on every page that we make, whoever makes it: leaflets, and the pages of the app.

// The narrowest phone; and what is left of a window of 1280 by 1024 at a zoom of 400 %, which WCAG 1.4.10 asks for.
export const NARROW = { width: 320, height: 256 };
export const WIDE = { width: 1280, height: 1024 };
export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What does not fit the width. Runs in the browser. */
export function inWidth() {
  const faults = [];
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) {
    faults.push(`is ${scrollWidth} px wide where ${clientWidth} px are there`);
  }
  const cut = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    const { overflowX, clipPath, position } = getComputedStyle(element);
    // What is for the ears alone is one pixel wide, or clipped to nothing.
    const is_heard = element.clientWidth <= 1 || (position === 'absolute' && clipPath !== 'none');
    if (!is_heard && element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(overflowX)) {
      const name = `<${element.localName} class="${element.className}">`;
      cut.set(name, [...(cut.get(name) ?? []), element.textContent.trim().slice(0, 40)]);
    }
  }
  for (const [name, texts] of cut) {
    faults.push(`cuts off ${texts.length} ${name}: "${texts[0]}"`);
  }
  return faults;
}

/**
 * What axe finds. A contrast that it cannot judge is as bad as one that is too low. `runOnly` has tags, or names of
 * rules. Runs in the browser.
 */
export async function byAxe(runOnly) {
  const isContrast = ({ id }) => id === 'color-contrast';
  const { violations, incomplete, passes } = await globalThis.axe.run(document, { runOnly });
  if (![violations, incomplete, passes].some((rules) => rules.some(isContrast))) {
    return ['axe saw no text'];
  }
  return [...violations, ...incomplete.filter(isContrast)].map(({ id, help, nodes }) => {
    const [{ target, any }] = nodes;
    const why = [help, ...any.map(({ message }) => message)].join('; ');
    return `axe ${id}, ${nodes.length} times: ${target.join(' ')}: ${why}`.slice(0, 300);
  });
}
