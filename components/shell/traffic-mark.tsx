import { TriangleAlert } from 'lucide-react';
import { type ApiTraffic, type RouteTraffic, trafficInWords } from './route-traffic';

/** How much a route is called, and how often it failed, in a few characters; in words for screen readers. */
export function TrafficMark({ route, api }: { route: RouteTraffic; api: ApiTraffic }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-2xs text-faint tabular-nums">
      <span className="sr-only">, {trafficInWords(route, api)}, </span>
      {route.serverErrors > 0 ? (
        <span aria-hidden="true" className="flex items-center gap-0.5 font-medium text-bad">
          <TriangleAlert size={10} />
          {short(route.serverErrors)}
        </span>
      ) : null}
      <span aria-hidden="true">{short(route.requests)}</span>
    </span>
  );
}

function short(count: number): string {
  if (count < 1_000) return String(count);
  return count < 999_500 ? `${Math.round(count / 100) / 10}k` : `${Math.round(count / 100_000) / 10}M`;
}
