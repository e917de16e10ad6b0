import { fail, ok, type Result } from '../result';
import { PACKET_VERSION } from './schema';

/** An envelope as it was parsed, before anything but `v` is known of it. */
export type RawEnvelope = Record<string, unknown> & { v: number };
/** Lifts an envelope from the version it stands under to the next one. */
export type Ladder = Readonly<Record<number, (envelope: RawEnvelope) => RawEnvelope>>;

/** Version 1 is the first: there is no step yet. A new version adds the step that leads to it. */
const LADDER: Ladder = {};

/** Lifts an older envelope to the reader's version [P3]. Errors: `too-new`, `bad-envelope`. */
export function lift(envelope: RawEnvelope, ladder: Ladder = LADDER, current: number = PACKET_VERSION): Result<RawEnvelope> {
  if (envelope.v > current) {
    return fail(
      'too-new',
      `This line is of packet version ${envelope.v}; this site reads up to ${current}.`,
      'Reload the site to get its newest version, then drop the log again.',
    );
  }
  let lifted = envelope;
  while (lifted.v < current) {
    const step = ladder[lifted.v];
    if (!step) return fail('bad-envelope', `There is no packet version ${lifted.v}.`);
    lifted = { ...step(lifted), v: lifted.v + 1 };
  }
  return ok(lifted);
}
