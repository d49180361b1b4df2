import { BodyBytes } from './body-bytes';
import { decoderOf, markedCharset } from './charset';
import type { FromWorker, ToWorker, WindowOf } from './protocol';
import { View } from './view';

/** A state is told at most so often while lines are still being found. */
const TELL_MS = 50;

type Tell = (message: FromWorker) => void;

interface OpenView {
  view: View;
  body: string;
  told: number;
  finding: boolean;
  /** A window that could not be filled yet. */
  wanted: WindowOf | null;
}

/** All bodies and the views on them: what the worker does, without the worker. */
export class Workbench {
  readonly #tell: Tell;
  readonly #bodies = new Map<string, BodyBytes>();
  readonly #views = new Map<number, OpenView>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  take(message: ToWorker): void {
    switch (message.type) {
      case 'begin':
        this.#bodies.set(message.body, new BodyBytes(message.expected));
        break;
      case 'bytes':
        this.#bodies.get(message.body)?.append(message.chunk);
        this.#renew(message.body);
        break;
      case 'finish':
        this.#bodies.get(message.body)?.finish();
        this.#renew(message.body);
        break;
      case 'drop':
        this.#bodies.delete(message.body);
        break;
      case 'text':
        this.#text(message);
        break;
      case 'blob': {
        const body = this.#bodies.get(message.body);
        const blob = body ? new Blob([body.bytes.subarray(0, body.length)], { type: message.mediaType }) : null;
        this.#tell({ type: 'blob', request: message.request, blob });
        break;
      }
      default:
        this.#takeForView(message);
    }
  }

  /** Works until the deadline of `now()`; true where more is left. */
  work(now: () => number, deadline: number): boolean {
    let more = false;
    for (const [id, open] of this.#views) {
      let left = open.view.work();
      while (left && now() < deadline) left = open.view.work();
      more ||= left;
      this.#report(id, open, now(), !left);
    }
    return more;
  }

  #takeForView(message: Extract<ToWorker, { view: number }>): void {
    if (message.type === 'open') {
      const body = this.#bodies.get(message.body) ?? new BodyBytes(0);
      const view = new View(body, message.mode, message.charset);
      this.#views.set(message.view, { view, body: message.body, told: 0, finding: false, wanted: null });
      return;
    }
    const open = this.#views.get(message.view);
    if (!open) return;
    if (message.type === 'close') this.#views.delete(message.view);
    else if (message.type === 'window') this.#window(message.view, open, message.ask);
    else this.#change(message, open);
  }

  #change(message: Extract<ToWorker, { type: 'fold' | 'unfold' | 'find' | 'go' }>, open: OpenView): void {
    if (message.type === 'fold') open.view.fold(message.line, message.folded);
    else if (message.type === 'unfold') open.view.unfoldAll();
    else if (message.type === 'go') open.view.go(message.by);
    else open.view.find(message.text, message.matchCase, message.from);
    open.finding = true;
    open.told = 0;
  }

  #window(id: number, open: OpenView, ask: WindowOf): void {
    const lines = open.view.lines(ask);
    open.wanted = lines.length < ask.count && !open.view.state().done ? ask : null;
    this.#tell({ type: 'lines', view: id, ask, lines });
  }

  #report(id: number, open: OpenView, now: number, settled: boolean): void {
    if (!settled && open.told > 0 && now - open.told < TELL_MS) return;
    open.told = now;
    this.#tell({ type: 'state', view: id, state: open.view.state() });
    if (open.finding) this.#tell({ type: 'found', view: id, find: open.view.found() });
    open.finding &&= !open.view.found().done;
    if (open.wanted) this.#window(id, open, open.wanted);
  }

  #renew(body: string): void {
    for (const open of this.#views.values()) {
      if (open.body === body) open.view.renew();
    }
  }

  #text(message: Extract<ToWorker, { type: 'text' }>): void {
    const body = this.#bodies.get(message.body);
    if (!body) {
      this.#tell({ type: 'text', request: message.request, text: null, cut: false });
      return;
    }
    const bytes = body.bytes.subarray(0, Math.min(body.length, message.limit));
    const { decoder } = decoderOf(markedCharset(bytes) ?? message.charset);
    this.#tell({
      type: 'text',
      request: message.request,
      text: decoder.decode(bytes),
      cut: body.length > message.limit,
    });
  }
}
