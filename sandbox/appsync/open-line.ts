import { type WebSocket, WebSocketServer } from 'ws';
import { withRealtimeFault } from '@/sandbox/realtime-fault';
import { recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import { refuseUpgrade, type Upgrading } from '@/sandbox/upgrading';
import { refusalOf } from './auth/refusal';
import { type Endpoint, recorded, refusedUpgrade } from './http';

/** The WebSocket server of one of AppSync's two dialects. `largestMessage` is in bytes. */
export function lineServer(protocol: string, largestMessage: number): WebSocketServer {
  return new WebSocketServer({ noServer: true, maxPayload: largestMessage, handleProtocols: () => protocol });
}

interface Opening {
  server: WebSocketServer;
  endpoint: Pick<Endpoint, 'service' | 'operation'>;
  /** Reads what the client shows, and says what is to be done with the line; throws the refusal. */
  admit: () => (line: WebSocket) => void;
}

/** Opens a line to an API, or refuses to. Whether what the client shows is enough is said on the line itself. */
export async function openLine(
  { world, faults }: Sandbox,
  { req, socket, head }: Upgrading,
  { server, endpoint, admit }: Opening,
): Promise<void> {
  const record = recorded(req, endpoint);
  recordControl(world, record);
  if (faults.drops()) {
    socket.destroy();
    return;
  }
  await faults.wait();
  try {
    const take = admit();
    record.status = 101;
    server.handleUpgrade(req, socket, head, (line) => {
      withRealtimeFault(line, faults);
      take(line);
    });
  } catch (error) {
    const refusal = refusalOf(error);
    record.status = refusal.status;
    refuseUpgrade(socket, refusedUpgrade(refusal));
  }
}
