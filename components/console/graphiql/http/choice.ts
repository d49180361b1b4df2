import { localSlot, useSlot } from '@/components/store';
import type { Target } from '@/lib/core/api';
import { looksLikeGraphql } from './recognise';

/** In which console a route is open. */
export type RouteConsole = 'graphiql' | 'request';

type Choices = Record<string, RouteConsole>;

const MOST = 500;
const choices = localSlot<Choices>('route-consoles', { fallback: {}, parse: parseChoices });

/** The console of a route: the one that was chosen last, else GraphiQL where the route looks like it. */
export function useRouteConsole(place: string, route: Target | null): [RouteConsole, (next: RouteConsole) => void] {
  const [all, write] = useSlot(choices);
  const usual = route && looksLikeGraphql(route) ? 'graphiql' : 'request';
  const choose = (next: RouteConsole) => {
    const others = Object.entries(choices.read()).filter(([one]) => one !== place);
    write(Object.fromEntries([...others, [place, next] as const].slice(-MOST)));
  };
  return [Object.hasOwn(all, place) ? (all[place] ?? usual) : usual, choose];
}

function parseChoices(value: unknown): Choices | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one === 'graphiql' || one === 'request'));
}
