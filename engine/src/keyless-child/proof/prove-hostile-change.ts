import type { OpenedChange } from '../../proof/change.ts';
import { prove } from '../../proof/prove.ts';
import type { DeskSide } from '../../proof/prove-options.ts';
import { estimateSuites } from './estimate-suites.ts';
import type { HostileChange } from './hostile-proof.ts';
import { openHostileChange, reportOf } from './open-hostile-change.ts';
import type { PlainOrder, ProofHost, ProvedReport } from './proof-host.ts';
import { type RemoteDesk, remoteDesk } from './remote-desk.ts';

/**
 * Opens and proves a change here, with models that are asked elsewhere.
 * @throws GalleyError what `prove` throws
 */
export async function proveHostileChange(
  change: HostileChange,
  host: ProofHost,
  signal: AbortSignal,
): Promise<ProvedReport> {
  const opened = await openHostileChange(change);
  const order = await host.open(reportOf(opened));
  if (order === undefined) return {};
  const desks: Readonly<Record<DeskSide, RemoteDesk>> = {
    base: remoteDesk('base', host),
    head: remoteDesk('head', host),
    judge: remoteDesk('judge', host),
  };
  const { estimates: wantsEstimates = false, proves = true } = order;
  const estimates = wantsEstimates ? await estimateSuites(opened, order, desks) : undefined;
  const proof = proves ? await proveOpened(opened, order, { host, desks, signal }) : undefined;
  return { ...(estimates && { estimates }), ...(proof && { proof }) };
}

function proveOpened(opened: OpenedChange, order: PlainOrder, { host, desks, signal }: ProvePorts) {
  return prove(opened, {
    ...order,
    capNanoUsd: order.capNanoUsd,
    createDesk: (_project, _scriptedFiles, side) => desks[side],
    emit: (event) => host.emit(event),
    signal,
  });
}

interface ProvePorts {
  readonly host: ProofHost;
  readonly desks: Readonly<Record<DeskSide, RemoteDesk>>;
  readonly signal: AbortSignal;
}
