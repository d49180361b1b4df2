import { clsx } from 'clsx';
import { KeyRound, KeySquare, Lock, ShieldQuestion, SquareFunction } from 'lucide-react';
import type { RouteAuth } from '@/lib/core/api';
import { marks } from './tree-rows';

const COLOURS: Record<string, string> = {
  GET: 'text-get',
  POST: 'text-post',
  PUT: 'text-put',
  PATCH: 'text-patch',
  DELETE: 'text-delete',
  HEAD: 'text-head',
  OPTIONS: 'text-head',
};

/** The colour in which a method is always written. */
export function methodColour(method: string): string {
  return COLOURS[method.toUpperCase()] ?? 'text-any';
}

/** Longer than its column: the route key says the rest. */
const SHORT: Record<string, string> = { DISCONNECT: 'CLOSE' };

/** A method, small and coloured. */
export function MethodLabel({ method, className }: { method: string; className?: string }) {
  return (
    <span className={clsx('font-mono font-semibold text-[0.625rem] leading-4', methodColour(method), className)}>
      {SHORT[method] ?? method}
    </span>
  );
}

const AUTH = {
  iam: { icon: KeyRound, name: 'IAM' },
  jwt: { icon: Lock, name: 'JWT authorizer' },
  lambda: { icon: SquareFunction, name: 'Lambda authorizer' },
  'api-key': { icon: KeySquare, name: 'API key' },
  unknown: { icon: ShieldQuestion, name: 'Authorization of a kind that is not known here' },
};

/** How a route asks who calls; nothing for an open route. */
export function AuthMark({ auth }: { auth: RouteAuth }) {
  if (auth === 'none') return null;
  const { icon: Icon, name } = AUTH[auth];
  return (
    <span role="img" aria-label={name} data-tip={name} className="shrink-0 text-faint">
      <Icon aria-hidden="true" size={12} />
    </span>
  );
}

/** A text with what the filter found in it marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  const parts = [];
  let at = 0;
  for (const [from, to] of marks(text, words)) {
    parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className="rounded-[2px] bg-warn-soft text-warn">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}
