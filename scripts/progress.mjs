const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Work that is done within this time needs no word about it, in milliseconds. */
const QUIET_MS = 1_000;
/** Without a terminal to draw on, a line at this distance shows that work goes on, in milliseconds. */
const LINE_MS = 10_000;

/**
 * Runs `work` and says so if it takes more than a second: a spinner with the elapsed time on a terminal, plain lines
 * elsewhere. `done` is what stands there afterwards.
 */
export async function withProgress(doing, done, work, out = process.stdout) {
  const begun = Date.now();
  const show = out.isTTY ? spinner(out, doing, begun) : lines(out, doing, begun);
  try {
    const result = await work();
    show.end(`${done} (${seconds(Date.now() - begun)})`);
    return result;
  } catch (error) {
    show.end(null);
    throw error;
  }
}

/** "0.4 s", "12 s", "2 min 5 s". */
export function seconds(ms) {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const whole = Math.round(ms / 1_000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function spinner(out, doing, begun) {
  let frame = 0;
  let shown = false;
  const draw = () => {
    const elapsed = Date.now() - begun;
    if (elapsed < QUIET_MS) return;
    shown = true;
    out.write(`\r\x1b[2K${FRAMES[frame++ % FRAMES.length]} ${doing} ${seconds(elapsed)}`);
  };
  const timer = setInterval(draw, 100);
  return {
    end(text) {
      clearInterval(timer);
      if (shown) out.write('\r\x1b[2K');
      if (shown && text) out.write(`✓ ${text}\n`);
    },
  };
}

function lines(out, doing, begun) {
  let said = false;
  const first = setTimeout(() => {
    said = true;
    out.write(`${doing} …\n`);
  }, QUIET_MS);
  const more = setInterval(() => out.write(`${doing} … ${seconds(Date.now() - begun)}\n`), LINE_MS);
  return {
    end(text) {
      clearTimeout(first);
      clearInterval(more);
      if (said && text) out.write(`${text}\n`);
    },
  };
}
