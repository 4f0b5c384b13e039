import { maskValue } from '@galley/engine/models';
import { plainFields } from './plain-fields.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Facts of an event; errors, dates and big integers are taken as they are. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Says that something happened. */
export type LogEvent = (event: string, fields?: LogFields) => void;

/** Structured logs: one JSON object a line. Event names are noun-verb, `delivery-received`. */
export interface Log {
  readonly debug: LogEvent;
  readonly info: LogEvent;
  readonly warn: LogEvent;
  readonly error: LogEvent;
  /** The same with these fields on every line. */
  with(fields: LogFields): Log;
}

/** What a log needs of the world. */
export interface LogPorts {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** One line with its line break. */
  write(line: string, level: LogLevel): void;
  /** Every loaded secret. */
  secrets(): readonly string[];
}

const mask = '•••';
/** The App's own tokens, which nobody loads: they are made. */
const signedToken = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g;
const userOfAddress = /(?<=:\/\/)[^/@\s"]+(?=@)/g;

/** Opens a log; every loaded secret and every known kind of key in a line is masked. */
export function openLog(level: LogLevel, ports: LogPorts, always: LogFields = {}): Log {
  const masking = { values: () => ports.secrets() };
  const at =
    (own: LogLevel): LogEvent =>
    (event, fields = {}) => {
      if (logLevels.indexOf(own) < logLevels.indexOf(level)) return;
      const time = new Date(ports.now()).toISOString();
      const facts = maskValue(
        plainFields({ ...always, ...fields }, { showsStack: level === 'debug' }),
        masking,
      );
      const line = JSON.stringify({ time, level: own, event, ...facts });
      ports.write(`${line.replaceAll(signedToken, mask).replaceAll(userOfAddress, mask)}\n`, own);
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => openLog(level, ports, { ...always, ...fields }),
  };
}
