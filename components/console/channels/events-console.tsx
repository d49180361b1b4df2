'use client';

import { ApiHeader } from '@/components/console/api-header';
import { ApiAddressPicker } from '@/components/console/domains/api-address';
import { MissingRoute } from '@/components/console/missing-route';
import type { OpenedProps } from '@/components/console/opened';
import { placeHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import type { EventsDetail } from '@/lib/apis/events/contract';
import { ChannelDesk } from './channel-desk';
import { EventsFacts } from './events-facts';

/** An Event API of AppSync: its facts, and for a namespace the desk at which one publishes and follows. */
export function EventsConsole({ api, detail, refreshing, onRefresh }: OpenedProps<EventsDetail>) {
  const { place } = useAccount();
  const namespace = detail.namespaces.find(({ name }) => name === place.route) ?? null;
  const about = placeHref({ ...place, route: null });
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ApiHeader
        api={detail.api}
        stage={null}
        kind="AppSync Events API"
        behind={null}
        aboutHref={namespace ? about : null}
        refreshing={refreshing}
        onRefresh={onRefresh}
      >
        <ApiAddressPicker api={api} own={detail.endpoints.http} />
      </ApiHeader>
      {place.route !== null && !namespace ? <MissingRoute routeKey={place.route} aboutHref={about} /> : null}
      {namespace ? <ChannelDesk key={namespace.name} api={api} detail={detail} namespace={namespace} /> : null}
      {place.route === null ? (
        <EventsFacts detail={detail} hrefOf={(name) => placeHref({ ...place, route: name })} />
      ) : null}
    </div>
  );
}
