import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { findChromium } from '#scripts/chromium.mjs';

/** On what the figures were taken: whoever reads them later needs to know. */
export function environment() {
  const chromium = findChromium();
  return {
    node: process.versions.node,
    chromium: chromium ? output(chromium, ['--version']).replace(/[^\d.]*([\d.]+).*/, '$1') : null,
    os: `${type()} ${release()}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memGiB: Math.round(totalmem() / 2 ** 30),
    loadStart: loadavg(),
  };
}

/** The commit, with a + where the tree differs from it. */
export function commit() {
  const sha = output('git', ['rev-parse', '--short', 'HEAD']);
  return sha && output('git', ['status', '--porcelain']) ? `${sha}+` : sha;
}

function output(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
