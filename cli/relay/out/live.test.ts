import { expect, it, vi } from 'vitest';
import { evening } from '../testing/writer';
import { Live } from './live';
import { bytes, type Client, type Rig, relay, watch } from './testing/relay';

const NIGHT = evening({ hours: 1.5, chunks: 16, launches: 1 }).flat();
const wait = { timeout: 30_000 };
let rig: Rig | null = null;

const tokenOf = ({ tokens }: Rig): Promise<string> => tokens.sign({ server: 'north', use: 'watch' });
const caughtUp = async (client: Client, { hub }: Rig): Promise<void> => {
  await vi.waitFor(() => expect(client.position).toBe(hub.log.end), wait);
};
const logOf = async ({ hub }: Rig): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of hub.log.read(0, hub.log.end)) parts.push(part);
  return Buffer.concat(parts);
};
/** Lines of nobody's, so long all together. */
const noise = (length: number, each = 400): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(length / each) }, (_, i) => Buffer.from(`${String(i).padStart(each - 1, '.')}\n`)));

it('[L11] a newcomer gets the latest as a keyframe, then the very lines of the log behind it', async () => {
  rig = await relay({}, NIGHT.slice(0, 300));
  const { hub, url } = rig;
  await vi.waitFor(() => expect(hub.info().world).not.toBeNull(), wait);
  const client = watch(`${url}/live/north`, { token: await tokenOf(rig) });
  await vi.waitFor(() => expect(client.keyframes).toHaveLength(1), wait);
  for (let i = 300; i < 400; i += 7) await hub.append(bytes(NIGHT.slice(i, Math.min(400, i + 7))));
  await caughtUp(client, rig);
  const [first] = client.keyframes;
  expect(client.welcome).toMatchObject({ type: 'welcome', v: 1, thin: null, resumed: false, server: { id: 'north', name: 'Nordhafen' } });
  expect(first).toMatchObject({ what: 'state', epoch: `${hub.log.epoch}.a-a-a-1-1`, bytes: client.text('state').length });
  expect(first!.bytes).toBeGreaterThan(1_000);
  expect(first!.gap).toBeUndefined();
  expect(client.text('lines')).toBe((await logOf(rig)).subarray(first!.offset).toString());
  expect(hub.watchers).toBe(1);
  expect(rig.counts.gaps).toBe(0);
});

it('a server that has told nothing yet is watched all the same, from its first line on', async () => {
  rig = await relay();
  const client = watch(`${rig.url}/live/north`, { token: await tokenOf(rig) });
  const stranger = watch(`${rig.url}/live/north`);
  await vi.waitFor(() => expect([client, stranger].map(({ keyframes }) => keyframes.length)).toEqual([1, 1]), wait);
  expect(client.got[0]!.head).toEqual({ epoch: client.last.epoch, offset: 0, what: 'state', first: true, last: true, bytes: 0 });
  await rig.hub.append(bytes(NIGHT.slice(0, 200)));
  await caughtUp(client, rig);
  expect(client.text('lines')).toBe(bytes(NIGHT.slice(0, 200)).toString());
  await caughtUp(stranger, rig);
  expect(stranger.text('lines')).toContain('Factoscope:');
});

it('[L12] goes on from where a watcher was: out of what is kept, out of the log, or where that is far with a keyframe behind a gap', async () => {
  rig = await relay({ limits: { ring: 200_000 } }, NIGHT.slice(0, 200));
  const { hub, url } = rig;
  const token = await tokenOf(rig);
  const begun = hub.log.end;
  const epoch = `${hub.log.epoch}.a-a-a-1-1`;
  await hub.append(noise(60_000, 700));
  await hub.append(noise(8_000));
  const log = hub.log.end;
  // The first to come finds nothing that is kept in frames.
  for (const offset of [begun, log - 8_000, log]) {
    const again = watch(`${url}/live/north`, { token, from: { epoch, offset } });
    await vi.waitFor(() => expect(again.welcome).not.toBeNull(), wait);
    await hub.append(noise(400));
    await caughtUp(again, rig);
    expect(again.welcome!.resumed).toBe(true);
    expect(again.keyframes).toEqual([]);
    expect(Buffer.concat(again.got.map(({ lines }) => lines)).toString()).toBe((await logOf(rig)).subarray(offset).toString());
    again.end();
  }
  expect(rig.counts.gaps).toBe(0);
  await hub.append(noise(300_000));
  for (const from of [
    { epoch, offset: log },
    { epoch, offset: hub.log.end + 1 },
    { epoch: `other${epoch}`, offset: log },
  ]) {
    const again = watch(`${url}/live/north`, { token, from });
    await caughtUp(again, rig);
    expect(again.welcome!.resumed).toBe(false);
    expect(again.got[0]!.head).toMatchObject({ what: 'state', first: true, gap: true });
  }
  expect(rig.counts.gaps).toBe(3);
});

it('[L10] lines longer than a frame come in pieces', async () => {
  rig = await relay({}, NIGHT.slice(0, 50));
  const client = watch(`${rig.url}/live/north`, { token: await tokenOf(rig) });
  await caughtUp(client, rig);
  const before = client.got.length;
  const begins = rig.hub.log.end;
  await rig.hub.append(Buffer.from(`${'x'.repeat(150_000)}\nshort\n`));
  await caughtUp(client, rig);
  const pieces = client.got.slice(before);
  expect(pieces.map(({ head }) => head.offset)).toEqual([begins, begins, rig.hub.log.end]);
  expect(Buffer.concat(pieces.map(({ lines }) => lines)).toString()).toBe(`${'x'.repeat(150_000)}\nshort\n`);
});

it('[L13] one that does not read is sent no more than is queued for it, and gets a keyframe behind a gap when it does; others see all', async () => {
  rig = await relay({ limits: { ring: 100_000, queued: 200_000 } }, NIGHT.slice(0, 200));
  const { hub, url, counts } = rig;
  const token = await tokenOf(rig);
  const quick = watch(`${url}/live/north`, { token });
  const slow = watch(`${url}/live/north`, { token });
  await Promise.all([caughtUp(quick, rig), caughtUp(slow, rig)]);
  slow.socket.pause();
  const from = hub.log.end;
  // What the network itself holds for it is a few megabytes.
  const one = noise(1_000_000);
  for (let i = 0; i < 24; i++) {
    await hub.append(one);
    // All that it reads is of this process too, which nothing else lets have its turn.
    await caughtUp(quick, rig);
  }
  expect(quick.text('lines').length).toBeGreaterThanOrEqual(24_000_000);
  slow.socket.resume();
  await caughtUp(slow, rig);
  expect(quick.keyframes).toHaveLength(1);
  expect(slow.keyframes.length).toBeGreaterThan(1);
  expect(slow.keyframes.slice(1).every(({ gap }) => gap === true)).toBe(true);
  expect(counts.gaps).toBe(slow.keyframes.length - 1);
  const got = slow.got.reduce((sum, { lines }) => sum + lines.length, 0);
  expect(got).toBeLessThan(20_000_000);
  // It goes on without a hole behind the keyframe.
  const log = await logOf(rig);
  expect(slow.text('lines')).toBe(log.subarray(slow.keyframes.at(-1)!.offset).toString());
  expect(quick.text('lines')).toBe(log.subarray(quick.keyframes[0]!.offset).toString());
  expect(from).toBeLessThan(slow.keyframes.at(-1)!.offset);
});

it('[L13] a line of which a slow watcher has the first piece is never begun again in the midst of it', async () => {
  rig = await relay({ limits: { ring: 50_000, queued: 100_000 } }, NIGHT.slice(0, 100));
  const client = watch(`${rig.url}/live/north`, { token: await tokenOf(rig) });
  await caughtUp(client, rig);
  client.socket.pause();
  for (let i = 0; i < 12; i++) await rig.hub.append(Buffer.from(`${String(i).repeat(1_000_000)}\n`));
  client.socket.resume();
  await caughtUp(client, rig);
  expect(client.text('lines')).toBe((await logOf(rig)).subarray(client.keyframes.at(-1)!.offset).toString());
  expect(client.got.every(({ head }, i) => head.first === true || i === 0 || head.offset >= client.got[i - 1]!.head.offset)).toBe(true);
});

it('[L14] strangers see one force, no chat, and no lines of the engine; who has a token sees all', async () => {
  rig = await relay({}, NIGHT.slice(0, 400));
  const [stranger, friend] = [watch(`${rig.url}/live/north`), watch(`${rig.url}/live/north`, { token: await tokenOf(rig) })];
  await Promise.all([caughtUp(stranger, rig), caughtUp(friend, rig)]);
  await rig.hub.append(bytes([...NIGHT.slice(400), '2026-01-01 10:00:00 [CHAT] Mia: the secret word']));
  await Promise.all([caughtUp(stranger, rig), caughtUp(friend, rig)]);
  expect(stranger.welcome!.thin).toEqual({ force: 'player', surfaces: null, kinds: null, chat: false });
  expect(friend.text('lines')).toContain('the secret word');
  expect(stranger.text('lines')).toContain('Factoscope:');
  expect(stranger.text('lines')).not.toContain('secret');
  expect(stranger.text('lines')).not.toContain('[CHAT]');
  expect(stranger.text('state')).not.toContain('Loading');
  expect(stranger.last.epoch).toBe(`${rig.hub.log.epoch}.1-a-a-0-0`);
  // It comes back within the same view.
  const offset = stranger.position;
  const again = watch(`${rig.url}/live/north`, { from: { epoch: stranger.last.epoch, offset } });
  await vi.waitFor(() => expect(again.welcome?.resumed).toBe(true), wait);
});

it('[L14] strangers see what they are told to: another force, all of them, chat, or nothing', async () => {
  for (const [options, thin] of [
    [{ public: 'enemy' }, { force: 'enemy', surfaces: null, kinds: null, chat: false }],
    [{ public: 'all' }, { force: null, surfaces: null, kinds: null, chat: false }],
    [{ chat: true }, { force: 'player', surfaces: null, kinds: null, chat: true }],
  ] as const) {
    rig = await relay(options, NIGHT.slice(0, 200));
    const client = watch(`${rig.url}/live/north`);
    await caughtUp(client, rig);
    expect(client.welcome!.thin).toEqual(thin);
    client.end();
    await rig.close();
  }
  rig = await relay({ public: 'none' }, NIGHT.slice(0, 200));
  const [stranger, friend] = [watch(`${rig.url}/live/north`), watch(`${rig.url}/live/north`, { token: await tokenOf(rig) })];
  await vi.waitFor(() => expect(stranger.closed?.code).toBe(4401), wait);
  await caughtUp(friend, rig);
  expect(rig.counts.refusals).toEqual(['token']);
});

it('[L14] filters as a watcher wants it: never more than it may see', async () => {
  rig = await relay({}, NIGHT.slice(0, 400));
  const token = await tokenOf(rig);
  const players = watch(`${rig.url}/live/north`, { token, want: { kinds: ['players'], surfaces: ['nauvis'], force: 'player' } });
  const enemy = watch(`${rig.url}/live/north`, { want: { force: 'enemy' } });
  await Promise.all([caughtUp(players, rig), caughtUp(enemy, rig)]);
  expect(players.welcome!.thin).toEqual({ force: 'player', surfaces: ['nauvis'], kinds: ['players'], chat: true });
  // It is of no force: the one it may see and the one it wants are two.
  expect(enemy.welcome!.thin!.force).toBe('');
  await rig.hub.append(bytes(NIGHT.slice(400)));
  await Promise.all([caughtUp(players, rig), caughtUp(enemy, rig)]);
  expect(players.text('lines')).toContain('"players"');
  expect(players.text('lines')).not.toContain('"entities"');
  expect(enemy.text('lines')).not.toContain('"entities"');
});

it('so many different views of a server are thinned at once, and no more', async () => {
  rig = await relay({ limits: { channels: 3 } }, NIGHT.slice(0, 100));
  const kinds = ['players', 'chart', 'tiles', 'entities'];
  const many = kinds.map((kind) => watch(`${rig!.url}/live/north`, { want: { kinds: [kind] } }));
  await vi.waitFor(() => expect(many.filter(({ closed }) => closed?.code === 4429)).toHaveLength(1), wait);
  const all = watch(`${rig.url}/live/north`, { token: await tokenOf(rig) });
  await caughtUp(all, rig);
  // Who goes makes room.
  many.find(({ closed }) => closed === null)!.end();
  await vi.waitFor(() => expect(rig!.hub.watchers).toBe(3), wait);
  const late = watch(`${rig.url}/live/north`, { want: { kinds: ['research'] } });
  await caughtUp(late, rig);
  expect(late.closed).toBeNull();
});

it('who asks for a view and is gone before it begins leaves room for others', async () => {
  rig = await relay({ limits: { channels: 2 } }, NIGHT.slice(0, 100));
  for (let i = 0; i < 6; i++) {
    const hasty = watch(`${rig.url}/live/north`, {
      want: { surfaces: [`s${i}`], kinds: [['players', 'chart', 'tiles', 'entities', 'built', 'tags'][i]!] },
    });
    await vi.waitFor(() => expect(hasty.socket.readyState).toBe(hasty.socket.OPEN), wait);
    hasty.end();
  }
  await vi.waitFor(async () => {
    const client = watch(`${rig!.url}/live/north`, { want: { kinds: ['research'] } });
    await vi.waitFor(() => expect(client.welcome ?? client.closed).not.toBeNull(), wait);
    expect(client.closed).toBeNull();
  }, wait);
});

it.each([
  ['', false],
  [', also when it came before anybody looked', true],
])('another world begins for those whose lines are thinned with a keyframe behind a gap%s', async (_, unseen) => {
  const beat = vi.spyOn(Live.prototype, 'beat');
  if (unseen) beat.mockImplementation(() => {});
  rig = await relay({}, NIGHT.slice(0, 200));
  const [stranger, friend] = [watch(`${rig.url}/live/north`), watch(`${rig.url}/live/north`, { token: await tokenOf(rig) })];
  await Promise.all([caughtUp(stranger, rig), caughtUp(friend, rig)]);
  const world = rig.hub.info().world;
  await rig.hub.append(bytes(evening({ seed: 8, hours: 0.2, chunks: 4, launches: 1 }).flat()));
  await vi.waitFor(() => expect(rig!.hub.info().world).not.toBe(world), wait);
  beat.mockRestore();
  await vi.waitFor(() => expect(stranger.keyframes).toHaveLength(2), wait);
  await Promise.all([caughtUp(stranger, rig), caughtUp(friend, rig)]);
  expect(stranger.keyframes[1]!.gap).toBe(true);
  expect(stranger.texts.map((text) => JSON.parse(text).server.world)).toEqual([world, rig.hub.info().world]);
  expect(friend.keyframes).toHaveLength(1);
});

it('many who come at once are shown one keyframe, which is made once', async () => {
  rig = await relay({}, NIGHT);
  const made = vi.spyOn(rig.hub.state, 'keyframe');
  const many = Array.from({ length: 200 }, () => watch(`${rig!.url}/live/north`));
  await Promise.all(many.map((client) => caughtUp(client, rig!)));
  const keyframes = await Promise.all(made.mock.results.map(({ value }) => value));
  expect(new Set(keyframes).size).toBe(1);
  expect(rig.hub.watchers).toBe(200);
});

it('[L15] those who watch are told that the relay goes away', async () => {
  rig = await relay({}, NIGHT.slice(0, 100));
  const client = watch(`${rig.url}/live/north`);
  await caughtUp(client, rig);
  await rig.out.close();
  await vi.waitFor(() => expect(client.closed?.code).toBe(1001), wait);
});
