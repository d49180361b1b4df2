/**
 * The one of its kind in this process. Next's bundles and the server's do not share modules, so what must exist once
 * (rate limits, caches, open streams) hangs on `globalThis` instead of on a module. Keep the shape of `T` plain: the
 * other bundle has its own copy of every class.
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`signalbox.${name}`);
  const registry = globalThis as unknown as Record<symbol, T | undefined>;
  const existing = registry[key];
  if (existing !== undefined) return existing;
  const created = create();
  registry[key] = created;
  return created;
}
