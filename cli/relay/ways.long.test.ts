/** The ways into a relay that lie on other machines: docker's syslog driver, and `forward`; each as the real command. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { sameMoment } from '../../src/core/live/testing/same-moment';
import { Command } from './testing/command';
import { DockerLog } from './testing/docker';
import { worldOf } from './testing/moment';
import { cleanly, freePort, newFolder, Rig } from './testing/rig';
import { bytesOf, evening } from './testing/writer';
import { Tokens } from './tokens';

const play = evening({ hours: 1, launches: 2 }).flat();

/** As the command prints it. */
async function tokenFor(server: string, data: string, ...more: string[]): Promise<string> {
  const command = new Command(['token', '--server', server, '--data', data, ...more]);
  const [token] = await command.says(/[\w-]+\.[\w-]+\.[\w-]+/);
  expect(await command.ends()).toBe(0);
  return token!;
}

const refusals = async (rig: Rig): Promise<string> =>
  (await (await rig.get('metrics')).text())
    .split('\n')
    .filter((line) => line.includes('refused') && !line.startsWith('#'))
    .join('\n');

test.each(['newline', 'octets'] as const)('docker’s syslog driver with a good, a bad, an expired token (%s)', async (framing) => {
  const syslog = await freePort();
  const rig = await Rig.start({ args: ['--syslog', `127.0.0.1:${syslog}`] });
  const good = cleanly(new DockerLog(syslog, await tokenFor('island', rig.data), framing), (log) => log.close());
  // As Kafkatorio's were: a subject and a time, no more.
  const secret = new Uint8Array(readFileSync(join(rig.data, 'secret')));
  const expired = await new Tokens(secret).sign({ server: 'island', use: 'write', days: -1 });
  const other = await new Tokens(secret.map((byte) => byte ^ 1)).sign({ server: 'island', use: 'write' });
  const watch = await tokenFor('island', rig.data, '--watch');
  good.lines(play.slice(0, 50));
  await vi.waitFor(async () => expect((await (await rig.get('api/servers')).text()).includes('island')).toBe(true), { timeout: 30_000 });
  for (const token of [other, 'no-token-at-all', expired, watch]) {
    const bad = new DockerLog(syslog, token, framing);
    bad.lines(['   1.000 Info Evil.cpp:1: was here']);
    await bad.ended;
  }
  good.lines(play.slice(50));
  const watcher = rig.watch({ token: watch }, 'island');
  const log = async () => await (await rig.get('api/servers/island/log', { headers: { authorization: `Bearer ${watch}` } })).text();
  await vi.waitFor(async () => expect((await log()).split('\n').length - 1).toBe(play.length), { timeout: 30_000 });
  const text = await log();
  expect(text).not.toContain('Evil');
  expect(text.replace(/^@\d+ /gm, '')).toBe(bytesOf(play).toString());
  await rig.caughtUp(watcher, Buffer.byteLength(text));
  expect(good.open).toBe(true);
  expect(await sameMoment((await watcher.world())!, await worldOf(bytesOf(play)))).toEqual([]);
  const told = await refusals(rig);
  console.log(told);
  expect(told).toMatch(/token-bad"?\S* [12]/);
  expect(told).toMatch(/token-expired"?\S* 1/);
  // It is the watch token that was of no use for writing.
  expect(told).toMatch(/token-other"?\S* 1/);
});

test('forward sends on what came while the relay was away, across broken lines and kills of both', async () => {
  const rig = await Rig.start({ noLog: true });
  const data = newFolder();
  const token = await tokenFor('game', rig.data);
  const to = `ws://127.0.0.1:${rig.line.port}/forward/game`;
  const begin = (): Command => new Command(['forward', '--log', rig.log.path, '--to', to, '--token', token, '--data', data]);
  let forward: Command = cleanly(begin(), () => forward.kill());
  const bytes = bytesOf(play);
  const size = Math.ceil(bytes.length / 10);
  for (let i = 0; i < 10; i++) {
    rig.log.write(bytes.subarray(i * size, (i + 1) * size));
    if (i === 1 || i === 5) rig.line.cut();
    if (i === 2 || i === 6) rig.line.mend();
    if (i === 3 || i === 8) {
      await forward.kill();
      forward = begin();
    }
    if (i === 4) await rig.killAndStart();
    // The relay is away while the game's machine is started anew.
    if (i === 6) {
      await rig.relay.kill();
      await forward.kill();
      rig.log.rename();
      rig.log.reopen();
      forward = begin();
    }
    if (i === 7) await rig.up();
  }
  await vi.waitFor(
    async () => {
      const kept = Buffer.from(await (await rig.all('api/servers/game/log')).arrayBuffer());
      if (!kept.equals(bytes)) throw new Error(`${kept.length} of ${bytes.length} bytes are there\n${forward.said}\n${rig.relay.said}`);
    },
    { timeout: 60_000, interval: 200 },
  );
  const watcher = rig.watch();
  await rig.caughtUp(watcher);
  expect(await sameMoment((await watcher.world())!, await worldOf(bytes))).toEqual([]);
  // Whoever has no token, or another server's, writes nothing.
  const stranger = new Command([
    'forward',
    '--log',
    rig.log.path,
    '--to',
    to,
    '--token',
    await tokenFor('other', rig.data),
    '--data',
    newFolder(),
  ]);
  await stranger.says(/token/i);
  await stranger.kill();
  expect(Buffer.from(await (await rig.all('api/servers/game/log')).arrayBuffer()).equals(bytes)).toBe(true);
});
