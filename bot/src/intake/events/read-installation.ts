import type { EventReader } from '../event-reader.ts';
import type { Intent } from '../intents.ts';
import type { Fields } from '../read-fields.ts';
import { readAccount, readFullName, readPlace } from '../read-place.ts';

const meanings = new Map<string, Extract<Intent, { kind: 'installation' }>['what']>([
  ['created', 'created'],
  ['deleted', 'removed'],
  ['suspend', 'suspended'],
  ['unsuspend', 'resumed'],
]);

/** The App was installed on an account, removed, suspended or taken up again. */
export const readInstallation: EventReader = (payload) => {
  const what = meanings.get(payload.text('action'));
  if (what === undefined) return [];
  const owner = readOwner(payload);
  const installation: Intent = { kind: 'installation', ...owner, what };
  if (what !== 'created' || !payload.has('repositories')) return [installation];
  const added = payload.list('repositories').map(readListed);
  return [installation, { kind: 'repositories', ...owner, added, removed: [] }];
};

/** An installation covers other repositories than before. */
export const readInstallationRepositories: EventReader = (payload) => {
  const action = payload.text('action');
  if (action !== 'added' && action !== 'removed') return [];
  const [added, removed] = ['repositories_added', 'repositories_removed'].map((key) =>
    payload.list(key).map(readListed),
  );
  return [
    { kind: 'repositories', ...readOwner(payload), added: added ?? [], removed: removed ?? [] },
  ];
};

/** A repository has another name or owner, or is gone. */
export const readRepository: EventReader = (payload) => {
  const action = payload.text('action');
  if (!['renamed', 'transferred', 'deleted'].includes(action)) return [];
  const { installationId, account, accountId } = readPlace(payload);
  const listed = [readListed(payload.fields('repository'))];
  const isGone = action === 'deleted';
  return [
    {
      kind: 'repositories',
      installationId,
      account,
      accountId,
      added: isGone ? [] : listed,
      removed: isGone ? listed : [],
    },
  ];
};

function readOwner(payload: Fields) {
  const installation = payload.fields('installation');
  const { login, id } = readAccount(installation.fields('account'));
  return { installationId: installation.number('id'), account: login, accountId: id };
}

function readListed(repository: Fields) {
  return { id: repository.number('id'), fullName: readFullName(repository) };
}
