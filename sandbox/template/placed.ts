import type { Region, Stack } from '@/sandbox/model';
import type { JsonObject } from './json';

/** One resource with its properties worked out, and where it is to live. */
export interface Placed {
  logicalId: string;
  physicalId: string;
  properties: JsonObject;
  /** Logical ids that the template makes it wait for. */
  dependsOn: string[];
  stack: Stack;
  region: Region;
  account: string;
  /** ISO 8601. */
  at: string;
}
