'use client';

import Link from 'next/link';
import { VisibleText } from '@/components/console/answer/visible-text';
import { AuthMark, MethodLabel } from '@/components/shell/route-marks';
import type { GatewayAuthorizer, GatewayIntegration, GatewayRoute } from '@/lib/apis/gateway/contract';
import { FactsSection } from './facts-section';

interface RoutesTableProps {
  routes: readonly GatewayRoute[];
  integrations: readonly GatewayIntegration[];
  authorizers: readonly GatewayAuthorizer[];
  /** The address of a route's console. */
  hrefOf: (route: GatewayRoute) => string;
  /** What a route is for, where somebody says so. */
  summaryOf?: (route: GatewayRoute) => string | null;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];

/** Routes as people read them: by path, then method, the catch-all last. */
export function byPath(a: GatewayRoute, b: GatewayRoute): number {
  if ((a.path === '$default') !== (b.path === '$default')) return a.path === '$default' ? 1 : -1;
  return a.path.localeCompare(b.path, 'en') || METHODS.indexOf(a.method) - METHODS.indexOf(b.method);
}

/** The routes in the given order, and what stands behind each. */
export function RoutesTable({ routes, hrefOf, summaryOf, ...behind }: RoutesTableProps) {
  const integrations = new Map(behind.integrations.map((one) => [one.id, one]));
  const authorizers = new Map(behind.authorizers.map((one) => [one.id, one]));
  return (
    <FactsSection
      title="Routes"
      part="routes"
      aside={<span className="text-muted">{routes.length.toLocaleString('en-GB')}</span>}
      none={routes.length === 0 ? 'It has no routes.' : null}
    >
      <div className="overflow-x-auto">
        <table className="w-full min-w-[36rem] border-collapse text-left">
          <thead className="text-muted">
            <tr className="border-line border-b">
              <th className="py-1.5 pr-4 font-normal">Route</th>
              <th className="py-1.5 pr-4 font-normal">Integration</th>
              <th className="py-1.5 font-normal">Authorization</th>
            </tr>
          </thead>
          <tbody>
            {routes.map((route) => (
              <tr key={route.id} className="border-line border-b align-top">
                <td className="py-1.5 pr-4">
                  <Link href={hrefOf(route)} className="flex items-baseline gap-2 hover:underline">
                    <MethodLabel method={route.method} className="w-12 shrink-0" />
                    <span className="break-all font-mono text-xs">{route.path}</span>
                  </Link>
                  <Summary words={summaryOf?.(route) ?? null} />
                </td>
                <td className="break-all py-1.5 pr-4 font-mono text-muted text-xs">
                  {route.integrationId ? (integrations.get(route.integrationId)?.label ?? route.integrationId) : 'None'}
                </td>
                <td className="py-1.5">
                  <span className="flex items-center gap-1.5">
                    <AuthMark auth={route.auth} />
                    {authInWords(route, authorizers.get(route.authorizerId ?? '')?.name)}
                    {route.request?.apiKeyRequired && route.auth !== 'api-key' ? ' and an API key' : null}
                  </span>
                  {route.scopes.length > 0 ? (
                    <span className="block break-all text-faint text-xs">{route.scopes.join(', ')}</span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FactsSection>
  );
}

function Summary({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <p className="mt-0.5 line-clamp-2 break-words pl-14 text-muted text-xs">
      <VisibleText text={words} />
    </p>
  );
}

function authInWords(route: GatewayRoute, authorizer: string | undefined): string {
  if (route.auth === 'none') return 'Open';
  if (route.auth === 'iam') return 'IAM';
  if (route.auth === 'api-key') return 'API key';
  return authorizer ?? (route.auth === 'jwt' ? 'JWT' : route.auth === 'lambda' ? 'Lambda' : 'Not known');
}
