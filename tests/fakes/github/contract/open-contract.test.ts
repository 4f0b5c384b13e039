import { describe, expect, it } from 'vitest';
import { buildPayload, readExamples } from '../webhooks/build-payload.ts';
import { openContract } from './open-contract.ts';

const contract = openContract();

describe('the description', () => {
  it.each([
    ['GET', '/repos/acme/prompts/contents/prompts/tone/refund.yaml', 'repos/get-content'],
    ['GET', '/repos/acme/prompts/contents/prompts%2Frefund.yaml', 'repos/get-content'],
    ['GET', '/repos/acme/prompts/commits/feature/tone/check-runs', 'checks/list-for-ref'],
    ['GET', '/repos/acme/prompts/branches/feature/tone/protection', 'repos/get-branch-protection'],
    ['GET', '/repos/acme/prompts/issues/comments/7', 'issues/get-comment'],
    ['DELETE', '/repos/acme/prompts/git/refs/heads/galley/restore', 'git/delete-ref'],
  ])('knows %s %s as %s', (method, path, id) => {
    expect(contract.find(method, path)?.operation.id).toBe(id);
  });

  it('gives the parameters of a path without their escapes', () => {
    const found = contract.find('GET', '/repos/acme/prompts/contents/prompts%2Ftone%20kind.yaml');
    expect(found?.parameters).toEqual({
      owner: 'acme',
      repo: 'prompts',
      path: 'prompts/tone kind.yaml',
    });
  });

  it('finds what is wrong with an answer', () => {
    const operation = contract.find('POST', '/repos/acme/prompts/issues/1/comments')?.operation;
    if (operation === undefined) throw new Error('no operation');
    const faults = (status: number, body: unknown) =>
      contract.responseFaults(operation, { status, body });
    expect(faults(201, { id: 'one' })).toContain('/id: must be integer {"type":"integer"}');
    expect(faults(418, {})).toEqual(['status 418 is not documented']);
    expect(faults(403, { error: 'no' })).toHaveLength(1);
    expect(faults(403, { message: 'no' })).toEqual([]);
  });

  it('refuses null where it does not allow it, and takes it where it does', () => {
    const operation = contract.find('GET', '/repos/acme/prompts/git/blobs/abc')?.operation;
    if (operation === undefined) throw new Error('no operation');
    const blob = {
      sha: 'abc',
      url: 'https://github.com',
      node_id: 'B',
      content: '',
      encoding: 'utf-8',
    };
    const faults = (more: object) =>
      contract.responseFaults(operation, { status: 200, body: { ...blob, ...more } });
    expect(faults({ size: null })).toEqual([]);
    expect(faults({ size: 1, sha: null })).toEqual(['/sha: must be string {"type":"string"}']);
  });

  it('finds what an official example lacks of what webhooks hold today', () => {
    const example = buildPayload(readExamples(), 'pull_request.edited', {});
    expect(contract.webhookFaults('pull_request.edited', example)).toContain(
      '/: must have required property \'changes\' {"missingProperty":"changes"}',
    );
  });
});
