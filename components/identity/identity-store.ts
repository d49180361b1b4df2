import { localSlot, type Slot, sessionSlot } from '@/components/store';
import type { Asked } from './asked';
import { defaultIdentity, emptyForm, formId, ownKeys } from './default-identity';
import { type Identity, type KeptIdentity, NOBODY, NOBODY_ID, OWN_IAM_ID, profiled } from './identity';
import { type Choices, parseChoices, parseIdentities, withoutLasting } from './identity-schema';

/** Where identities are kept for a reload, and choices for later visits. */
export interface IdentityShelves {
  identities: Slot<KeptIdentity[]>;
  choices: Slot<Choices>;
}

/** The longest list of choices that is remembered; the oldest go. */
const MOST_CHOICES = 500;
const NO_CHOICES: Choices = {};
const NOTHING: readonly KeptIdentity[] = [];

/** Gets what an identity sends anew. Throws `Failed` where that did not work. */
export type Renew = (identity: KeptIdentity, store: IdentityStore) => Promise<KeptIdentity>;

/** An API in words that do not change: account and id. Together with the authorizer it names a choice. */
export interface ChoicePlace {
  apiKey: string;
  asked: Asked;
}

/**
 * The identities of this tab, newest first. Access tokens outlive a reload in the tab's own storage; refresh tokens and
 * typed keys live in the page only. Who was chosen is remembered by id, for each API and authorizer of it.
 */
export class IdentityStore {
  readonly #shelves: IdentityShelves;
  readonly #renewing = new Map<string, Promise<KeptIdentity>>();
  readonly #listeners = new Set<() => void>();
  #all: readonly KeptIdentity[] | null = null;

  constructor(shelves: IdentityShelves) {
    this.#shelves = shelves;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    const offChoices = this.#shelves.choices.subscribe(listener);
    return () => {
      this.#listeners.delete(listener);
      offChoices();
    };
  };

  list = (): readonly KeptIdentity[] => {
    this.#all ??= this.#shelves.identities.read();
    return this.#all;
  };

  /** What the server renders: nobody is signed in there. */
  none = (): readonly KeptIdentity[] => NOTHING;

  choices = (): Choices => this.#shelves.choices.read();

  noChoices = (): Choices => NO_CHOICES;

  get(id: string): Identity | null {
    return findIdentity(this.list(), id);
  }

  /** Adds an identity in front, or puts it in the place of the one with its id. */
  put(identity: KeptIdentity): void {
    const known = this.list().some((one) => one.id === identity.id);
    const next = known
      ? this.list().map((one) => (one.id === identity.id ? identity : one))
      : [identity, ...this.list()];
    this.#write(next);
  }

  /** The renewal that is under way for an identity, null where none is. */
  renewal(id: string): Promise<KeptIdentity> | null {
    return this.#renewing.get(id) ?? null;
  }

  remove(id: string): void {
    this.#write(this.list().filter((one) => one.id !== id));
  }

  /** Null goes back to what the route asks for. */
  choose({ apiKey, asked }: ChoicePlace, id: string | null): void {
    const key = choiceKey(apiKey, asked);
    const others = Object.entries(this.choices()).filter(([one]) => one !== key);
    const next = id === null ? others : [...others, [key, id] as const];
    this.#shelves.choices.write(Object.fromEntries(next.slice(-MOST_CHOICES)));
  }

  chosen(place: ChoicePlace): Identity {
    return chosenOf(this.list(), this.choices(), place);
  }

  /** One renewal at a time for each identity: whoever asks meanwhile waits for the same. */
  renew(id: string, renew: Renew): Promise<KeptIdentity> {
    const identity = this.list().find((one) => one.id === id);
    const running = this.#renewing.get(id);
    if (running) return running;
    if (!identity) return Promise.reject(new Error('No such identity.'));
    const renewal = renew(identity, this)
      .then((fresh) => {
        // Somebody may have signed out meanwhile, or in again.
        if (this.list().includes(identity)) this.put(fresh);
        return fresh;
      })
      .finally(() => this.#renewing.delete(id));
    this.#renewing.set(id, renewal);
    return renewal;
  }

  #write(next: readonly KeptIdentity[]): void {
    this.#all = next;
    this.#shelves.identities.write(next.map(withoutLasting));
    for (const listener of this.#listeners) listener();
  }
}

/** One choice for each authorizer of an API, and one for its open and one for its IAM routes. */
export function choiceKey(apiKey: string, asked: Asked): string {
  return `${apiKey} ${asked.authorizerId ?? asked.auth}`;
}

/** Nobody and profiles need no entry; null for an id that is gone. */
export function findIdentity(all: readonly KeptIdentity[], id: string): Identity | null {
  if (id === NOBODY_ID) return NOBODY;
  if (id === OWN_IAM_ID) return profiled(null);
  if (id.startsWith(`${OWN_IAM_ID}:`)) return profiled(id.slice(OWN_IAM_ID.length + 1));
  return all.find((one) => one.id === id) ?? null;
}

/** As whom a request to this route goes: whom the person chose, or else whoever fits the route. */
export function chosenOf(all: readonly KeptIdentity[], choices: Choices, place: ChoicePlace): Identity {
  const id = choices[choiceKey(place.apiKey, place.asked)];
  const own = ownKeys(place.asked).find((key) => key.id === id);
  if (own) return own;
  const chosen = id === undefined ? null : findIdentity(all, id);
  if (chosen) return chosen;
  const form = formId(place.apiKey, place.asked.authorizerId);
  if (id === form) return emptyForm(place.apiKey, place.asked);
  const typed = place.asked.auth === 'lambda' ? findIdentity(all, form) : null;
  return typed ?? defaultIdentity(all, place.asked, place.apiKey);
}

/** The shelves of this browser. */
export function browserShelves(): IdentityShelves {
  return {
    identities: sessionSlot('identities', { fallback: [], parse: parseIdentities }),
    choices: localSlot('chosen-identities', { fallback: NO_CHOICES, parse: parseChoices }),
  };
}
