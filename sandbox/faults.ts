import { Bucket } from './bucket';
import { names } from './control/permission';
import { denyToAll } from './denied';
import type { World } from './model';
import type { RealtimeFault } from './realtime-fault';

export interface Rate {
  /** Calls a second. */
  rate: number;
  burst: number;
}

/** An answer given in place of the real one, to see what a caller makes of it. */
export interface CannedAnswer {
  status: number;
  contentType: string;
  body: string;
}

export interface FaultSettings {
  /** Milliseconds before each answer, of the control plane and of the APIs. */
  latency: number;
  /** Of each account and region: API Gateway has one bucket, CloudFormation another. */
  throttle: Rate | null;
  /** IAM actions that nobody may do, of the control plane and of the APIs. */
  deny: string[];
  /** The share of requests, 0 to 1, whose connection is cut before the answer. */
  drop: number;
  /** By operation of the control plane, `GetRoutes`, or of an endpoint of AppSync, `GraphQL` or `EventPublish`. */
  answers: Record<string, CannedAnswer>;
  /** On lines that GraphQL servers and AppSync hold open; null: none. */
  realtime: RealtimeFault | null;
}

/** AWS's own quota: "Total operations 10 requests per second with a burst quota of 40". */
export const AWS_RATE: Rate = { rate: 10, burst: 40 };

export const NO_FAULTS: FaultSettings = { latency: 0, throttle: null, deny: [], drop: 0, answers: {}, realtime: null };

/** What goes wrong on purpose. */
export class Faults {
  #settings: FaultSettings;
  readonly #buckets = new Map<string, Bucket>();
  readonly #random: () => number;
  readonly #world: World;

  constructor(world: World, settings: Partial<FaultSettings> = {}, seed = 1) {
    this.#world = world;
    this.#settings = { ...NO_FAULTS, ...settings };
    denyToAll(world, this.#settings.deny);
    this.#random = seededRandom(seed);
  }

  get settings(): FaultSettings {
    return this.#settings;
  }

  change(settings: Partial<FaultSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    denyToAll(this.#world, this.#settings.deny);
    if (settings.throttle !== undefined) this.#buckets.clear();
  }

  /** Whether the next connection is cut; the same seed gives the same sequence. */
  drops(): boolean {
    return this.#settings.drop > 0 && this.#random() < this.#settings.drop;
  }

  /** Takes a token for a call; false where the bucket is empty. */
  admits(bucket: string): boolean {
    const { throttle } = this.#settings;
    if (!throttle) return true;
    const existing = this.#buckets.get(bucket) ?? new Bucket(throttle);
    this.#buckets.set(bucket, existing);
    return existing.take();
  }

  denies(action: string): boolean {
    return names(this.#settings.deny, action);
  }

  async wait(): Promise<void> {
    const { latency } = this.#settings;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
  }
}

/** mulberry32: small, seedable and even enough for choosing which connections to cut. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
