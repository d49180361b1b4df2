'use client';

import { ApiFacts } from '@/components/console/facts/api-facts';
import type { OpenedProps } from '@/components/console/opened';
import type { HttpDetail } from '@/lib/apis/http/contract';
import { GatewayConsole } from './gateway-console';

/** An HTTP API. */
export function HttpConsole(props: OpenedProps<HttpDetail>) {
  return <GatewayConsole {...props} kind="HTTP API" facts={(shown) => <ApiFacts detail={props.detail} {...shown} />} />;
}
