import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Folder } from '../testing/command';
import { usage as forwardUsage } from './forward';
import { Rig } from './metrics/testing/rig';
import { DEFAULT_PORT, DEFAULT_SERVER, relayOptions, usage as relayUsage } from './relay-options';
import { blocks, commands, directivesOf, guide, iniOf } from './testing/guide';
import { usage as tokenUsage } from './token-command';

const USAGES: Readonly<Record<string, string>> = { relay: relayUsage, forward: forwardUsage, token: tokenUsage };
const PORT = String(DEFAULT_PORT);
const optionsIn = (text: string): string[] => [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option);
const argsOf = (text: string): string[] => /cli\/main\.ts (?:\w+) ?(.*)$/.exec(text)![1]!.split(' ');
/** An option with its value. */
const given = (args: readonly string[], option: string): string | undefined => args[args.indexOf(option) + 1];

describe('docs/guide.md', () => {
  test('its commands are of this command line, with options that there are', () => {
    const all = commands();
    expect(all.length).toBeGreaterThan(10);
    for (const { name, args } of all) {
      expect(Object.keys(USAGES)).toContain(name);
      expect(optionsIn(USAGES[name]!)).toEqual(expect.arrayContaining(args.filter((word) => word.startsWith('--'))));
      if (name === 'relay') expect(() => relayOptions(args)).not.toThrow();
    }
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(['relay', 'token', 'forward']));
  });

  test('so are the options it names in passing', () => {
    const ours = new Set([...Object.values(USAGES).flatMap(optionsIn), '--help']);
    const others = new Set(['--import', '--enable-lua-udp', '--tail']);
    expect(optionsIn(guide).filter((option) => !ours.has(option) && !others.has(option))).toEqual([]);
  });

  test('a page on how to be seen names every option that says who sees what', () => {
    for (const option of [
      '--public',
      '--chat',
      '--origin',
      '--host',
      '--cert',
      '--key',
      '--keep',
      '--syslog',
      '--udp',
      '--stdin',
      '--data',
    ])
      expect(guide).toContain(option);
  });

  test('docker compose: ports, the token, and what is waited for fit the relay', () => {
    const [compose] = blocks('yaml').map((text) => parse(text));
    const { relay, factorio } = compose.services;
    expect(relay.command.startsWith('node --import tsx cli/main.ts relay ')).toBe(true);
    const args = argsOf(relay.command);
    const { syslog, port, host } = relayOptions(args);
    expect([port, host, syslog!.host]).toEqual([DEFAULT_PORT, undefined, '0.0.0.0']);
    expect(relay.ports).toEqual([`127.0.0.1:${port}:${port}`, `127.0.0.1:${syslog!.port}:${syslog!.port}`]);
    expect(relay.volumes.map((volume: string) => volume.split(':')[1])).toEqual([relay.working_dir, given(args, '--data')]);
    expect(factorio.logging.driver).toBe('syslog');
    expect(factorio.logging.options).toEqual({
      'syslog-address': `tcp://127.0.0.1:${syslog!.port}`,
      'syslog-format': 'rfc5424',
      tag: '$'.concat('{FACTOSCOPE_TOKEN}'),
    });
    expect(factorio.depends_on.relay.condition).toBe('service_healthy');
    const [kind, node, ...script] = relay.healthcheck.test;
    expect([kind, node, script[0]]).toEqual(['CMD', 'node', '-e']);
    expect(script[1]).toContain(`http://127.0.0.1:${port}/healthz`);
    // Nobody listens there: it says so, and is no error of its own.
    const { status, stderr } = spawnSync(process.execPath, ['-e', script[1].replace(String(port), '9')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, '']);
  });

  test('Prometheus asks where the relay answers', () => {
    const [near, far] = blocks('yaml')
      .map((text) => parse(text))
      .filter((value) => value.scrape_configs)
      .map(({ scrape_configs }) => scrape_configs[0]);
    expect(near.static_configs).toEqual([{ targets: [`127.0.0.1:${PORT}`] }]);
    expect(near.metrics_path).toBeUndefined();
    expect([far.scheme, Object.keys(far.authorization)]).toEqual(['https', ['credentials_file']]);
    expect(near.job_name).toBe(far.job_name);
  });

  test('systemd: units that start what there is, write where they may, and are told once to stop', () => {
    const units = blocks('ini').map(iniOf);
    expect(units).toHaveLength(2);
    for (const unit of units) {
      expect([...unit.keys()]).toEqual(['Unit', 'Service', 'Install']);
      const service = unit.get('Service')!;
      const [start = ''] = service.get('ExecStart')!;
      // By npx a stop would be told to the group and by npx again, and the second one ends it at once.
      expect(start).toMatch(/^\/usr\/bin\/node --import tsx cli\/main\.ts (relay|forward) /);
      expect(given(argsOf(start), '--data')).toBe(`/var/lib/${service.get('StateDirectory')![0]}`);
      expect(service.get('ProtectSystem')).toEqual(['strict']);
      expect(service.get('Restart')).toEqual(['always']);
    }
    expect(given(argsOf(units[0]!.get('Service')!.get('ExecStart')![0]!), '--host')).toBe('127.0.0.1');
    expect(units[1]!.get('Service')!.get('EnvironmentFile')![0]).not.toMatch(/^-/);
  });

  const analyze = '/usr/bin/systemd-analyze';
  test.skipIf(!existsSync(analyze))('systemd reads them', () => {
    const folder = new Folder();
    for (const [i, text] of blocks('ini').entries()) {
      // Its programs need not be on this machine.
      const path = folder.file(`factoscope-${i}.service`, text.replaceAll('/usr/bin/node', '/bin/sh').split('\n'));
      const { stdout, stderr } = spawnSync(analyze, ['verify', '--man=no', path], { encoding: 'utf8' });
      const ours = `${stdout}${stderr}`.split('\n').filter((row) => row.includes('factoscope-'));
      expect(ours).toEqual([]);
    }
  });

  test('proxies: the relay’s port, WebSockets, for whom they ask', () => {
    const [caddy = ''] = blocks('caddy');
    expect(caddy).toMatch(new RegExp(`^[\\w.]+ \\{\\n {4}reverse_proxy 127\\.0\\.0\\.1:${PORT}\\n\\}\\n$`));
    const directives = directivesOf(blocks('nginx')[0]!);
    const one = (...words: string[]) =>
      directives.filter((row) => words.every((word, i) => row[i] === word)).map((row) => row.slice(words.length));
    expect(one('proxy_pass')).toEqual([[`http://127.0.0.1:${PORT}`]]);
    expect(one('proxy_http_version')).toEqual([['1.1']]);
    expect(Object.fromEntries(one('proxy_set_header').map(([name, value]) => [name!.toLowerCase(), value]))).toEqual({
      host: '$http_host',
      upgrade: '$http_upgrade',
      connection: '$connection_upgrade',
      'x-forwarded-for': '$proxy_add_x_forwarded_for',
      'x-forwarded-proto': '$scheme',
    });
    expect(one('map')).toEqual([['$http_upgrade', '$connection_upgrade']]);
    // A watcher hears something every twenty seconds.
    expect(Number.parseInt(one('proxy_read_timeout')[0]![0]!, 10)).toBeGreaterThan(40);
  });

  test('what is asked of a relay is asked at its port, of the server that a log is of', () => {
    const urls = [...guide.matchAll(/http:\/\/localhost:(\d+)(\/[^\s`]*)/g)];
    expect(urls.map(([, port]) => port)).toEqual(urls.map(() => PORT));
    expect(urls.map(([, , path]) => path)).toEqual(['/healthz', '/api/servers', '/metrics', `/api/servers/${DEFAULT_SERVER}/log`]);
    expect(guide).toContain(`Port ${PORT} is for browsers`);
  });

  describe('metrics', () => {
    const folder = new Folder();
    let rig: Rig;
    afterAll(async () => await rig.close());

    test('are those that there are, all of them', async () => {
      rig = await Rig.open(folder.at('data'), 'game');
      const there = [...(await rig.metrics.text()).matchAll(/^# TYPE (factoscope_\w+)/gm)].map((match) => match[1]!);
      const named = new Set([...guide.matchAll(/`(factoscope_\w+)`/g)].map((match) => match[1]!));
      const silent = ['factoscope_game_info', 'factoscope_relay_log_end_bytes'];
      expect([...named].sort()).toEqual(there.filter((name) => !silent.includes(name)).sort());
    });
  });
});
