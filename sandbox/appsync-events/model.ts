import type { AppSyncKey, AuthMode, AuthProvider } from '@/sandbox/appsync/auth/provider';

/** Event APIs of AppSync as the sandbox keeps them; names follow the service's own model. */
export interface EventApi {
  apiId: string;
  /** The first part of its own host names, which in AWS is not its id. */
  hostId: string;
  apiArn: string;
  name: string;
  ownerContact?: string;
  /** ISO 8601. */
  created: string;
  tags: Record<string, string>;
  providers: AuthProvider[];
  connectionAuthModes: AuthMode[];
  defaultPublishAuthModes: AuthMode[];
  defaultSubscribeAuthModes: AuthMode[];
  logConfig?: { logLevel: string; cloudWatchLogsRoleArn: string };
  /** By name. */
  namespaces: Map<string, ChannelNamespace>;
  apiKeys: AppSyncKey[];
}

export interface ChannelNamespace {
  name: string;
  arn: string;
  created: string;
  lastModified: string;
  /** Absent: those of the API. */
  publishAuthModes?: AuthMode[];
  subscribeAuthModes?: AuthMode[];
  codeHandlers?: string;
  tags: Record<string, string>;
}
