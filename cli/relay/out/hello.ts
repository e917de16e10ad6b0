/** The first that a watcher says. */
import type { RawData, WebSocket } from 'ws';
import { type Hello, isPosition, LIVE_VERSION } from '../../../src/core/live/wire';

/** null: it is not one, of another version, not within time, or the socket is closed. */
export function helloOf(socket: WebSocket, ms: number): Promise<Hello | null> {
  return new Promise((resolve) => {
    const done = (hello: Hello | null) => {
      clearTimeout(timer);
      socket.off('message', heard).off('close', closed);
      resolve(hello);
    };
    const heard = (data: RawData, binary: boolean) => done(binary ? null : readHello(String(data)));
    const closed = () => done(null);
    const timer = setTimeout(() => done(null), ms);
    socket.on('message', heard).on('close', closed);
  });
}

/** Of text of MAX_HELLO at most. What is not as it should be is left out, but for its type and version. */
export function readHello(text: string): Hello | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.type !== 'hello' || value.v !== LIVE_VERSION) return null;
  const hello: Hello = { type: 'hello', v: LIVE_VERSION };
  if (typeof value.token === 'string') hello.token = value.token;
  if (isPosition(value.from)) hello.from = { epoch: value.from.epoch, offset: value.from.offset };
  if (isObject(value.want)) {
    const { surfaces, force, kinds } = value.want;
    hello.want = {};
    // A wish that cannot be read is one for nothing: never more is shown than was asked for.
    if (surfaces !== undefined) hello.want.surfaces = texts(surfaces);
    if (kinds !== undefined) hello.want.kinds = texts(kinds);
    if (typeof force === 'string') hello.want.force = force;
  }
  return hello;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);
