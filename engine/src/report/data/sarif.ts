import { hashValue } from '../../units/content-hash.ts';
import { plainText } from '../../units/plain-text.ts';
import { shortenText } from '../text/shorten-text.ts';

const mostMessageCharacters = 2_000;

/** What may be wrong, once per document. */
export interface SarifRule {
  readonly id: string;
  /** One sentence. */
  readonly description: string;
}

/** One remark at a place of a file. */
export interface SarifResult {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Relative to the repository's root, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What makes it the same remark after its line has moved; never a line number. */
  readonly identity: readonly (string | undefined)[];
}

/** The beginning of a SARIF 2.1.0 log with one run; results follow, commas between them. */
export function sarifStart(rules: readonly SarifRule[]): string {
  const driver = {
    name: 'Galley',
    rules: rules.map(({ id, description }) => ({
      id: plainText(id),
      shortDescription: { text: plainText(description) },
    })),
  };
  return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify({ driver })},"columnKind":"utf16CodeUnits","results":[`;
}

/** One result, ready to be put between {@link sarifStart} and {@link sarifEnd}. */
export function sarifResult(result: SarifResult): string {
  const { ruleId, level, message, file, line, column, identity } = result;
  return JSON.stringify({
    ruleId: plainText(ruleId),
    level,
    message: { text: messageText(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(file), uriBaseId: '%SRCROOT%' },
          region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
        },
      },
    ],
    partialFingerprints: { 'galley/v1': hashValue([ruleId, ...identity.map((it) => it ?? null)]) },
  });
}

/**
 * The end of the log.
 * @param stop why the run ended before it was done
 * @param notes what else to know about the run
 */
export function sarifEnd(stop?: string, notes: readonly string[] = []): string {
  const notifications = [
    ...(stop === undefined ? [] : [{ level: 'error', text: stop }]),
    ...notes.map((text) => ({ level: 'note', text })),
  ].map(({ level, text }) => ({ level, message: { text: messageText(text) } }));
  const invocation = {
    executionSuccessful: stop === undefined,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
  return `\n],"invocations":${JSON.stringify([invocation])}}]}\n`;
}

/** Never empty, without control characters, and without what SARIF takes for a link (3.11.6). */
function messageText(message: string): string {
  const text = plainText(shortenText(message.trim(), mostMessageCharacters));
  if (text === '') return '(no message)';
  return text.includes('](') ? text.replace(/[[\]\\]/g, '\\$&') : text;
}

function fileUri(file: string): string {
  return file
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
