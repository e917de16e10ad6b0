/** Under which addresses a browser reaches this machine. */
import { networkInterfaces } from 'node:os';

/** `host`: the one that is listened on; undefined: all. The first is for this machine itself, where it is listened to. */
export function addressesOf(host: string | undefined, port: number, secure: boolean): string[] {
  const all = host === undefined || host === '::' || host === '0.0.0.0';
  const hosts = all ? ['localhost', ...ofNetwork()] : [host.includes(':') ? `[${host}]` : host];
  return hosts.map((name) => `${secure ? 'https' : 'http'}://${name}:${port}/`);
}

/** Containers' own networks are left out: nobody opens a browser there. */
function ofNetwork(): string[] {
  return Object.entries(networkInterfaces())
    .filter(([name]) => !/^(docker|br-|veth|virbr|cni|flannel)/.test(name))
    .flatMap(([, addresses = []]) => addresses)
    .filter(({ internal, family, address }) => !internal && family === 'IPv4' && !address.startsWith('169.254.'))
    .map(({ address }) => address);
}
