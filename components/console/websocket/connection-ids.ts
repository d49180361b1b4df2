import type { StreamStore } from '@/components/console/stream/stream-store';
import { textOf } from '@/components/console/stream/stream-store';
import { Needle } from '@/components/console/viewer/needle';
import { ENTRY } from '@/lib/core/line';
import { gatewayErrorOf } from './gateway-error';
import { objectIn } from './route-message';

/** A connection id that came over a session. */
export interface FoundId {
  id: string;
  /** `own`: API Gateway itself said that it is this session's. `named`: a message holds it. */
  how: 'own' | 'named';
}

const MOST_IDS = 50;
const MOST_BYTES = 64 * 1024;
const needle = new Needle('"connectionId"', true);

/** The connection ids that stand under `connectionId` in what came over a session, looked for once in each message. */
export class ConnectionIds {
  readonly #store: StreamStore;
  readonly #found = new Map<string, FoundId['how']>();
  #next: number;

  constructor(store: StreamStore) {
    this.#store = store;
    this.#next = store.first;
  }

  list(): FoundId[] {
    const { chunks, end } = this.#store;
    for (const chunk of chunks) {
      if (chunk.endRow <= this.#next) continue;
      const from = Math.max(0, this.#next - chunk.firstRow);
      chunk.search(needle, from, chunk.rows, (row) => this.#look(chunk.firstRow + row));
    }
    this.#next = end;
    return [...this.#found].map(([id, how]) => ({ id, how }));
  }

  #look(number: number): void {
    const row = this.#store.row(number);
    if (!row || row.tag !== ENTRY.textIn || row.payload.length > MOST_BYTES) return;
    const message = objectIn(textOf(row));
    const id = message?.connectionId;
    if (!message || typeof id !== 'string' || id === '') return;
    if (gatewayErrorOf(message)) this.#found.set(id, 'own');
    else if (!this.#found.has(id) && this.#found.size < MOST_IDS) this.#found.set(id, 'named');
  }
}
