import { readFileSync } from 'node:fs';

/** Null where `version` satisfies `wanted` (">=20.19.0", the form of package.json's engines), else a sentence that says what to do. */
export function nodeComplaint(version, wanted) {
  const need = numbers(wanted);
  if (compare(numbers(version), need) >= 0) return null;
  return `Signalbox needs Node ${need[0]}.${need[1]} or newer, and this is Node ${numbers(version).join('.')}. Install a newer Node from https://nodejs.org and run the command again.`;
}

/** Ends the process where Node is too old. Called first: nothing before it may need a new Node. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const complaint = nodeComplaint(process.versions.node, engines.node);
  if (!complaint) return;
  console.error(complaint);
  process.exit(1);
}

/** Compares two versions given as lists of numbers: negative, zero or positive. */
export function compare(a, b) {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The numbers of a version or a range: ">=20.19.0" → [20, 19, 0]. What follows a hyphen (a pre-release) is left out. */
export function numbers(version) {
  return (version.split('-')[0].match(/\d+/g) ?? []).map(Number);
}
