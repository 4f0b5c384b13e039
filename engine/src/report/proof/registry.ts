import type { ProofFormat } from './contract.ts';
import { csvFormat } from './format-csv.ts';
import { htmlFormat } from './format-html.ts';
import { jsonlFormat } from './format-jsonl.ts';
import { junitFormat } from './format-junit.ts';
import { sarifFormat } from './format-sarif.ts';
import { githubFormat, jsonFormat, markdownFormat, textFormat } from './text-formats.ts';

/** Every form a report of proofs can have, by the name that `--format` takes, the default first. */
export const proofFormats: Readonly<Record<string, ProofFormat>> = Object.fromEntries(
  [
    textFormat,
    markdownFormat,
    jsonFormat,
    jsonlFormat,
    csvFormat,
    junitFormat,
    sarifFormat,
    githubFormat,
    htmlFormat,
  ].map((format) => [format.name, format]),
);
