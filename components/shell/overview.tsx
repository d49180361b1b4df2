'use client';

import { clsx } from 'clsx';
import { Boxes, Lock } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useMemo } from 'react';
import { Badge, Count } from '@/components/ui/badge';
import { Empty } from '@/components/ui/empty';
import { NativeSelect } from '@/components/ui/native-select';
import type { Catalogue } from './catalogue';
import { useCatalogue } from './catalogue-store';
import { goTo } from './go-to';
import { placeHref } from './place';
import { Problems } from './problems';
import { regionChoices } from './regions';
import { Title } from './title';
import { kindLabel, TOOLS } from './tree-line';
import { type ApiNode, type GroupNode, treeOf } from './tree-model';
import { type AccountInUse, useAccount } from './use-account';

/** Every API of the account with the stack that owns it; and why some may be missing. */
export function Overview() {
  const inUse = useAccount();
  // Not urgent: a long table is drawn in slices and never holds up a key or a click.
  const catalogue = useDeferredValue(useCatalogue());
  const { account } = inUse;
  const empty = catalogue.apis.size === 0;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-ground">
      <Title>{account ? `APIs in ${account.region}` : 'APIs'}</Title>
      <div className="mx-auto flex max-w-6xl flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
        <div className="flex items-baseline gap-2">
          <h1 className="font-semibold text-xl">APIs</h1>
          {empty ? null : <Count value={catalogue.apis.size} label="APIs" />}
          {account ? <span className="text-muted">in {account.region}</span> : null}
        </div>
        <Problems catalogue={catalogue} inUse={inUse} />
        {empty ? <NoApis catalogue={catalogue} inUse={inUse} /> : <ApiTable catalogue={catalogue} inUse={inUse} />}
      </div>
    </div>
  );
}

interface PartProps {
  catalogue: Catalogue;
  inUse: AccountInUse;
}

function ApiTable({ catalogue, inUse }: PartProps) {
  const groups = useMemo(() => flat(treeOf(catalogue)), [catalogue]);
  const { profile, region } = inUse.place;
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-lg border border-line bg-panel [&_tbody_tr:last-child_td]:border-b-0">
      <thead>
        <tr className="text-left text-muted text-xs">
          <Head>Name</Head>
          <Head className="max-md:hidden">Stack</Head>
          <Head className="w-22 max-md:hidden">Kind</Head>
          <Head className="w-20 text-right">Routes</Head>
          <Head className="w-[38%] max-md:hidden">Endpoint</Head>
        </tr>
      </thead>
      <tbody>
        {groups.flatMap((group) =>
          group.apis.map((node) => (
            <ApiLine key={node.key} node={node} group={group} href={placeHref({ api: node.api, profile, region })} />
          )),
        )}
      </tbody>
    </table>
  );
}

/** Nested stacks follow their root, under a name that says so. */
function flat(groups: readonly GroupNode[]): GroupNode[] {
  return groups.flatMap((group) => [
    group,
    ...group.groups.map((nested) => ({ ...nested, label: `${group.label} / ${nested.label}` })),
  ]);
}

function Head({ className, children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={clsx('border-line border-b px-3 py-2 font-normal', className)}>
      {children}
    </th>
  );
}

const CELL = 'border-line border-b px-3 py-1.5';
const WIDE = `${CELL} max-md:hidden`;

function ApiLine({ node, group, href }: { node: ApiNode; group: GroupNode; href: string }) {
  const { api, routes } = node;
  const tool = group.tool && TOOLS[group.tool] !== group.label ? TOOLS[group.tool] : null;
  return (
    <tr className="hover:bg-hover">
      <td className={CELL} data-tip={[api.name, api.description].filter(Boolean).join('\n')}>
        <Link
          prefetch={false}
          href={href}
          className="block truncate font-medium hover:text-accent-strong hover:underline"
        >
          {api.name}
        </Link>
        <span className="block truncate text-faint text-xs md:hidden">{group.label}</span>
      </td>
      <td className={WIDE}>
        <span className="flex h-5 items-center gap-2">
          <span className="truncate text-muted">{group.label}</span>
          {tool ? <Badge>{tool}</Badge> : null}
        </span>
      </td>
      <td className={clsx(WIDE, 'text-muted text-xs')}>{kindLabel(api)}</td>
      <td className={clsx(CELL, 'text-right text-muted tabular-nums')}>
        {routes?.length.toLocaleString('en-GB') ?? '–'}
      </td>
      <td className={WIDE}>
        <span className="flex h-5 items-center gap-2">
          <span className="truncate font-mono text-muted text-xs">{api.endpoint ?? '–'}</span>
          {api.endpointDisabled ? (
            <Badge tone="warn">
              <Lock aria-hidden="true" size={11} /> Disabled
            </Badge>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

function NoApis({ catalogue, inUse }: PartProps) {
  const { account, list, place } = inUse;
  const router = useRouter();
  if (catalogue.state !== 'done') {
    return (
      <p role="status" className="text-muted">
        Looking for APIs{account ? ` in ${account.region}` : ''}
      </p>
    );
  }
  // A card above says why nothing could be read: then nothing is not a finding.
  if (!account || catalogue.failure || catalogue.problems.length > 0) return null;
  return (
    <Empty
      icon={<Boxes aria-hidden="true" size={24} />}
      action={
        <NativeSelect
          label="Look elsewhere"
          value={account.region}
          items={regionChoices([account.region, ...(list?.profiles ?? []).map((one) => one.region)])}
          onValue={(region) => goTo(router, placeHref({ profile: place.profile, region }))}
        />
      }
    >
      There are no APIs in {account.region}
      {account.profile ? ` for the profile ${account.profile}` : ''}. They may be in another region.
    </Empty>
  );
}
