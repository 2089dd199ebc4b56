// What every page must keep: structure, language, labels, room for fingers, no
// sideways scrolling, nothing serious from axe; and a light first HTML.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The most that the first HTML may weigh, compressed. */
export const MAX_HTML = 14_336;
/** The least that a finger needs, in pixels. */
const TOUCH = 48;

/** What the HTML weighs on the way, compressed. */
export const weight = (html) => gzipSync(html).length;

/** What is wrong with the document itself, in this language. */
export async function structure(page, language) {
  const found = await page.evaluate((touch) => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const called = (element) => (element.id ? `#${element.id}` : element.outerHTML.slice(0, 90));
    const labelled = (control) =>
      control.labels?.length > 0 || control.hasAttribute('aria-label') || control.hasAttribute('aria-labelledby');
    const looksLikeButton = (link) => {
      const style = getComputedStyle(link);
      return Number.parseFloat(style.borderTopWidth) > 0 || style.backgroundColor !== 'rgba(0, 0, 0, 0)';
    };
    const targets = [
      ...document.querySelectorAll('button, [type=submit], label:has([type=radio], [type=checkbox])'),
      ...[...document.querySelectorAll('a[href]')].filter(looksLikeButton),
    ];
    const small = (element) => {
      const { width, height } = element.getBoundingClientRect();
      return width < touch - 0.5 || height < touch - 0.5 ? `${Math.round(width)}×${Math.round(height)} ${called(element)}` : '';
    };
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return {
      headings: document.querySelectorAll('h1').length,
      language: document.documentElement.lang,
      title: document.title,
      live: document.querySelectorAll('leptos-island, script[type="application/json"], .bench').length,
      scripts: document.scripts.length,
      unlabelled: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((each) => !labelled(each)).map(called),
      small: targets.filter(shown).map(small).filter(Boolean),
      twice: ids.filter((id, place) => ids.indexOf(id) !== place),
    };
  }, TOUCH);
  const wrong = [];
  const must = (holds, text) => holds || wrong.push(text);
  must(found.headings === 1, `${found.headings} h1`);
  must(found.language === language, `lang="${found.language}" instead of ${language}`);
  must(/^\S.* · Relais$/.test(found.title), `title "${found.title}"`);
  must(found.live > 0 || found.scripts === 0, `${found.scripts} scripts on a page without anything live`);
  must(found.unlabelled.length === 0, `without label: ${found.unlabelled.join(', ')}`);
  must(found.twice.length === 0, `identifiers that stand twice: ${[...new Set(found.twice)].join(', ')}`);
  must(page.viewportSize().width > 600 || found.small.length === 0, `too small to touch: ${[...new Set(found.small)].join('; ')}`);
  return wrong;
}

/** What hangs over the side of the screen. */
export async function overflow(page) {
  const { width } = page.viewportSize();
  const culprits = await page.evaluate((limit) => {
    if (document.documentElement.scrollWidth <= limit) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > limit + 0.5);
    return [`${document.documentElement.scrollWidth} px`, ...wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 80))];
  }, width);
  return culprits.length > 0 ? [`wider than ${width} px: ${culprits.join(' | ')}`] : [];
}

/** What axe finds serious or critical; all its rules, or only these. */
export async function axeFindings(page, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(
    async (only) => {
      const options = { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) };
      const { violations: found } = await globalThis.axe.run(document, options);
      return found.map(({ id, impact, nodes }) => ({
        id,
        impact,
        count: nodes.length,
        first: `${nodes[0].html.slice(0, 120)} ${nodes[0].any[0]?.message ?? ''}`,
      }));
    },
    rules,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, count, first }) => `axe ${impact} ${id} ×${count}: ${first}`);
}
