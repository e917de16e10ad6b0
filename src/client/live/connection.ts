import { CLOSE, decodeFrame, type FrameHead, type Hello, LIVE_VERSION, type Position, type Welcome } from '../../core/live/wire';
import { readWelcome } from './welcome';

/** Why a connection is at its end. */
export type Ended = 'lost' | 'unreachable' | 'silent' | 'away' | 'bad-token' | 'no-server' | 'too-many' | 'too-new' | 'no-relay' | 'closed';

export interface Asked {
  address: string;
  token: string | null;
  from: Position | null;
}

export interface Listening {
  /** Again when the relay shows another view than before. */
  welcomed(welcome: Welcome): void;
  frame(head: FrameHead, lines: Uint8Array): void;
  /** Once. */
  ended(why: Ended): void;
}

/** A relay says something at least this often, be it that there is nothing to say; a line that is dead says nothing of it (ms). */
const SILENCE = 60_000;
/** From the first word to the welcome (ms). */
const PATIENCE = 20_000;
const REASONS: Record<number, Ended> = {
  [CLOSE.badHello]: 'too-new',
  [CLOSE.badToken]: 'bad-token',
  [CLOSE.noServer]: 'no-server',
  [CLOSE.tooMany]: 'too-many',
  [CLOSE.away]: 'away',
};

/** One connection to a server of a relay, from hello to its end. Answers how to end it. */
export function connect({ address, token, from }: Asked, listening: Listening): () => void {
  let socket: WebSocket;
  try {
    socket = new WebSocket(address);
  } catch {
    // Some browsers throw where others close at once: for what they do not allow.
    queueMicrotask(() => listening.ended('unreachable'));
    return () => {};
  }
  socket.binaryType = 'arraybuffer';
  let over = false;
  let welcomed = false;
  let timer: ReturnType<typeof setTimeout>;

  const end = (why: Ended) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    socket.close();
    listening.ended(why);
  };
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end(welcomed ? 'silent' : 'unreachable'), welcomed ? SILENCE : PATIENCE);
  };

  heard();
  socket.addEventListener('open', () => {
    const hello: Hello = { type: 'hello', v: LIVE_VERSION, ...(token === null ? {} : { token }), ...(from === null ? {} : { from }) };
    socket.send(JSON.stringify(hello));
    heard();
  });
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (over) return;
    if (typeof data === 'string') {
      const welcome = readWelcome(data);
      if (welcome === null) return welcomed ? heard() : end('no-relay');
      if (welcome.v > LIVE_VERSION) return end('too-new');
      welcomed = true;
      heard();
      return listening.welcomed(welcome);
    }
    const frame = data instanceof ArrayBuffer && welcomed ? decodeFrame(new Uint8Array(data)) : null;
    if (frame === null || !frame.ok) return end('no-relay');
    heard();
    listening.frame(frame.value.head, frame.value.lines);
  });
  // Why a connection did not come about browsers do not say.
  socket.addEventListener('close', ({ code }) => end(REASONS[code] ?? (welcomed ? 'lost' : 'unreachable')));
  return () => end('closed');
}
