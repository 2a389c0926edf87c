// The two accounts of a migration. The source can only be read; the two are never the same.

import type { ProviderName } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { bindingFor, providerNamed } from '../../providers/index.js';
import { readOnlySession } from '../../providers/read-only.js';
import type { Session } from '../../providers/session.js';
import type { Tools } from '../tools.js';
import { readOnlyStop } from '../writing/require-writable.js';

/** What a migration works with. */
export interface MigrationTools {
  /** Only its connection is used, and only to read. */
  readonly source: Pick<Tools, 'connect'>;
  readonly target: Tools;
}

/** The accounts. */
export interface Accounts {
  readonly source: Session;
  readonly target: Session;
}

/** Connects the account that rows come from: nothing can be written to it. */
export async function connectSource(
  provider: ProviderName,
  { source }: Pick<MigrationTools, 'source'>,
): Promise<Session> {
  return readOnlySession((await source.connect(provider)).session, readOnlyStop);
}

/** Connects both accounts of a service. Throws a Stop where they are one account, and a ServiceError. */
export async function connectAccounts(provider: ProviderName, tools: MigrationTools): Promise<Accounts> {
  const source = await connectSource(provider, tools);
  const target = (await tools.target.connect(provider)).session;
  if (await areSame(source, target)) throw sameAccount(source);
  return { source, target };
}

/** Settings may name one account in two ways, and the keys of a service need not say whose they are: then the service is asked. */
async function areSame(source: Session, target: Session): Promise<boolean> {
  if (baseUrlOf(source) !== baseUrlOf(target)) return false;
  const [from, to] = [await chosenOwner(source), await chosenOwner(target)];
  if (from !== '' && to !== '') return from === to;
  if (source.provider !== 'variable') return source.accountKey === target.accountKey;
  // The source is asked, so that no id of its own reaches the target.
  const bind = await bindingFor({ name: 'variable-products', provider: 'variable' });
  const { rows } = bind(target);
  const { readBack } = bind(source);
  for await (const { remoteId } of rows?.({}) ?? []) return (await readBack?.(remoteId)) !== undefined;
  return false;
}

/** The id of the organisation, group or client; '' where the service does not say. */
async function chosenOwner(session: Session): Promise<string> {
  const { owners } = await providerNamed(session.provider).whoami(session);
  return owners.find(({ isChosen }) => isChosen)?.id.toLowerCase() ?? '';
}

/** An account's key is the provider, the base URL and the owner. */
function baseUrlOf({ accountKey }: Session): string {
  return accountKey.split(' ')[1] ?? '';
}

function sameAccount({ owner }: Session): Stop {
  const hint = 'name two profiles whose organisations, groups or keys differ';
  return new Stop('usage', 'SAME_ACCOUNT', `both profiles are of one account: ${owner}`, hint);
}
