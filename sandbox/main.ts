import { listen } from './listen';
import { HELP, OptionError, parseOptions } from './options';
import { writeProfiles } from './profiles';
import { TemplateError } from './template/parse';
import { createWorld } from './world';

/** Starts the sandbox from the command line. It ends at once on SIGTERM and SIGINT: nothing in it outlives the process. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
  const world = createWorld(options);
  if (options.profiles !== null) writeProfiles(options.profiles, world);
  const { origin } = await listen(world, options.port, options.faults);
  process.stdout.write(`${JSON.stringify({ listening: origin })}\n`);
}

main().catch((error: unknown) => {
  const expected = error instanceof OptionError || error instanceof TemplateError || isSystemError(error);
  console.error(expected ? (error as Error).message : error);
  process.exit(1);
});

/** A port that is taken, a file that is not there. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
