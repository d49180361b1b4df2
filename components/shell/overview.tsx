'use client';

import { clsx } from 'clsx';
import { Boxes, Lock } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { Badge, Count } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { Empty } from '@/components/ui/empty';
import { NativeSelect } from '@/components/ui/native-select';
import type { ApiSummary } from '@/lib/core/api';
import type { Catalogue } from './catalogue';
import { useCatalogue } from './catalogue-store';
import { goTo } from './go-to';
import { placeHref } from './place';
import { Problems } from './problems';
import { regionChoices } from './regions';
import { Title } from './title';
import { kindLabel, TOOLS } from './tree-line';
import { type GroupNode, treeOf } from './tree-model';
import { type AccountInUse, useAccount } from './use-account';

/** Every API of the account, under the stack that owns it; and why some may be missing. */
export function Overview() {
  const inUse = useAccount();
  const catalogue = useCatalogue();
  const groups = useMemo(() => flat(treeOf(catalogue)), [catalogue]);
  const { account } = inUse;
  const empty = catalogue.apis.size === 0;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-ground">
      <Title>{account ? `APIs in ${account.region}` : 'APIs'}</Title>
      <div className="mx-auto flex max-w-5xl flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
        <div className="flex items-baseline gap-2">
          <h1 className="font-semibold text-xl">APIs</h1>
          {empty ? null : <Count value={catalogue.apis.size} label="APIs" />}
          {account ? <span className="text-muted">in {account.region}</span> : null}
        </div>
        <Problems catalogue={catalogue} inUse={inUse} />
        {empty ? (
          <NoApis catalogue={catalogue} inUse={inUse} />
        ) : (
          <ApiTable groups={groups} catalogue={catalogue} inUse={inUse} />
        )}
      </div>
    </div>
  );
}

/** Nested stacks follow their root, under a name that says so. */
function flat(groups: readonly GroupNode[]): GroupNode[] {
  return groups.flatMap((group) => [
    group,
    ...group.groups.map((nested) => ({ ...nested, label: `${group.label} / ${nested.label}` })),
  ]);
}

interface TableProps {
  groups: readonly GroupNode[];
  catalogue: Catalogue;
  inUse: AccountInUse;
}

function ApiTable({ groups, catalogue, inUse }: TableProps) {
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-lg border border-line bg-panel">
      <thead>
        <tr className="text-left text-muted text-xs">
          <Head>Name</Head>
          <Head className="w-20 text-right">Routes</Head>
          <Head className="w-20 max-md:hidden">Kind</Head>
          <Head className="w-[46%] max-md:hidden">Endpoint</Head>
        </tr>
      </thead>
      {groups
        .filter((group) => group.apis.length > 0)
        .map((group) => (
          <tbody key={group.key}>
            <tr>
              <th colSpan={2} scope="rowgroup" className={clsx(CELL, 'bg-ground text-left font-normal text-xs')}>
                <span className="flex h-5 items-center gap-2">
                  <span className="truncate font-medium text-muted">{group.label}</span>
                  {group.tool && TOOLS[group.tool] !== group.label ? <Badge>{TOOLS[group.tool]}</Badge> : null}
                </span>
              </th>
              <td colSpan={2} className={clsx(CELL, 'bg-ground max-md:hidden')} />
            </tr>
            {group.apis.map((node) => (
              <ApiLine key={node.key} api={node.api} routes={catalogue.routes.get(node.key)?.length} inUse={inUse} />
            ))}
          </tbody>
        ))}
    </table>
  );
}

function Head({ className, children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={clsx('border-line border-b px-3 py-2 font-normal', className)}>
      {children}
    </th>
  );
}

interface ApiLineProps {
  api: ApiSummary;
  routes: number | undefined;
  inUse: AccountInUse;
}

const CELL = 'border-line border-b px-3 py-1.5 align-middle';

function ApiLine({ api, routes, inUse }: ApiLineProps) {
  const { profile, region } = inUse.place;
  return (
    <tr className="hover:bg-hover">
      <td className={CELL}>
        <Link
          prefetch={false}
          href={placeHref({ api, profile, region })}
          className="block truncate font-medium hover:text-accent-strong hover:underline"
          data-tip={[api.name, api.description].filter(Boolean).join('\n')}
        >
          {api.name}
        </Link>
      </td>
      <td className={clsx(CELL, 'text-right text-muted tabular-nums')}>{routes?.toLocaleString('en-GB') ?? '–'}</td>
      <td className={clsx(CELL, 'text-muted text-xs max-md:hidden')}>{kindLabel(api)}</td>
      <td className={clsx(CELL, 'max-md:hidden')}>
        <span className="flex h-6 min-w-0 items-center gap-1">
          <span className="truncate font-mono text-muted text-xs">{api.endpoint ?? '–'}</span>
          {api.endpoint ? <CopyButton what="endpoint" text={api.endpoint} size="small" /> : null}
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

function NoApis({ catalogue, inUse }: Omit<TableProps, 'groups'>) {
  const { account, list, place } = inUse;
  const router = useRouter();
  const icon = <Boxes aria-hidden="true" size={24} />;
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
      icon={icon}
      action={
        <NativeSelect
          label="Switch to another region"
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
