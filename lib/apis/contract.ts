import type { AppSyncDetail } from './appsync/contract';
import type { EventsDetail } from './events/contract';
import type { HttpDetail } from './http/contract';
import type { RestDetail } from './rest/contract';
import type { WebSocketDetail } from './websocket/contract';

/** The description of an API of any kind, told apart by `kind`. */
export type ApiDetail = HttpDetail | AppSyncDetail | EventsDetail | RestDetail | WebSocketDetail;
