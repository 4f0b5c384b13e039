import type { EvaluationFormat } from './contract.ts';
import { csvFormat } from './format-csv.ts';
import { htmlFormat } from './format-html.ts';
import { jsonFormat } from './format-json.ts';
import { jsonlFormat } from './format-jsonl.ts';
import { junitFormat } from './format-junit.ts';
import { markdownFormat } from './format-markdown.ts';
import { sarifFormat } from './format-sarif.ts';
import { textFormat } from './format-text.ts';

/** Every form a report of an evaluation can have, by the name that `--format` takes, the default first. */
export const evaluationFormats: Readonly<Record<string, EvaluationFormat>> = Object.fromEntries(
  [
    textFormat,
    markdownFormat,
    jsonFormat,
    jsonlFormat,
    csvFormat,
    junitFormat,
    sarifFormat,
    htmlFormat,
  ].map((format) => [format.name, format]),
);
