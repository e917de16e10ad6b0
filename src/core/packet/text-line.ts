import { fail, ok, type Result } from '../result';
import { isIndex, tickFault } from './guards';
import { type LineEnvelope, PACKET_VERSION, TEXT_MARKER } from './schema';

/** Ends a text in the game's language. */
export const TEXT_END = '\u001e';
/** Longest text, in bytes [P11]. */
export const MAX_TEXT = 65_536;

/** Before the channel's name; no mod's channel has a colon in it. */
const TEXT_CHANNEL = 'text:';
/** Whether a channel carries texts in the game's language: names of prototypes, no message of a mod. */
export const isText = (channel: string): boolean => channel.startsWith(TEXT_CHANNEL);

/** `Factoscope-text:1:<seq>:<chain>:<tick>:<channel>:<key>=<text>`; the text may hold line breaks. */
const FORM = /^(\d{1,9}):(\d{1,16}):(\d{1,10}):(\d{1,20}):([^:=\n]{0,200}):([^=\n]{0,500})=([\s\S]*)$/;

/**
 * A text line, from its marker on, into a local line with one channel packet: name `text:<channel>`, data `{key, text}` [P11].
 * Errors: `bad-text-line`, `too-new`, `out-of-range`.
 */
export function readTextLine(line: string): Result<LineEnvelope> {
  const end = line.indexOf(TEXT_END);
  const match = FORM.exec(line.slice(TEXT_MARKER.length, end < 0 ? undefined : end));
  if (!line.startsWith(TEXT_MARKER) || !match) return fail('bad-text-line', 'A line with a text of the game is damaged.');
  const [, version, seq, chain, tick, channel, key, text] = match as unknown as string[];
  if (Number(version) > PACKET_VERSION) {
    return fail(
      'too-new',
      `This text is of packet version ${version}.`,
      'Reload the site to get its newest version, then drop the log again.',
    );
  }
  const at: [number, number] = [Number(seq), Number(chain)];
  if (!isIndex(at[0]) || !isIndex(at[1]) || tickFault(Number(tick))) {
    return fail('out-of-range', 'A line with a text of the game names an impossible place in the history.');
  }
  return ok({
    v: PACKET_VERSION,
    at,
    d: [{ kind: 'channel', tick: Number(tick), name: TEXT_CHANNEL + channel, data: { key, text } }],
  });
}
