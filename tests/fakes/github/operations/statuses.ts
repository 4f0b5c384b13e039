import { resolveCommit } from '../git/read-commits.ts';
import type { CommitStatus } from '../state/model.ts';
import { apiUrlOf } from '../views/addresses.ts';
import { nodeId } from '../views/node-id.ts';
import { toRepository } from '../views/to-repository.ts';
import { toUser } from '../views/to-user.ts';
import { type Call, invalid, notFound, type OperationPlugs, writerOf } from './operation.ts';

const reads = { caller: 'anyone', permissions: [['statuses', 'read']], role: 'read' } as const;

/** Commit statuses, the older kind of check. */
export const statusOperations: OperationPlugs = {
  'repos/create-commit-status': {
    caller: 'token',
    permissions: [['statuses', 'write']],
    role: 'write',
    run: (call) => {
      const { repository, world } = call;
      const request = call.body as {
        state: CommitStatus['state'];
        target_url?: string | null;
        description?: string | null;
        context?: string;
      };
      const sha = resolveCommit(repository.store, call.parameters.sha ?? '');
      if (sha === undefined) throw invalid('Status', 'sha');
      const {
        context = 'default',
        description = null,
        state,
        target_url: targetUrl = null,
      } = request;
      if ((description?.length ?? 0) > 140) throw invalid('Status', 'description');
      const creator = writerOf(call).account;
      const id = world.nextId();
      const createdAt = world.now();
      const status = { id, sha, state, context, description, targetUrl, creator, createdAt };
      repository.statuses.push(status);
      return { status: 201, body: toStatus(call, status) };
    },
  },
  'repos/list-commit-statuses-for-ref': {
    ...reads,
    run: (call) => ({
      list: statusesOf(call)
        .reverse()
        .map((status) => toStatus(call, status)),
    }),
  },
  'repos/get-combined-status-for-ref': {
    ...reads,
    run: (call) => {
      const all = statusesOf(call);
      const latest = [...new Map(all.map((status) => [status.context, status])).values()];
      const states = latest.map(({ state }) => state);
      const isBad = states.some((state) => state === 'error' || state === 'failure');
      const isPending = states.length === 0 || states.includes('pending');
      const api = apiUrlOf(call.world, call.repository);
      const sha = commitOf(call);
      const body = {
        state: isBad ? 'failure' : isPending ? 'pending' : 'success',
        statuses: latest.map((status) => toStatus(call, status)),
        sha,
        total_count: latest.length,
        repository: toRepository(call.world, call.repository),
        commit_url: `${api}/commits/${sha}`,
        url: `${api}/commits/${sha}/status`,
      };
      return { status: 200, body };
    },
  },
};

function statusesOf(call: Call): CommitStatus[] {
  const sha = commitOf(call);
  return call.repository.statuses.filter((status) => status.sha === sha);
}

function commitOf({ parameters, repository }: Call): string {
  const sha = resolveCommit(repository.store, parameters.ref ?? '');
  if (sha === undefined) throw notFound();
  return sha;
}

function toStatus({ repository, world }: Call, status: CommitStatus) {
  const creator = toUser(world, status.creator);
  return {
    id: status.id,
    node_id: nodeId('SC', status.id),
    url: `${apiUrlOf(world, repository)}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    creator,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}
