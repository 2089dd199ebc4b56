// What a test has in hand: pages in fresh contexts, by role, and everything that
// the browser complained about meanwhile.
import assert from 'node:assert/strict';
import { words } from './words.mjs';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1366, height: 768 };

export class World {
  #browser;
  #contexts = [];
  #complaints = [];
  #allowed = [];

  constructor(browser, site) {
    this.#browser = browser;
    this.site = site;
    this.base = site.base;
    this.demo = site.demo;
  }

  /** A page in a fresh context, signed in as this role ("public" for nobody). */
  async page(role = 'public', { language = 'fr', size = PHONE, scheme = 'light', script = true, offline = false } = {}) {
    const context = await this.#browser.newContext({
      viewport: size,
      colorScheme: scheme,
      javaScriptEnabled: script,
      hasTouch: size.width < 600,
      // What goes through a service worker cannot be intercepted: only where it is the subject.
      serviceWorkers: offline ? 'allow' : 'block',
      reducedMotion: 'reduce',
      locale: 'fr-ML',
      timezoneId: 'Africa/Bamako',
    });
    this.#contexts.push(context);
    // On two busy cores a debug build takes seconds to print a handout, or to have all pages kept on a phone.
    context.setDefaultTimeout(30_000);
    await context.addCookies([{ name: 'relais-language', value: language, url: this.base }]);
    const page = await context.newPage();
    this.#listen(page);
    if (role !== 'public') await this.#bringIn(page, role);
    return page;
  }

  /** Messages of the browser that this test provokes on purpose. */
  expectComplaint(...patterns) {
    this.#allowed.push(...patterns);
  }

  /** The browser had nothing to complain about. */
  assertQuiet() {
    const unexpected = this.#complaints.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
    assert.deepEqual([...new Set(unexpected)], [], 'the browser complained');
  }

  #listen(page) {
    const complain = (kind, text) => this.#complaints.push(`${kind} at ${new URL(page.url(), this.base).pathname}: ${text}`);
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) complain('console', message.text());
    });
    page.on('pageerror', (error) => complain('error', error.message));
    page.on('crash', () => complain('crash', 'the page crashed'));
  }

  async #bringIn(page, role) {
    const known = this.site.signedIn.get(role);
    if (known) {
      await page.context().addCookies(known);
      return;
    }
    await this.signIn(page, this.demo.accounts[role]);
    const cookies = await page.context().cookies(this.base.replace('http:', 'https:'));
    this.site.signedIn.set(role, cookies.filter((cookie) => cookie.name.startsWith('__Host-')));
  }

  /** Signs in through the form, by code or by password. */
  async signIn(page, { code, login, password }) {
    const { people } = words(await this.languageOf(page));
    await page.goto(`${this.base}/sign-in`);
    if (code) {
      await page.getByLabel(people.code, { exact: true }).fill(code);
      await page.getByRole('button', { name: people.open_my_page }).click();
    } else {
      await page.getByLabel(people.login, { exact: true }).fill(login);
      await page.getByLabel(people.password, { exact: true }).fill(password);
      await page.getByRole('button', { name: people.sign_in }).click();
    }
    await page.waitForURL(`${this.base}/`);
  }

  async languageOf(page) {
    const cookies = await page.context().cookies(this.base);
    return cookies.find((cookie) => cookie.name === 'relais-language')?.value ?? 'fr';
  }

  /** What the server answers to whoever this page belongs to, outside the browser's views. */
  async fetch(page, address, options = {}) {
    const cookies = await page.context().cookies(this.base.replace('http:', 'https:'));
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return fetch(new URL(address, this.base), { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
  }

  /** The PDF behind a link that the page shows. */
  async download(page, link) {
    const answer = await this.fetch(page, await link.getAttribute('href'));
    assert.equal(answer.status, 200, 'the paper answers');
    assert.match(answer.headers.get('content-type'), /^application\/pdf/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.subarray(0, 4).toString(), '%PDF');
    return bytes;
  }

  async screenshots(stem) {
    const names = [];
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      const path = `${stem}-${names.length + 1}.png`;
      const taken = await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
      if (taken) names.push(path.split('/').pop());
    }
    return names;
  }

  async close() {
    await Promise.all(this.#contexts.map((context) => context.close().catch(() => {})));
  }
}
