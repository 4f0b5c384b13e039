import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operationPlugs } from '../operations/registry.ts';
import { type OpenDescription, referencesIn } from './cut-description.ts';
import { wantedEvents } from './wanted-events.ts';
import { wantedOperations } from './wanted-operations.ts';

interface Vendored extends OpenDescription {
  readonly source: { readonly package: string; readonly version: string };
  readonly examples: Record<string, unknown>;
}

describe.each(['rest', 'webhooks', 'examples'])('the vendored %s', (name) => {
  const vendored = readVendored(name);

  it('names the package and the version that it comes from', () => {
    expect(vendored.source.package).toMatch(/^@octokit\//);
    expect(vendored.source.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('refers to nothing that it does not hold', () => {
    const missing = referencesIn(vendored).filter((reference) => {
      const [, , group = '', component = ''] = reference.split('/');
      return vendored.components[group]?.[component] === undefined;
    });
    expect(missing).toEqual([]);
  });

  it('stays small', () => {
    expect(JSON.stringify(vendored).length).toBeLessThan(400_000);
  });
});

describe('the fake', () => {
  it('describes and serves exactly the operations it wants', () => {
    const items = Object.values(readVendored('rest').paths ?? {});
    const described = items.flatMap((item) =>
      Object.values(item).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(described.sort()).toEqual([...wantedOperations].sort());
    expect([...operationPlugs.keys()].sort()).toEqual([...wantedOperations].sort());
  });

  it('describes exactly the webhooks it wants, and has an example of each', () => {
    const described = Object.keys(readVendored('webhooks').webhooks ?? {});
    const names = Object.keys(wantedEvents).map((name) =>
      name.replace(/\.$/, '').replace('.', '-').replaceAll('_', '-'),
    );
    expect(described.sort()).toEqual(names.sort());
    const { examples } = readVendored('examples');
    for (const source of Object.values(wantedEvents)) expect(examples).toHaveProperty([source]);
  });
});

function readVendored(name: string): Vendored {
  const file = new URL(`./generated/${name}.json`, import.meta.url);
  return { components: {}, ...(JSON.parse(readFileSync(file, 'utf8')) as object) } as Vendored;
}
