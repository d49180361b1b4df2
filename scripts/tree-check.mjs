import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Addresses that bind the project to one package registry, and folders that exist on somebody's machine only. */
const FOREIGN = [
  {
    what: 'the host of a package registry',
    pattern: /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.|\b(?:deb|security)\.debian\.org\b/,
  },
  { what: 'the path of a machine', pattern: /(?<![\w.}/])\/(?:root|work|home\/\w+|Users\/\w+)\/[\w.]/ },
  { what: 'a fixed temporary path', pattern: /['"`]\/tmp\// },
];

/** What stands in `text` that would be true on one machine only, a line each: `file:line holds …`. */
export function foreignLines(file, text, places) {
  return text.split('\n').flatMap((line, index) => {
    const what = FOREIGN.find(({ pattern }) => pattern.test(line))?.what ?? ownPlace(line, places);
    return what ? [`${file}:${index + 1} holds ${what}`] : [];
  });
}

/** All such lines of the tree. Only what git tracks is looked at: the rest is not the project. */
export function foreignInTree(root) {
  const places = [root, homedir()].filter((place) => place.split(/[\\/]/).length > 2);
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
  return files.flatMap((file) => {
    const bytes = readIfThere(join(root, file));
    if (!bytes || bytes.includes(0)) return [];
    return foreignLines(file, bytes.toString('utf8'), places);
  });
}

function ownPlace(line, places) {
  return places.some((place) => line.includes(place)) ? 'a path of this machine' : null;
}

function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EISDIR') return null;
    throw error;
  }
}
