import { compare, numbers } from './node-version.mjs';

/** Packages below which no install is acceptable; each bound is the release that closed a published hole. */
const MINIMUM = { next: '16.4.6', sharp: '0.35.5' };

/**
 * Optional packages (one a platform) that a lock file's packages name and the lock file lacks. npm leaves one out when
 * the registry does not have it at install time, and then `npm ci` refuses the lock file on every machine.
 */
export function missingOptionals(packages) {
  const names = new Set(Object.keys(packages).map(nameOf));
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !names.has(name))
      .map((name) => `${nameOf(path)} ${entry.version} needs ${name}, which the lock file lacks`),
  );
}

/** Entries that bind the lock file to one registry's address. Without them any registry serves, checked by `integrity`. */
export function boundToRegistry(packages) {
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && (entry.resolved || !(entry.integrity || entry.link)))
    .map(([path, entry]) => (entry.resolved ? `${path} names an address` : `${path} has no integrity`));
}

/** Installed versions under the bounds of MINIMUM, nested copies included. */
export function tooOld(packages) {
  return Object.entries(packages).flatMap(([path, entry]) => {
    const least = MINIMUM[nameOf(path)];
    if (!least || compare(numbers(entry.version), numbers(least)) >= 0) return [];
    return [`${path} is ${entry.version}; it must be at least ${least}`];
  });
}

/** Whether what npm says it installed is what the lock file asks for. Optional packages may be absent: they are for other platforms. */
export function isInstalled(packages, installed) {
  return Object.entries(packages).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed[path];
    return there ? there.version === entry.version : entry.optional === true;
  });
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + (path.includes('node_modules/') ? 13 : 0));
}
