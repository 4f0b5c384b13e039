import { expect, it } from 'vitest';
import { findChildGuard } from './find-child-guard.ts';

it('has nothing to offer where there are no namespaces, and says so', async () => {
  expect(await findChildGuard('darwin')).toEqual({
    network: 'none',
    dropsPrivileges: false,
    diesWithParent: false,
    command: [],
  });
});
