import { z } from 'zod';
import { AccountRef } from './account';
import type { Failure } from './error';

/** Names one API of one account. The browser sends this and never a URL. */
export const ApiRef = z.object({
  kind: z.string().min(1).max(32),
  id: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, 'That is not the id of an API.'),
  account: AccountRef,
});
export type ApiRef = z.infer<typeof ApiRef>;

/** How a route asks who calls. `unknown`: an authorization type that this version does not know. */
export type RouteAuth = 'none' | 'iam' | 'jwt' | 'lambda' | 'api-key' | 'unknown';

/** One thing of an API that can be called: for HTTP APIs a route. */
export interface Target {
  /** AWS's id of the route. */
  id: string;
  /** The route key as AWS spells it: `GET /notes/{id}`, `$default`. */
  key: string;
  /** The method of the key; `ANY` also for `$default`. */
  method: string;
  /** The path of the key; `$default` for the catch-all. */
  path: string;
  auth: RouteAuth;
}

/** Who deployed an API, from its tags or from CloudFormation (aws.md §1.4). */
export type Owner =
  | { by: 'stack'; stack: StackRef; tool: DeployTool | null; app?: string; stage?: string }
  | { by: 'tags'; label: string; tool: DeployTool | null; app?: string; stage?: string }
  /** Asked, and no stack and no telling tag. */
  | { by: 'none' }
  /** Not asked yet. */
  | { by: 'unknown' };

export type DeployTool = 'sst' | 'sam' | 'cdk' | 'serverless' | 'terraform' | 'pulumi' | 'cloudformation';

export interface StackRef {
  name: string;
  /** The stack's ARN. */
  id: string;
  /** CloudFormation's stack status, where it was read. */
  status?: string;
  /** The root of a nested stack: the one that a person deployed. */
  root?: { name: string; id: string };
}

export interface ApiSummary {
  kind: string;
  id: string;
  /** What CloudFormation calls it where that is not its id: the ARN of an AppSync API. */
  physicalId?: string;
  name: string;
  description: string | null;
  /** The endpoint as AWS tells it; an emulator's word for it is not to be trusted (aws.md §8.2). */
  endpoint: string | null;
  endpointDisabled: boolean;
  createdAt: string | null;
  tags: Record<string, string>;
  owner: Owner;
}

/** A part that could not be read: which, and why. The rest goes on. */
export interface Problem {
  /** What is missing, in the words of the screen: "HTTP APIs", "stack names", "authorizers". */
  subject: string;
  failure: Failure;
}

/** What `discover` streams, in this order of usefulness; `apis` and `owners` add to what came before. */
export type DiscoverEvent =
  | { type: 'apis'; apis: ApiSummary[]; fromCache: boolean }
  /** Owners learned after the APIs, by `apiKey` (keys.ts). */
  | { type: 'owners'; owners: Record<string, Owner> }
  | { type: 'progress'; subject: string; done: number; total: number | null; waiting: boolean }
  | { type: 'problem'; problem: Problem }
  /** No more APIs come; what follows is about their owners. */
  | { type: 'listed' }
  /** The end. `seen` are the keys of all APIs that exist now; `complete` is false where a problem hid some. */
  | { type: 'done'; seen: string[]; complete: boolean; at: string };

/** What `crawl` streams: the route lists of all APIs, for search. */
export type CrawlEvent =
  | { type: 'routes'; routes: Record<string, Target[]> }
  | { type: 'progress'; done: number; total: number; waiting: boolean }
  | { type: 'problem'; problem: Problem }
  | { type: 'done'; complete: boolean; at: string };

/** `polite` leaves half of the account's API Gateway quota to others; `full` takes what the quota allows. */
export const CrawlPace = z.enum(['polite', 'full']);
export type CrawlPace = z.infer<typeof CrawlPace>;
