'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { ComponentProps, ReactNode } from 'react';
import { ApiHeader } from '@/components/console/api-header';
import { ApiLoading } from '@/components/console/api-loading';
import type { CallableDetail } from '@/components/console/callable';
import { chooseStage } from '@/components/console/choose-stage';
import type { ContractPageProps } from '@/components/console/contract/contract-page';
import type { FactsShown } from '@/components/console/facts/facts-shown';
import { type RouteConsole, useRouteConsole } from '@/components/console/graphiql/http/choice';
import { ConsoleChoice } from '@/components/console/graphiql/http/console-choice';
import { MissingRoute } from '@/components/console/missing-route';
import { summaryOf, type Told, useTold } from '@/components/console/openapi/use-told';
import type { OpenedProps } from '@/components/console/opened';
import { SendConsole } from '@/components/console/request/send-console';
import { goTo } from '@/components/shell/go-to';
import { type Place, placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import { accountKey, apiKey } from '@/lib/core/keys';

const HttpGraphiql = dynamic(
  () => import('@/components/console/graphiql/http/http-graphiql').then((module) => module.HttpGraphiql),
  { ssr: false, loading: ApiLoading },
);

const ContractPage = dynamic(
  () => import('@/components/console/contract/contract-page').then((module) => module.ContractPage),
  {
    ssr: false,
    loading: ApiLoading,
  },
);

const ComparePage = dynamic(
  () => import('@/components/console/contract/compare-page').then((module) => module.ComparePage),
  {
    ssr: false,
    loading: ApiLoading,
  },
);

const ImportPage = dynamic(
  () => import('@/components/console/openapi/import-page').then((module) => module.ImportPage),
  {
    ssr: false,
    loading: ApiLoading,
  },
);

interface GatewayConsoleProps extends OpenedProps<CallableDetail> {
  /** As AWS calls it: "HTTP API". */
  kind: string;
  facts: (shown: FactsShown) => ReactNode;
}

/** An API of which one calls routes at stages: its facts, and for a chosen route the request builder or GraphiQL. */
export function GatewayConsole({ api, detail, kind, facts, refreshing, onRefresh }: GatewayConsoleProps) {
  const router = useRouter();
  const { place } = useAccount();
  const stage = chooseStage(detail.stages, place.stage);
  const route = detail.routes.find((one) => one.key === place.route) ?? null;
  const facted = { ...place, view: null, against: null };
  const about = placeHref({ ...facted, route: null });
  const behind = detail.integrations.find((one) => one.id === route?.integrationId);
  const whole = `${accountKey(api.account)} ${apiKey(api)}`;
  const at = `${whole} ${route?.key ?? ''}`;
  const told = useTold(whole, detail);
  const hrefOf = (one: GatewayRoute) => placeHref({ ...facted, route: one.key });
  const [shown, choose] = useRouteConsole(at, route);
  const onStage = (name: string) => goTo(router, placeHref({ ...place, stage: name }));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        stage={stage?.name ?? '$default'}
        kind={kind}
        behind={behind?.label ?? null}
        aboutHref={showsFacts(place, route) ? null : about}
        refreshing={refreshing}
        onRefresh={onRefresh}
      >
        {route ? (
          <ConsoleChoice
            {...{ place: at, api, detail, route, shown }}
            stage={stage?.name ?? '$default'}
            onChoose={choose}
          />
        ) : null}
      </ApiHeader>
      {place.route !== null && !route ? <MissingRoute routeKey={place.route} aboutHref={about} /> : null}
      {route ? <RouteOpened key={at} {...{ api, detail, route, stage, shown, onStage, told }} place={at} /> : null}
      {place.route === null ? (
        <Whole {...{ api, detail, stage, onStage, told, hrefOf }} place={whole} view={place.view}>
          {facts({ stage: stage?.name ?? null, hrefOf, summaryOf: (one) => summaryOf(told, one) })}
        </Whole>
      ) : null}
    </div>
  );
}

const VIEWS: ReadonlySet<string | null> = new Set(['openapi', 'compare', 'import']);

function showsFacts({ view }: Place, route: GatewayRoute | null): boolean {
  return route === null && !VIEWS.has(view);
}

type WholeProps = ContractPageProps & ComponentProps<typeof ImportPage> & { view: string | null; children: ReactNode };

/** What is shown of the whole API: its OpenAPI, a comparison, what was imported for it, or its facts. */
function Whole({ view, children, place, told, hrefOf, ...props }: WholeProps) {
  if (view === 'openapi') return <ContractPage {...props} />;
  if (view === 'import') return <ImportPage {...{ place, told, hrefOf }} detail={props.detail} />;
  return view === 'compare' ? <ComparePage {...props} /> : children;
}

interface RouteOpenedProps extends ComponentProps<typeof HttpGraphiql> {
  shown: RouteConsole;
  told: Told | null | undefined;
}

function RouteOpened({ shown, place, told, ...props }: RouteOpenedProps) {
  if (shown === 'graphiql') return <HttpGraphiql place={place} {...props} />;
  // What a file says of the route decides what a new draft has.
  return told === undefined ? <ApiLoading /> : <SendConsole told={told?.of(props.route) ?? null} {...props} />;
}
