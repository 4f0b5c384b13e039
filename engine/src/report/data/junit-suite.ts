import { xmlAttribute, xmlText } from './xml-text.ts';

/** One line of a JUnit report. */
export interface JunitCase {
  readonly classname: string;
  readonly name: string;
  /** `undefined` leaves the time out. */
  readonly seconds?: number | undefined;
  /** `undefined` is a pass. */
  readonly fault?:
    | {
        readonly kind: 'failure' | 'error' | 'skipped';
        readonly type: string;
        readonly message: string;
        /** The whole story; the message when left out. */
        readonly details?: string;
      }
    | undefined;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
  /** Name and value. */
  readonly properties?: readonly (readonly [string, string | number])[];
}

/** The beginning of a document; suites follow, then {@link junitEnd}. */
export function junitStart(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttribute('name', name)}>\n`;
}

export const junitEnd = '</testsuites>\n';

/**
 * One `testsuite` with its counts, as Jenkins' `junit-10.xsd` orders it: properties, then cases.
 * @source https://github.com/jenkinsci/xunit-plugin, junit-10.xsd
 */
export function junitSuite({ name, cases, properties = [] }: JunitSuite): string {
  const count = (kind: string) => cases.filter(({ fault }) => fault?.kind === kind).length;
  const times = cases.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  const total = times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0);
  const counts = [
    xmlAttribute('tests', cases.length),
    xmlAttribute('failures', count('failure')),
    xmlAttribute('errors', count('error')),
    xmlAttribute('skipped', count('skipped')),
    xmlAttribute('time', total?.toFixed(3)),
  ];
  return [
    `  <testsuite${xmlAttribute('name', name)}${counts.join('')}>\n`,
    propertiesElement(properties),
    ...cases.map(caseElement),
    '  </testsuite>\n',
  ].join('');
}

function propertiesElement(properties: readonly (readonly [string, string | number])[]): string {
  if (properties.length === 0) return '';
  const lines = properties.map(
    ([name, value]) =>
      `      <property${xmlAttribute('name', name)}${xmlAttribute('value', value)}/>\n`,
  );
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

function caseElement({ classname, name, seconds, fault }: JunitCase): string {
  const start = `    <testcase${xmlAttribute('classname', classname)}${xmlAttribute('name', name)}${xmlAttribute('time', seconds?.toFixed(3))}`;
  if (fault === undefined) return `${start}/>\n`;
  const { kind, type, message, details = message } = fault;
  const inner =
    kind === 'skipped'
      ? `<skipped${xmlAttribute('message', message)}/>`
      : `<${kind}${xmlAttribute('type', type)}${xmlAttribute('message', message)}>${xmlText(details)}</${kind}>`;
  return `${start}>\n      ${inner}\n    </testcase>\n`;
}
