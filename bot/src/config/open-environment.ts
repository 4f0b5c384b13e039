import { nearestName } from '@galley/engine/matching';
import { parseDuration } from '@galley/engine/units';
import type { ConfigFault } from './config-fault.ts';
import { type Variable, type VariableName, variables } from './variables.ts';
import type { Environment } from './with-secret-files.ts';

/** Reads variables and collects what is wrong with them. A fault gives the fallback, so that reading goes on. */
export interface EnvironmentReader {
  readonly faults: ConfigFault[];
  /** Without surrounding space; `undefined` when it is absent or empty. */
  text(name: VariableName): string | undefined;
  fault(variable: VariableName, message: string, hint: string): void;
  integer(
    name: VariableName,
    range: { readonly from: number; readonly to: number; readonly otherwise: number },
  ): number;
  choice<Choice extends string>(
    name: VariableName,
    choices: readonly Choice[],
    otherwise: Choice,
  ): Choice;
  /** `1`, `true` or `yes` against `0`, `false`, `no` and nothing. */
  flag(name: VariableName): boolean;
  /** Milliseconds. */
  duration(name: VariableName, otherwise: number): number;
  /** Without a slash at its end, in one of these protocols. */
  url(name: VariableName, protocols?: readonly string[]): string | undefined;
}

/** Opens an environment; variables that begin with `GALLEY_` and mean nothing are faults at once. */
export function openEnvironment(environment: Environment): EnvironmentReader {
  const faults: ConfigFault[] = unknownVariables(environment);
  const text = (name: VariableName) =>
    environment[name]?.trim() || environment[otherSpelling(name)]?.trim() || undefined;
  const fault = (variable: VariableName, message: string, hint: string) =>
    void faults.push({ variable, message, hint });
  const isSecret = (name: VariableName) => (variables[name] as Variable).isSecret === true;
  const got = (name: VariableName) =>
    isSecret(name) ? 'something else (not shown)' : JSON.stringify(text(name)?.slice(0, 100));
  return {
    faults,
    text,
    fault,
    integer(name, { from, to, otherwise }) {
      const written = text(name);
      if (written === undefined) return otherwise;
      const value = /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
      if (value >= from && value <= to) return value;
      fault(
        name,
        `expected a whole number from ${from} to ${to}, got ${got(name)}`,
        `Write for example ${name}=${otherwise}.`,
      );
      return otherwise;
    },
    choice(name, choices, otherwise) {
      const written = text(name);
      if (written === undefined) return otherwise;
      const chosen = choices.find((choice) => choice === written.toLowerCase());
      if (chosen !== undefined) return chosen;
      const near = nearestName(written, choices);
      fault(
        name,
        `expected ${choices.join(', ')}, got ${got(name)}`,
        near === undefined ? `Write one of them.` : `Did you mean ${near}?`,
      );
      return otherwise;
    },
    flag(name) {
      const written = text(name)?.toLowerCase() ?? '';
      if (/^(1|true|yes)$/.test(written)) return true;
      if (!/^(|0|false|no)$/.test(written)) {
        fault(name, `expected 1 or 0, got ${got(name)}`, `Write ${name}=1, or leave it out.`);
      }
      return false;
    },
    duration(name, otherwise) {
      const written = text(name);
      if (written === undefined) return otherwise;
      const ms = parseDuration(written);
      if (ms !== undefined) return ms;
      fault(name, `expected a duration, got ${got(name)}`, `Write for example ${name}=30s.`);
      return otherwise;
    },
    url(name, protocols = ['https:', 'http:']) {
      const written = text(name);
      if (written === undefined) return undefined;
      const url = URL.canParse(written) ? new URL(written) : undefined;
      if (url && protocols.includes(url.protocol)) return written.replace(/\/+$/, '');
      const shown = protocols.map((protocol) => `${protocol}//`).join(' or ');
      // An address may carry a password, so only its beginning is told.
      const beginning = url ? `an address with ${url.protocol}//` : 'text that is no address';
      fault(name, `expected an address with ${shown}, got ${beginning}`, 'Write it in full.');
      return undefined;
    },
  };
}

/** Proxies are written in small letters, too. */
function otherSpelling(name: VariableName): string {
  return name === 'HTTPS_PROXY' || name === 'NO_PROXY' ? name.toLowerCase() : name;
}

function unknownVariables(environment: Environment): ConfigFault[] {
  const known = Object.keys(variables);
  return Object.keys(environment)
    .filter((name) => name.startsWith('GALLEY_') && !known.includes(name))
    .filter((name) => environment[name] !== undefined)
    .filter((name) => !isServiceLink(name, environment[name] ?? ''))
    .sort()
    .map((name) => {
      const near = nearestName(name, known);
      return {
        variable: name,
        message: 'the bot knows no such variable',
        hint: near === undefined ? 'Take it out of the environment.' : `Did you mean ${near}?`,
      };
    });
}

/** Kubernetes puts the addresses of a service called `galley…` into every container beside it. */
function isServiceLink(name: string, value: string): boolean {
  return (
    /_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?$/.test(name) ||
    /_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name) ||
    /^(tcp|udp|sctp):\/\//.test(value)
  );
}
