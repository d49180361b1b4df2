'use client';

import { GatewayConsole } from '@/components/console/http/gateway-console';
import type { OpenedProps } from '@/components/console/opened';
import type { RestDetail } from '@/lib/apis/rest/contract';
import { RestFacts } from './rest-facts';

/** A REST API. */
export function RestConsole(props: OpenedProps<RestDetail>) {
  return (
    <GatewayConsole {...props} kind="REST API" facts={(shown) => <RestFacts detail={props.detail} {...shown} />} />
  );
}
