/** The first that a watcher says. */
import { type Hello, isPosition, LIVE_VERSION } from '../../../src/core/live/wire';

/** Of text of MAX_HELLO at most. What is not as it should be is left out; null: it is none at all, or of another version. */
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
