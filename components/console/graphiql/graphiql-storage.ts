import { localSlot, type Slot, sessionSlot } from '@/components/store';
import { redactText } from '@/lib/core/redact';

// GraphiQL keeps its state in something like localStorage. As with drafts: whole in the page, without headers in the
// tab's storage (it survives a reload), and redacted in the browser's (it survives the tab).

/** What GraphiQL begins with. Undefined: it has never been open here. */
export interface KeptTab {
  query: string | undefined;
  variables: string | undefined;
  headers: string | undefined;
}

type Values = Record<string, string>;

const TABS = 'graphiql:tabState';
/** Longer than this, a value lives as long as the page. */
const STORED_CHARACTERS = 512 * 1024;
/** Kept with the tabs, or not at all: which theme it is, the page knows. */
const NOT_KEPT = new Set(
  ['query', 'variables', 'headers', 'theme', 'shouldPersistHeaders'].map((name) => `graphiql:${name}`),
);

const pages = new Map<string, Map<string, string>>();

/** The storage of one place, as GraphiQL wants it. Headers never leave the page. */
export class GraphiqlStorage {
  readonly #tab: Slot<Values>;
  readonly #browser: Slot<Values>;
  readonly #values: Map<string, string>;
  #left = false;

  constructor(place: string) {
    const options = { fallback: {}, parse: parseValues };
    this.#tab = sessionSlot(`graphiql:${place}`, options);
    this.#browser = localSlot(`graphiql:${place}`, options);
    const known = pages.get(place);
    this.#values = known ?? new Map(Object.entries({ ...this.#browser.read(), ...this.#tab.read() }));
    pages.set(place, this.#values);
  }

  get length(): number {
    return this.#values.size;
  }

  getItem(key: string): string | null {
    return NOT_KEPT.has(key) ? null : (this.#values.get(key) ?? null);
  }

  setItem(key: string, value: string): void {
    if (this.#left || NOT_KEPT.has(key) || this.#values.get(key) === value) return;
    this.#values.set(key, value);
    this.#write();
  }

  removeItem(key: string): void {
    if (this.#values.delete(key)) this.#write();
  }

  clear(): void {
    this.#values.clear();
    this.#write();
  }

  /** The tab that was open, which GraphiQL wants to be told beside its storage. */
  openTab(): KeptTab {
    const state = parsed(this.#values.get(TABS) ?? '') as { tabs?: unknown[]; activeTabIndex?: unknown } | null;
    const tab = state?.tabs?.[Number(state.activeTabIndex)] as Record<string, unknown> | undefined;
    return { query: textOf(tab?.query), variables: textOf(tab?.variables), headers: textOf(tab?.headers) };
  }

  /** Writes the tabs as they are now, without waiting for GraphiQL to think of it. */
  keepTabs(state: { tabs: readonly object[]; activeTabIndex: number }): void {
    this.setItem(
      TABS,
      JSON.stringify(state, (key, value) => (key === 'response' || key === 'hash' ? null : value)),
    );
  }

  /** GraphiQL writes the tabs half a second late: once it is gone, what it still writes is older than what was kept. */
  left(gone: boolean): void {
    this.#left = gone;
  }

  #write(): void {
    const clean = [...this.#values].map(([key, value]) => [key, withoutHeaders(value)] as const);
    const short = clean.filter(([, value]) => value.length <= STORED_CHARACTERS);
    this.#tab.write(Object.fromEntries(short));
    this.#browser.write(Object.fromEntries(short.map(([key, value]) => [key, redacted(value)])));
  }
}

/** The value without what stands under a `headers` anywhere in it: in tabs, in the history, in favourites. */
export function withoutHeaders(value: string): string {
  if (!value.includes('"headers"')) return value;
  const read = parsed(value);
  return read === null ? '' : JSON.stringify(read, (key, one) => (key === 'headers' ? null : one));
}

/** Operations and variables are JSON text within JSON text, so each is looked at by itself. */
function redacted(value: string): string {
  const read = parsed(value);
  if (typeof read !== 'object' || read === null) return redactText(value);
  return JSON.stringify(read, (_, one) => (typeof one === 'string' ? redactText(one) : one));
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function parseValues(value: unknown): Values | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'string')) as Values;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
