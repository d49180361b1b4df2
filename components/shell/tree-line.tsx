'use client';

import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import type { ApiSummary, DeployTool } from '@/lib/core/api';
import { AuthMark, Marked, MethodLabel } from './route-marks';
import { type ApiTraffic, trafficInWords, trafficOf } from './route-traffic';
import { TrafficMark } from './traffic-mark';
import type { Row } from './tree-rows';

export const TOOLS: Record<DeployTool, string> = {
  sst: 'SST',
  sam: 'SAM',
  cdk: 'CDK',
  serverless: 'Serverless',
  terraform: 'Terraform',
  pulumi: 'Pulumi',
  cloudformation: 'CloudFormation',
};

/** Kinds whose short name is not theirs in capitals. */
const SHORT: Record<string, string> = { appsync: 'AppSync', events: 'Events', websocket: 'WebSocket' };

/** What a kind of API is called in a corner: "HTTP". */
export const kindLabel = ({ kind }: Pick<ApiSummary, 'kind'>) => SHORT[kind] ?? kind.toUpperCase();

export interface LineProps {
  row: Row;
  id: string;
  /** The row that is on screen at the right. */
  current: boolean;
  /** The row that the keys act on. */
  active: boolean;
  words: readonly string[];
  style: CSSProperties;
  href: string | null;
  /** What stands in a note row. */
  note: string;
  /** Of the API whose route this is, where it was asked for. */
  traffic?: ApiTraffic | undefined;
  onToggle: (row: Row) => void;
  onChoose: (row: Row) => void;
}

/** One line of the tree. A link where there is somewhere to go, so that it opens in a new tab as links do. */
export function TreeLine(props: LineProps) {
  const { row, id, current, active, style, href, traffic, onToggle, onChoose } = props;
  const openable = row.type === 'group' || row.type === 'api';
  const shared = {
    id,
    'aria-level': row.level,
    'aria-posinset': row.position,
    'aria-setsize': row.siblings,
    'aria-selected': current,
    ...(openable ? { 'aria-expanded': row.open } : {}),
    ...(row.type === 'group' ? {} : { 'data-tip': hint(row, traffic) }),
    style,
    className: clsx(
      'absolute inset-x-2 top-0 flex h-7 items-center gap-1.5 rounded-md pr-2 outline-none',
      INDENT[Math.min(row.level, INDENT.length) - 1],
      current ? 'bg-selected' : 'hover:bg-hover',
      active &&
        'group-focus-visible:outline-2 group-focus-visible:outline-accent group-focus-visible:-outline-offset-2',
    ),
  };
  const choose = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (onChevron(event)) onToggle(row);
    else onChoose(row);
  };
  const content = <Content {...props} />;
  return href ? (
    <a {...shared} role="treeitem" tabIndex={-1} href={href} draggable={false} onClick={choose}>
      {content}
    </a>
  ) : (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows.
    <div {...shared} role="treeitem" tabIndex={-1} onClick={choose}>
      {content}
    </div>
  );
}

const INDENT = ['pl-1.5', 'pl-4', 'pl-6.5', 'pl-9'];

const onChevron = (event: MouseEvent) =>
  event.target instanceof Element && event.target.closest('[data-chevron]') !== null;

function hint(row: Exclude<Row, { type: 'group' }>, traffic: ApiTraffic | undefined): string {
  if (row.type === 'route') {
    const route = trafficOf(traffic, row.target.key);
    return route && traffic ? `${row.target.key}\n${trafficInWords(route, traffic)}` : row.target.key;
  }
  if (row.type === 'note') return '';
  const { api } = row.node;
  return [api.name, api.id, api.description].filter(Boolean).join('\n');
}

function Content({ row, words, note, current, traffic }: LineProps): ReactNode {
  switch (row.type) {
    case 'group':
      return (
        <>
          <Chevron open={row.open} />
          <span className="min-w-0 flex-1 truncate font-medium text-muted text-xs">
            <Marked text={row.group.label} words={words} />
          </span>
          {row.group.tool ? <span className="shrink-0 text-2xs text-faint">{TOOLS[row.group.tool]}</span> : null}
        </>
      );
    case 'api':
      return (
        <>
          <Chevron open={row.open} />
          <span className="min-w-0 flex-1 truncate font-medium">
            <Marked text={row.node.api.name} words={words} />
          </span>
          <RouteCount count={row.node.routes?.length} />
          <span className="shrink-0 text-2xs text-faint">{kindLabel(row.node.api)}</span>
        </>
      );
    case 'route':
      return (
        <>
          <MethodLabel method={row.target.method} className="w-10.5 shrink-0" />
          <span className={clsx('min-w-0 flex-1 truncate font-mono text-xs', current ? 'text-ink' : 'text-muted')}>
            <Marked text={row.target.path} words={words} />
          </span>
          <RouteTrafficMark routeKey={row.target.key} traffic={traffic} />
          <AuthMark auth={row.target.auth} />
        </>
      );
    case 'note':
      return <span className="truncate pl-1 text-faint text-xs">{note}</span>;
  }
}

function RouteTrafficMark({ routeKey, traffic }: { routeKey: string; traffic: ApiTraffic | undefined }) {
  const route = trafficOf(traffic, routeKey);
  return route && traffic ? <TrafficMark route={route} api={traffic} /> : null;
}

function Chevron({ open }: { open: boolean }) {
  return (
    <span data-chevron="" className="grid h-7 w-4.5 shrink-0 place-items-center text-faint">
      <ChevronRight aria-hidden="true" size={13} className={clsx('transition-transform', open && 'rotate-90')} />
    </span>
  );
}

function RouteCount({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  return (
    <span className="shrink-0 text-2xs text-faint tabular-nums">
      {count}
      <span className="sr-only"> {count === 1 ? 'route' : 'routes'},</span>
    </span>
  );
}
