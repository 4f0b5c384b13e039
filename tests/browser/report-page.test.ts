import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluationFormats } from '../../engine/src/report/evaluation/registry.ts';
import { pageAssets } from '../../engine/src/report/html/generated/page-assets.ts';
import { proofFormats } from '../../engine/src/report/proof/registry.ts';
import { hostileProof, hostileText } from '../../engine/src/report/testing/hostile-proof.ts';
import {
  endOf,
  reportOf,
  type SampleEvaluation,
  sampleEvaluation,
} from '../../engine/src/report/testing/sample-evaluation.ts';
import { sampleProof } from '../../engine/src/report/testing/sample-proof.ts';
import { generatePage, pageFolder } from '../../scripts/generate-page.ts';
import { ensureChromium } from '../../scripts/install-chromium.ts';

const executablePath = ensureChromium();
const folder = mkdtempSync(join(tmpdir(), 'galley-page-'));
let context: BrowserContext;
let page: Page;
let requests: string[] = [];
let complaints: string[] = [];

const attack = `</script><img src=x onerror="alert(1)"> ${hostileText}`;
const { html } = evaluationFormats;
const pages = {
  evaluation: reportOf(required(html), sampleEvaluation()),
  hostile: reportOf(
    required(html),
    sampleEvaluation({ code: 'interrupted', message: attack }, (result) => ({
      ...result,
      text: result.text && attack,
      tags: [attack],
      rendered: [{ role: 'user', content: attack }],
    })),
  ),
  large: reportOf(required(html), largeEvaluation(2_500)),
  proof: required(proofFormats.html).format([sampleProof()]),
  'hostile-proof': required(proofFormats.html).format([hostileProof(attack)]),
};

beforeAll(async () => {
  if (executablePath === undefined) return;
  context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  page = await context.newPage();
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
}, 300_000);
afterAll(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(name: keyof typeof pages, width = 1_280): Promise<string> {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, pages[name]);
  requests = [];
  complaints = [];
  await page.setViewportSize({ width, height: 900 });
  const url = pathToFileURL(file).href;
  await page.goto(url);
  return url;
}

const cases = () => page.locator('table.rows tbody tr:not(.more) th').allInnerTexts();
const focused = () => page.evaluate('document.activeElement.textContent');

describe('the report page as a file', () => {
  it('is what its sources make', async () => {
    for (const [name, text] of await generatePage()) {
      expect(readFileSync(new URL(name, pageFolder), 'utf8')).toBe(text);
    }
  });

  it(`has a small script and style: ${pageAssets.script.length + pageAssets.style.length} characters`, () => {
    expect(pageAssets.script.length + pageAssets.style.length).toBeLessThan(30_000);
  });

  it('reads no text as markup and makes no code', () => {
    expect(pageAssets.script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(/,
    );
  });
});

describe.skipIf(executablePath === undefined)('the report page in a browser', () => {
  it.each(Object.keys(pages) as (keyof typeof pages)[])(
    '%s asks for nothing but itself, and says nothing wrong',
    async (name) => {
      const url = await open(name);
      await page.locator('button.open').first().click();
      expect(requests).toEqual([url]);
      expect(complaints).toEqual([]);
    },
  );

  it.each(
    (['evaluation', 'proof'] as const).flatMap((name) =>
      (['light', 'dark'] as const).flatMap((scheme) =>
        [390, 1_280].map((width) => [name, scheme, width] as const),
      ),
    ),
  )('%s has nothing that axe finds, %s, %i pixels wide', async (name, colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await open(name, width);
    for (const at of [0, 1]) await page.locator('button.open').nth(at).click();
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']}).then(({violations}) => violations.map(({id, nodes}) => id + ': ' + nodes[0].html))",
    );
    expect(found).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  });

  it('filters by text and by outcome with the keyboard alone', async () => {
    await open('evaluation');
    await page.getByLabel('Text').focus();
    await page.keyboard.type('VASE');
    expect(await cases()).toEqual(['broken-vase', 'broken-vase']);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('{"amount": 20}');
    expect(await cases()).toEqual(['late-parcel', 'late-parcel']);
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.getByLabel('Outcome').focus();
    await page.keyboard.press('ArrowDown');
    expect(await cases()).toEqual(['no-receipt', 'no-receipt']);
    expect(await page.getByRole('status').textContent()).toBe('1–2 of 2 rows (6 in all)');
    await page.getByLabel('Outcome').selectOption('all');
    await page.getByLabel('Check not passed').selectOption('right amount');
    expect(await cases()).toEqual(['broken-vase', 'broken-vase']);
  });

  it('sorts every column up and down with the keyboard, and says so', async () => {
    await open('evaluation');
    const heads = page.locator('table.rows thead th');
    expect(await heads.count()).toBeGreaterThan(5);
    for (const head of await heads.all()) {
      await head.getByRole('button').focus();
      await page.keyboard.press('Enter');
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
    }
    await heads.first().getByRole('button').focus();
    await page.keyboard.press('Enter');
    const up = await cases();
    expect(up).toEqual([...up].sort());
    await page.keyboard.press('Space');
    expect(await heads.first().getAttribute('aria-sort')).toBe('descending');
    expect(await cases()).toEqual(up.toReversed());
  });

  it('opens a case with the keyboard and shows messages, answer, reasons and a diff', async () => {
    await open('evaluation');
    await page.getByLabel('Tag').focus();
    for (let presses = 0; presses < 30 && (await focused()) !== 'broken-vase'; presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    const details = page.locator('.details');
    const text = await details.textContent();
    expect(text).toContain('Answer with the amount to refund.');
    expect(text).toContain('right amount: failed: expected 20, got 5');
    expect(await details.locator('del').first().textContent()).toContain('20');
    expect(await details.locator('ins').first().textContent()).toContain('5');
    await page.keyboard.press('Enter');
    expect(await details.count()).toBe(0);
  });

  it('shows hostile text as it is written', async () => {
    await open('hostile');
    await page.locator('button.open').first().click();
    const shown = await page.locator('.details pre').first().textContent();
    expect(shown).toContain('</script><img src=x onerror="alert(1)"> <!-- x --> @acme/team');
    expect(shown).toContain('</details></summary><script> #12');
    expect(await page.locator('img, iframe, a, .details script').count()).toBe(0);
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(complaints).toEqual([]);
  });

  it.each(['evaluation', 'proof'] as const)(
    '%s tells rows of one name apart on a phone too',
    async (name) => {
      await open(name, 390);
      const rows = await page.locator('table tbody tr:not(.more)').allInnerTexts();
      const named = rows.map((text) => text.replaceAll(/\s+/g, ' '));
      expect(named.length).toBeGreaterThan(3);
      expect(named.filter((text, index) => named.indexOf(text) !== index)).toEqual([]);
      await page.setViewportSize({ width: 1_280, height: 900 });
      expect(await page.locator('.narrow').first().isVisible()).toBe(false);
    },
  );

  it('shows base and head of a proof side by side', async () => {
    await open('proof');
    await page.getByRole('button', { name: 'late-parcel' }).first().click();
    const sides = page.locator('.sides > div');
    expect(await sides.allInnerTexts()).toEqual([
      expect.stringContaining('logistics'),
      expect.stringContaining('billing'),
    ]);
    const [base, head] = await Promise.all([
      sides.first().boundingBox(),
      sides.last().boundingBox(),
    ]);
    expect(head?.x).toBeGreaterThan(base?.x ?? 0);
    expect(await page.locator('svg circle').count()).toBe(2);
  });

  it('stays usable with 5,000 rows', async () => {
    await open('large');
    expect(await page.getByRole('status').textContent()).toBe('1–50 of 5000 rows');
    expect((await cases()).length).toBe(50);
    await page.getByLabel('Text').fill('case-2499');
    expect(await cases()).toEqual(['case-2499', 'case-2499']);
    await page.getByLabel('Text').fill('');
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toBe('51–100 of 5000 rows');
  });
});

function largeEvaluation(count: number): SampleEvaluation {
  const { header, results } = sampleEvaluation();
  const ids = Array.from({ length: count }, (_, index) => `case-${index + 1}`);
  const suites = header.suites.map((suite) => ({
    ...suite,
    arms: suite.arms.map((arm) => ({ ...arm, cases: ids, repeats: 1 })),
  }));
  const large = { ...header, suites };
  const [sample] = results;
  const many = suites
    .flatMap(({ arms }) => arms)
    .flatMap(({ model }) => ids.map((caseId) => ({ ...required(sample), model, caseId })));
  return { header: large, results: many, end: endOf(large, many) };
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the test has lost its subject');
  return value;
}
