import type { Account, Region } from './model';

/** The account's region of this name; one that holds nothing yet is there all the same, as in AWS. */
export function knownRegion(account: Account, name: string): Region {
  const known = account.regions.get(name);
  if (known) return known;
  const region: Region = { name, stacks: [], httpApis: new Map(), functions: new Map() };
  account.regions.set(name, region);
  return region;
}
