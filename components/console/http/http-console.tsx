'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';
import { ApiHeader } from '@/components/console/api-header';
import { ApiLoading } from '@/components/console/api-loading';
import { chooseStage } from '@/components/console/choose-stage';
import { ApiFacts } from '@/components/console/facts/api-facts';
import { type RouteConsole, useRouteConsole } from '@/components/console/graphiql/http/choice';
import { ConsoleChoice } from '@/components/console/graphiql/http/console-choice';
import { MissingRoute } from '@/components/console/missing-route';
import type { OpenedProps } from '@/components/console/opened';
import { SendConsole } from '@/components/console/request/send-console';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { HttpDetail } from '@/lib/apis/http/contract';
import { accountKey, apiKey } from '@/lib/core/keys';

const HttpGraphiql = dynamic(
  () => import('@/components/console/graphiql/http/http-graphiql').then((module) => module.HttpGraphiql),
  { ssr: false, loading: ApiLoading },
);

/** An HTTP API: its facts, and for a chosen route the request builder or GraphiQL. */
export function HttpConsole({ api, detail, refreshing, onRefresh }: OpenedProps<HttpDetail>) {
  const router = useRouter();
  const { place } = useAccount();
  const stage = chooseStage(detail.stages, place.stage);
  const route = detail.routes.find((one) => one.key === place.route) ?? null;
  const about = placeHref({ ...place, route: null });
  const behind = detail.integrations.find((one) => one.id === route?.integrationId);
  const at = `${accountKey(api.account)} ${apiKey(api)} ${route?.key ?? ''}`;
  const [shown, choose] = useRouteConsole(at, route);
  const onStage = (name: string) => goTo(router, placeHref({ ...place, stage: name }));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        kind="HTTP API"
        behind={behind?.label ?? null}
        aboutHref={route ? about : null}
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
      {route ? <RouteOpened key={at} {...{ api, detail, route, stage, shown, onStage }} place={at} /> : null}
      {place.route === null ? (
        <ApiFacts
          detail={detail}
          stage={stage?.name ?? null}
          hrefOf={(one) => placeHref({ ...place, route: one.key })}
        />
      ) : null}
    </div>
  );
}

function RouteOpened({ shown, place, ...props }: ComponentProps<typeof HttpGraphiql> & { shown: RouteConsole }) {
  return shown === 'graphiql' ? <HttpGraphiql place={place} {...props} /> : <SendConsole {...props} />;
}
