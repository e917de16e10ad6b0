import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root } from './tools.mjs';

/**
 * Completes package-lock.json after packages were changed. Tools with a binary for each platform name them all as optional
 * packages; where a registry mirrors only some, npm leaves the others out of the lock file, and then `npm ci` refuses it, here
 * and on those platforms. So each missing one is written in, with its version and the platform that its name tells.
 */
const path = join(root, 'package-lock.json');
const platforms = {
  os: ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'],
  libc: ['gnu', 'musl'],
};
const cpus = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

await main(import.meta.url, () => {
  /** @type {{ packages: Record<string, Record<string, any>> }} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const added = Object.values(lock.packages).flatMap(({ optionalDependencies = {}, dev }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !Object.keys(lock.packages).some((place) => place.endsWith(`node_modules/${name}`)))
      .map(([name, version]) => {
        const { os, cpu, libc } = platformOf(name);
        // In npm's own order, and without what is undefined.
        return [`node_modules/${name}`, { version, cpu, dev, libc, optional: true, os }];
      }),
  );
  const { '': top, ...others } = { ...lock.packages, ...Object.fromEntries(added) };
  lock.packages = { '': top ?? {}, ...Object.fromEntries(Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'))) };
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  return `${added.length} added`;
});

/** @param {string} name */
function platformOf(name) {
  const words = name.replace(/^.*\//, '').split('-');
  const os = platforms.os.filter((os) => words.includes(os));
  const cpu = cpus.filter((cpu) => words.includes(cpu));
  const libc = platforms.libc.filter((libc) => words.includes(libc)).map((libc) => (libc === 'gnu' ? 'glibc' : libc));
  if (os.length + cpu.length === 0) throw new Error(`the platform of ${name} is not known`);
  /** @param {string[]} values */
  const some = (values) => (values.length > 0 ? values : undefined);
  return { os: some(os), cpu: some(cpu), libc: some(libc) };
}
