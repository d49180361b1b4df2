import type { Account, Region, World } from '@/sandbox/model';
import { AT_ONCE, type Delivery, type LogDirectory, type LogGroup } from './model';

export function logsOf(region: Region, account: string): LogDirectory {
  region.logs ??= { account, region: region.name, groups: new Map(), delivery: AT_ONCE };
  return region.logs;
}

/** For every Region that there is. */
export function setDelivery(world: World, delivery: Delivery): void {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) logsOf(region, account.id).delivery = delivery;
  }
}

/** Null takes back what was set before. */
export function setScan(world: World, scanMs: number | null): { scanMs: number | null } {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const logs = logsOf(region, account.id);
      if (scanMs === null) delete logs.scanMs;
      else logs.scanMs = scanMs;
    }
  }
  return { scanMs };
}

export interface NewGroup {
  name: string;
  createdAt: number;
  retentionInDays?: number;
  logGroupClass?: LogGroup['logGroupClass'];
  tags?: Record<string, string>;
}

export function createGroup(
  logs: LogDirectory,
  { logGroupClass = 'STANDARD', tags = {}, ...given }: NewGroup,
): LogGroup {
  const group: LogGroup = {
    ...given,
    arn: `arn:aws:logs:${logs.region}:${logs.account}:log-group:${given.name}`,
    ...{ logGroupClass, tags, streams: new Map(), events: [], storedBytes: 0 },
  };
  logs.groups.set(given.name, group);
  return group;
}

/** The log group that an ARN names, with or without `:*` at its end; undefined where it is of another kind or not there. */
export function groupOfArn(
  { accounts }: { accounts: readonly Account[] },
  arn: string,
): { logs: LogDirectory; group: LogGroup } | undefined {
  const [, regionName, accountId, name = ''] =
    /^arn:aws:logs:([^:]*):([^:]*):log-group:([^:*]+)(?::\*)?$/.exec(arn) ?? [];
  const region = accounts.find(({ id }) => id === accountId)?.regions.get(regionName ?? '');
  const group = region?.logs?.groups.get(name);
  return region?.logs && group && { logs: region.logs, group };
}
