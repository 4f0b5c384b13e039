import type { Problem } from '@galley/engine/errors';
import type { ReadText } from './config-ports.ts';
import { readTenants } from './read-tenants.ts';
import type { Tenants } from './tenants.ts';

/** tenants.yaml as it is in force: read again it may change, and a faulty one changes nothing. */
export interface TenantsFile extends Tenants {
  readonly path: string;
  /** What the file holds now, or why it cannot be read. */
  look(): ReadText;
  /**
   * Takes this text as the file's.
   * @returns what is wrong with it, as lines for people; then what was in force stays in force
   */
  take(read: ReadText): readonly string[];
  /** What was taken last, right or wrong. */
  taken(): ReadText;
}

/**
 * Opens tenants.yaml.
 * @returns its faults as lines for people when it cannot be used
 */
export function openTenantsFile(
  path: string,
  readText: (path: string) => ReadText,
):
  | { readonly tenants: TenantsFile; readonly faults?: undefined }
  | { readonly tenants?: undefined; readonly faults: readonly string[] } {
  let taken = readText(path);
  const first = tenantsIn(path, taken);
  if (first.tenants === undefined) return { faults: first.faults };
  let inForce = first.tenants;
  return {
    tenants: {
      path,
      policyOf: (...of) => inForce.policyOf(...of),
      look: () => readText(path),
      take(read) {
        taken = read;
        const { tenants, faults } = tenantsIn(path, read);
        if (tenants !== undefined) inForce = tenants;
        return faults;
      },
      taken: () => taken,
    },
  };
}

function tenantsIn(
  path: string,
  read: ReadText,
): { readonly tenants?: Tenants; readonly faults: readonly string[] } {
  if (read.text === undefined) return { faults: [`${path} cannot be read (${read.reason})`] };
  const { tenants, problems = [] } = readTenants(path, Buffer.from(read.text));
  return { ...(tenants && { tenants }), faults: problems.map(problemLine) };
}

function problemLine({ file, line, column, code, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}
