'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronUp } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { durationInWords } from '@/components/console/answer/units';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import { percent } from './percent';
import { errorRate, type RouteTotals, type Series } from './series';

type Key = 'route' | 'requests' | 'clientErrors' | 'serverErrors' | 'rate' | 'p50' | 'p95' | 'p99';

/** So many are drawn until the rest is asked for. */
const FIRST_ROUTES = 50;

interface RouteTableProps extends Pick<Series, 'hasStatus' | 'hasLatency'> {
  routes: readonly RouteTotals[];
  /** The address of a route's console; null where there is no such route. */
  hrefOf: (route: string) => string | null;
}

/** What happened at each route. A heading sorts by its column, and the other way round when it does already. */
export function RouteTable({ routes, hasStatus, hasLatency, hrefOf }: RouteTableProps) {
  const [sort, setSort] = useState<{ key: Key; up: boolean }>({ key: 'requests', up: false });
  const [all, setAll] = useState(false);
  const columns = COLUMNS.filter(({ needs }) => !needs || (needs === 'status' ? hasStatus : hasLatency));
  const sorted = [...routes].sort((a, b) => (sort.up ? 1 : -1) * compare(sort.key, a, b));
  const by = (key: Key) => setSort({ key, up: sort.key === key ? !sort.up : key === 'route' });
  const most = Math.max(1, ...routes.map(({ requests }) => requests));
  return (
    <div className="overflow-x-auto px-4 pb-3">
      <table className="w-full min-w-[34rem] border-collapse">
        <thead>
          <tr className="border-line border-b text-muted">
            {columns.map(({ key, label }) => (
              <th
                key={key}
                aria-sort={sort.key === key ? (sort.up ? 'ascending' : 'descending') : 'none'}
                className={clsx('py-1 font-normal', key === 'route' ? 'w-full text-left' : 'pl-4 text-right')}
              >
                <button
                  type="button"
                  onClick={() => by(key)}
                  className="inline-flex items-center gap-1 whitespace-nowrap rounded hover:text-ink"
                >
                  {label}
                  {sort.key === key ? <Arrow up={sort.up} /> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(all ? sorted : sorted.slice(0, FIRST_ROUTES)).map((one) => (
            <tr key={one.route} className="border-line border-b">
              {columns.map(({ key }) =>
                key === 'route' ? (
                  <RouteCell key={key} {...{ one, most, hrefOf }} />
                ) : (
                  <NumberCell key={key} column={key} one={one} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > FIRST_ROUTES && !all ? (
        <Button size="small" className="mt-2" onClick={() => setAll(true)}>
          Show all {sorted.length.toLocaleString('en-GB')}
        </Button>
      ) : null}
    </div>
  );
}

const COLUMNS: readonly { key: Key; label: string; needs?: 'status' | 'latency' }[] = [
  { key: 'route', label: 'Route' },
  { key: 'requests', label: 'Requests' },
  { key: 'clientErrors', label: '4xx', needs: 'status' },
  { key: 'serverErrors', label: '5xx', needs: 'status' },
  { key: 'rate', label: 'Error rate', needs: 'status' },
  { key: 'p50', label: 'p50', needs: 'latency' },
  { key: 'p95', label: 'p95', needs: 'latency' },
  { key: 'p99', label: 'p99', needs: 'latency' },
];

function compare(key: Key, a: RouteTotals, b: RouteTotals): number {
  if (key === 'route') return a.route.localeCompare(b.route, 'en');
  return rankOf(key, a) - rankOf(key, b) || a.requests - b.requests;
}

function rankOf(key: Exclude<Key, 'route'>, one: RouteTotals): number {
  return key === 'rate' ? errorRate(one) : (one[key] ?? -1);
}

function RouteCell({ one, most, hrefOf }: { one: RouteTotals; most: number; hrefOf: RouteTableProps['hrefOf'] }) {
  const href = hrefOf(one.route);
  const name = one.route === '-' ? 'No route' : <VisibleText text={one.route} />;
  return (
    <th scope="row" className="max-w-0 py-1 text-left font-normal">
      {href ? (
        <Link href={href} className="block truncate font-mono text-xs hover:underline">
          {name}
        </Link>
      ) : (
        <span className={clsx('block truncate text-xs', one.route === '-' ? 'text-muted' : 'font-mono')}>{name}</span>
      )}
      <svg aria-hidden="true" className="mt-0.5 block h-0.5 w-full" preserveAspectRatio="none" viewBox="0 0 100 1">
        <rect width={(one.requests / most) * 100} height="1" className="fill-accent opacity-60" />
      </svg>
    </th>
  );
}

function NumberCell({ column, one }: { column: Exclude<Key, 'route'>; one: RouteTotals }) {
  const value = column === 'rate' ? errorRate(one) : one[column];
  const bad = (column === 'serverErrors' || column === 'rate') && (value ?? 0) > 0;
  return (
    <td className={clsx('whitespace-nowrap py-1 pl-4 text-right text-xs tabular-nums', bad && 'font-medium text-bad')}>
      {column === 'rate' ? percent(value ?? 0) : inWords(column, value)}
    </td>
  );
}

function inWords(column: Key, value: number | null): string {
  if (value === null) return '–';
  return column.startsWith('p') ? durationInWords(value) : value.toLocaleString('en-GB');
}

function Arrow({ up }: { up: boolean }) {
  const Icon = up ? ChevronUp : ChevronDown;
  return <Icon aria-hidden="true" size={12} />;
}
