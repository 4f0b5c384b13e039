import { parse as parseCsv } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { Proof } from '../../proof/proof.ts';
import { hostileProof, hostileText } from '../testing/hostile-proof.ts';
import { sampleProof } from '../testing/sample-proof.ts';
import { proofFormats } from './registry.ts';

const attack = `</script><script>alert(1)</script><!-- ]]> ${hostileText}\r\n=cmd|' /C calc'!A1`;
const unprintable = /(?![\n\r\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** Throws for a document that is not well-formed. */
const parsers: Readonly<Record<string, (text: string) => void>> = {
  json: (text) => JSON.parse(text),
  sarif: (text) => JSON.parse(text),
  jsonl: (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  junit(text) {
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(text).close();
  },
  html(text) {
    const json = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(text);
    JSON.parse(json?.[1] ?? '');
    expect(text.match(/<\/?script/g)).toHaveLength(4);
  },
};

/** A proof of a change that Galley reads nothing of. */
function emptyProof(): Proof {
  const proof = sampleProof();
  return sampleProof({
    changes: [],
    renders: [],
    findings: [],
    validation: { files: 0, problems: [], alreadyOnBase: [], renderedFailures: [] },
    evaluation: { ...proof.evaluation, suites: [] },
    cost: { ...proof.cost, prompts: [] },
    verdict: { outcome: 'nothing', exitCode: 0, headline: '' },
  });
}

describe.each(Object.values(proofFormats))('format $name', (format) => {
  const parse = parsers[format.name] ?? (() => {});

  it('makes equal bytes of equal proofs', () => {
    expect(format.format([sampleProof()])).toBe(format.format([sampleProof()]));
  });

  it('holds the verdict of every project', () => {
    const projects = ['teams/support', 'teams/billing'];
    const text = format.format(projects.map((project) => sampleProof({ project })));
    parse(text);
    const isNamed = !['text', 'markdown', 'json', 'html'].includes(format.name);
    if (isNamed) for (const project of projects) expect(text).toContain(project);
  });

  it('is whole when there is nothing to say', () => {
    parse(format.format([emptyProof()]));
  });

  it('keeps hostile text inert', () => {
    const text = format.format([hostileProof(attack)]);
    parse(text);
    const isData = ['json', 'jsonl'].includes(format.name);
    if (!isData) expect(text).not.toMatch(unprintable);
    if (format.name === 'html') expect(text).not.toContain('<script>alert');
    if (format.name === 'csv') {
      const cells = (parseCsv(text) as string[][]).flat();
      expect(cells.filter((cell) => /^\s*[=+@]|^-\D/.test(cell))).toEqual([]);
    }
    const commands = text.split('\n').filter((line) => /^\s*::(?!error |warning )/.test(line));
    // A comment is posted, not printed: its diffs keep the lines as they are.
    if (format.name !== 'markdown') expect(commands).toEqual([]);
  });
});

describe('format sarif of a proof', () => {
  const results = (proof: Proof) =>
    JSON.parse(proofFormats.sarif?.format([proof]) ?? '').runs[0].results;

  it('puts every finding at its file and line, under a rule that the run describes', () => {
    const log = JSON.parse(proofFormats.sarif?.format([sampleProof({ project: 'teams/x' })]) ?? '');
    const [run] = log.runs;
    const rules = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(log.version).toBe('2.1.0');
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'input-undeclared',
      'worse',
    ]);
    for (const { ruleId } of run.results) expect(rules).toContain(ruleId);
    expect(run.results[0].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'teams/x/prompts/support/refund.yaml' },
      region: { startLine: 23, startColumn: 11 },
    });
  });

  it('knows a finding again after its lines moved and its numbers changed', () => {
    const proof = sampleProof();
    const moved = sampleProof({
      findings: proof.findings.map((finding) => ({
        ...finding,
        line: finding.line + 7,
        ...(finding.code === 'worse' && { message: 'right queue: worse, 0.97 → 0.91' }),
      })),
    });
    const prints = (one: Proof) =>
      results(one).map((it: { partialFingerprints: unknown }) => it.partialFingerprints);
    expect(prints(moved)).toEqual(prints(proof));
    expect(prints(proof)[0]).not.toEqual(prints(proof)[1]);
  });

  it('tells two equal findings of one file apart', () => {
    const [first] = sampleProof().findings;
    if (first === undefined) throw new Error('the sample has findings');
    const [one, two] = results(sampleProof({ findings: [first, { ...first, line: 40 }] }));
    expect(one.partialFingerprints).not.toEqual(two.partialFingerprints);
  });
});

describe('guardrails in a proof', () => {
  it('stand in code scanning and on the page as warnings that block nothing', () => {
    const [suite] = sampleProof().evaluation.suites;
    if (suite === undefined) throw new Error('the sample has a suite');
    const found = { guard: 'pii', rule: 'iban', where: 'output', excerpt: 'DE44…' } as const;
    const head = { ...suite.head, alerts: [{ ...found, cases: 3, caseId: 'late-parcel' }] };
    const { evaluation } = sampleProof();
    const proof = sampleProof({ evaluation: { ...evaluation, suites: [{ ...suite, head }] } });
    const text = 'iban in 3 outputs, for example late-parcel: DE44…';
    const { results } = JSON.parse(proofFormats.sarif?.format([proof]) ?? '').runs[0];
    expect(results.at(-1)).toMatchObject({
      ruleId: 'guardrail-pii',
      level: 'warning',
      message: { text: `support/escalate on default-chat: ${text}` },
    });
    expect(proofFormats.html?.format([proof])).toContain(text);
  });
});

describe('format junit of a proof', () => {
  it('fails what blocks and skips what warns', () => {
    const text = proofFormats.junit?.format([sampleProof()]) ?? '';
    expect(text).toContain(
      '<testcase classname="escalations.support/escalate.default-chat" name="right queue">',
    );
    expect(text.match(/<failure /g)).toHaveLength(2);
    expect(text).toContain('<skipped message="passed on base, fails on head (confirmed)');
  });
});
