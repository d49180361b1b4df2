import { changeRealtime } from './appsync/realtime/settings';
import { shiftClock } from './clock';
import { listen } from './listen';
import { setDelivery } from './logs/directory';
import { HELP, OptionError, parseOptions } from './options';
import { writeProfiles } from './profiles';
import { TemplateError } from './template/parse';
import { startTraffic } from './traffic/traffic';
import { changeSettings } from './websocket/settings';
import { createWorld } from './world';

/** Starts the sandbox from the command line. It ends at once on SIGTERM and SIGINT: nothing in it outlives the process. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
  if (options.clockMinutes !== 0) shiftClock(options.clockMinutes * 60_000);
  const world = createWorld(options);
  changeSettings(world, options.sockets);
  changeRealtime(world, options.realtime);
  setDelivery(world, options.delivery);
  if (options.profiles !== null) writeProfiles(options.profiles, world);
  const sandbox = await listen(world, options.port, options.faults);
  const { origin } = sandbox;
  if (options.traffic) startTraffic(sandbox, new AbortController().signal);
  process.stdout.write(`${JSON.stringify({ listening: origin })}\n`);
}

main().catch((error: unknown) => {
  console.error(plainly(error) ?? error);
  process.exit(1);
});

/** One sentence for what can be expected to go wrong; undefined for a defect, which shows its stack. */
function plainly(error: unknown): string | undefined {
  if (error instanceof OptionError || error instanceof TemplateError) return error.message;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return;
  if (error.code !== 'EADDRINUSE') return error.message;
  return 'Another process listens on that port. Choose one with --port, or --port 0 for any that is free.';
}
