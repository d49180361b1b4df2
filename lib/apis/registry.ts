import 'server-only';

// One line a kind. The name before the dot of `registry.http` is the kind's name in addresses and in ApiRef.
export { appSyncKind as appsync } from './appsync/kind';
export { eventsKind as events } from './events/kind';
export { httpKind as http } from './http/kind';
export { restKind as rest } from './rest/kind';
export { webSocketKind as websocket } from './websocket/kind';
