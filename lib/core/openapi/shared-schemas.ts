import { objectIn, type Read } from './document';
import { pointerNames, type References } from './references';

/** What stands there is a value of the schema, whatever it looks like. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);
/** What stands there are schemas by name, and a name may be any of the words above. */
const BY_NAME = new Set(['properties', 'patternProperties', 'definitions', '$defs']);

/**
 * Everything that schemas refer to within their document, at the places to which they refer: all that is needed of the
 * document to read them later. Ends with circles, for each part is visited once.
 */
export function sharedBy(schemas: readonly unknown[], references: References): Read {
  const found = new Map<string, unknown>();
  const seen = new Set<object>();
  const open = [...schemas];
  while (open.length > 0) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null || seen.has(part)) continue;
    seen.add(part);
    const { $ref } = part as Read;
    if (typeof $ref === 'string' && !found.has($ref)) {
      const target = references.target($ref);
      if (target !== undefined) found.set($ref, target);
      open.push(target);
    }
    open.push(...innerOf(part));
  }
  return placed(found);
}

function innerOf(part: object): unknown[] {
  return Object.entries(part).flatMap(([name, inner]) => {
    if (VALUES.has(name)) return [];
    return BY_NAME.has(name) ? Object.values(objectIn(inner)) : [inner];
  });
}

/** Longer pointers first: where one points into what another points at, the whole is there in the end. */
function placed(found: ReadonlyMap<string, unknown>): Read {
  const root = bare();
  for (const [reference, target] of [...found].sort(([one], [other]) => other.length - one.length)) {
    const names = pointerNames(reference);
    const last = names.pop();
    if (last === undefined) continue;
    const at = names.reduce<Read>((within, name) => inside(within, name), root);
    at[last] = target;
  }
  return root;
}

function inside(within: Read, name: string): Read {
  within[name] ??= bare();
  return within[name] as Read;
}

/** Without a prototype, so that a name such as `__proto__` is one like others. */
function bare(): Read {
  return Object.create(null) as Read;
}
