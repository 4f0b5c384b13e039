import { parse as parseCsv } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../evaluate/results.ts';
import { hostileText } from '../testing/hostile-proof.ts';
import { endOf, reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { evaluationFormats } from './registry.ts';

/** Text that tries to break out of every format there is. */
const attack = `</script><script>alert(1)</script><!-- ]]> "; ${hostileText}\r\n=cmd|' /C calc'!A1\tüñ\ud800`;
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
  junit: parseXml,
  html: (text) => {
    const [, json = ''] =
      /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(text) ?? [];
    JSON.parse(json);
    expect(text.match(/<\/?script/g)).toHaveLength(4);
  },
  csv: (text) => {
    const cells = (parseCsv(text) as string[][]).flat();
    expect(cells.filter((cell) => /^\s*[=+@-]/.test(cell))).toEqual([]);
  },
};

function infected(result: RunResult): RunResult {
  return {
    ...result,
    tags: [attack],
    reason: result.reason && attack,
    checks: result.checks.map((check) => ({ ...check, reason: attack })),
    text: attack,
    output: attack,
    inputs: { [attack]: attack },
    rendered: [{ role: 'user', content: attack }],
  };
}

describe.each(Object.values(evaluationFormats))('format $name', (format) => {
  const parse = parsers[format.name] ?? (() => {});

  it('writes results as they come', () => {
    const { header, results } = sampleEvaluation();
    let written = 0;
    const count = (text: string) => {
      written += text.length;
    };
    const report = format.open(count, header, { withTimes: true });
    const sizes = results.map((result) => {
      report.add(result);
      return written;
    });
    const holdsBack = ['text', 'markdown'].includes(format.name);
    expect((sizes.at(-1) ?? 0) > (sizes[0] ?? 0)).toBe(!holdsBack);
  });

  it('makes equal bytes of equal results', () => {
    expect(reportOf(format, sampleEvaluation())).toBe(reportOf(format, sampleEvaluation()));
  });

  it('leaves out what was measured when asked to', () => {
    const measured = {
      latencyMs: 98_765,
      costNanoUsd: 777_000_000,
      requests: 4_321,
      source: 'cache',
    } as const;
    const plain = sampleEvaluation();
    const slow = sampleEvaluation(undefined, (result) => ({ ...result, ...measured }));
    const options = { withTimes: false };
    expect(reportOf(format, slow, options)).toBe(reportOf(format, plain, options));
  });

  it('completes the report of a run that was stopped, and of one without results', () => {
    const { header, results } = sampleEvaluation();
    const stoppedBy = { code: 'budget-exceeded', message: 'the cap is reached' };
    for (const reached of [results.slice(0, 3), []]) {
      const text = reportOf(format, {
        header,
        results: reached,
        end: endOf(header, reached, stoppedBy),
      });
      parse(text);
      if (format.name !== 'csv') expect(text).toContain('the cap is reached');
    }
  });

  it('says that it is of a part, when cases were left out', () => {
    const sample = sampleEvaluation();
    const selection = { asked: ['--filter tag=money'], cases: 3, of: 41 };
    const text = reportOf(format, { ...sample, header: { ...sample.header, selection } });
    parse(text);
    expect(text).toContain('--filter tag=money');
    expect(text).toMatch(/3 of 41 cases|"of":41/);
    expect(reportOf(format, sample)).not.toContain('--filter');
  });

  it('completes the report of no suite at all', () => {
    const header = { ...sampleEvaluation().header, suites: [], runs: 0 };
    parse(reportOf(format, { header, results: [], end: endOf(header, []) }));
  });

  it('keeps hostile text inert', () => {
    const text = reportOf(
      format,
      sampleEvaluation({ code: 'interrupted', message: attack }, infected),
    );
    parse(text);
    if (['html', 'markdown'].includes(format.name)) expect(text).not.toContain('<script>alert');
    expect(text.split('\n').filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([]);
    const isData = ['json', 'jsonl'].includes(format.name);
    if (!isData) expect(text).not.toMatch(unprintable);
  });

  it('names no absolute path', () => {
    expect(reportOf(format, sampleEvaluation())).not.toMatch(
      /(?<![\w<:/.*])\/(?:home|work|tmp|root|Users)\//,
    );
  });

  it('names what stands where the project stands', () => {
    const text = reportOf(format, sampleEvaluation(), {
      withTimes: true,
      project: 'teams/support',
    });
    if (format.name === 'sarif') expect(text).toContain('"teams/support/suites/refunds.yaml"');
    parse(text);
  });
});

function parseXml(text: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
}
