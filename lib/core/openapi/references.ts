import { objectIn, type Read } from './document';

/** A reference to a reference to a reference is a circle before it is this long. */
const LONGEST = 20;

/** The references of one document. Those within it are followed; those to elsewhere are noted and never fetched. */
export class References {
  /** To other files and addresses. */
  readonly remote = new Set<string>();
  /** Within the document, to what it does not have. */
  readonly broken = new Set<string>();
  readonly #document: Read;

  constructor(document: Read) {
    this.#document = document;
  }

  /** What a part says once its reference is followed; nothing where that leads elsewhere, nowhere or round in a circle. */
  follow(part: unknown): Read {
    let at = objectIn(part);
    for (let step = 0; step < LONGEST; step += 1) {
      const { $ref, ...beside } = at;
      if (typeof $ref !== 'string') return at;
      // What stands beside a reference counts more: since 3.1 a description may.
      at = { ...objectIn(this.target($ref)), ...beside };
    }
    return {};
  }

  /** What stands where a reference points; undefined where it cannot be had. */
  target(reference: string): unknown {
    if (!reference.startsWith('#')) {
      this.remote.add(reference);
      return undefined;
    }
    const found = pointed(this.#document, reference);
    if (found === undefined) this.broken.add(reference);
    return found;
  }
}

/** The names in a JSON pointer such as `#/components/schemas/Note`. */
export function pointerNames(reference: string): string[] {
  return reference
    .split('/')
    .slice(1)
    .map((name) => decoded(name).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function pointed(document: Read, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  return pointerNames(reference).reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Read)[name] : undefined),
    document,
  );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
