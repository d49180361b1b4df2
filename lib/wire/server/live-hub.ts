import 'server-only';
import { AppError } from '@/lib/core/error';
import type { HowToClose } from '@/lib/core/line';
import { LIVE_LIMITS, type LiveLimits } from './live-limits';
import { type Connect, HeldLine, type Holder } from './live-line';

export interface HubOptions {
  connect: Connect;
  defect: (error: unknown) => void;
  limits?: Partial<LiveLimits>;
}

/** A browser's socket, as far as it concerns the lines. */
export interface Door {
  close(): void;
}

/** All lines that are held open for the one session of this process. They belong to it and not to a tab or its socket. */
export class LiveHub {
  readonly limits: LiveLimits;
  readonly defect: (error: unknown) => void;
  readonly doors = new Set<Door>();
  readonly #lines = new Map<string, HeldLine>();
  readonly #holder: Holder;

  constructor({ connect, defect, limits }: HubOptions) {
    this.limits = { ...LIVE_LIMITS, ...limits };
    this.defect = defect;
    this.#holder = {
      limits: this.limits,
      connect,
      defect,
      grown: () => this.#trim(),
      lapsed: (line) => {
        if (this.#lines.get(line.id) === line) this.forget(line.id, { cut: true });
      },
    };
  }

  get size(): number {
    return this.#lines.size;
  }

  /** Bytes of memory that all lines hold. */
  get retained(): number {
    return [...this.#lines.values()].reduce((sum, line) => sum + line.retained, 0);
  }

  find(id: string): HeldLine | undefined {
    return this.#lines.get(id);
  }

  /** A new line. Where there are too many it is refused, which is the first and last that is heard of it. */
  open(id: string, input: unknown): HeldLine {
    const line = new HeldLine(id, this.#holder);
    if (this.#lines.size >= this.limits.lines) this.#makeRoom();
    if (this.#lines.size >= this.limits.lines) {
      line.refuse(
        new AppError('throttled', `${this.limits.lines} lines are open. Close one, then open this one again.`),
      );
      return line;
    }
    this.#lines.set(id, line);
    line.open(input);
    return line;
  }

  forget(id: string, how: HowToClose): void {
    this.#lines.get(id)?.drop(how);
    this.#lines.delete(id);
  }

  /** Ends all that is open: the process is about to end. */
  stop(): void {
    for (const id of [...this.#lines.keys()]) this.forget(id, { cut: false, code: 1001, reason: '' });
    for (const door of this.doors) door.close();
  }

  /** The line that ended first goes, one at which nobody looks before the others. */
  #makeRoom(): void {
    const ended = [...this.#lines.values()].filter((line) => line.ended);
    const oldest = ended.find((line) => !line.watched) ?? ended[0];
    if (oldest !== undefined) this.forget(oldest.id, { cut: true });
  }

  #trim(): void {
    let over = this.retained - this.limits.keptInAll;
    if (over <= 0) return;
    for (const line of [...this.#lines.values()].sort((one, other) => other.retained - one.retained)) {
      const before = line.retained;
      line.trim(Math.max(0, before - over));
      over -= before - line.retained;
      if (over <= 0) return;
    }
  }
}
