/** Log lines as each carrier would write them, for tests that want every sample in every carrier. */
const START = Date.UTC(2026, 10, 21, 19, 56, 24);

export const CARRIERS = [
  'plain',
  'crlf',
  'bom',
  'utf-16le',
  'docker-json',
  'docker-timestamps',
  'docker-compose',
  'docker-compose-color',
  'journald-short',
  'journald-iso',
  'journald-export',
  'journald-export-binary',
  'journald-json',
  'syslog-5424',
  'syslog-5424-token',
  'syslog-5424-octets',
  'syslog-3164',
  'ledger',
] as const;
export type Carrier = (typeof CARRIERS)[number];

/** Carriers whose clock is whole: `wrapIn` gives line n the time `clockOf(n)`. */
export const WITH_CLOCK: readonly Carrier[] = [
  'docker-json',
  'docker-timestamps',
  'journald-iso',
  'journald-export',
  'journald-export-binary',
  'journald-json',
  'syslog-5424',
  'syslog-5424-token',
  'syslog-5424-octets',
  'ledger',
];

/** Milliseconds since 1970 of line `n`, from 0. */
export const clockOf = (n: number): number => START + n * 1000;

export function wrapIn(carrier: Carrier, lines: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const text = (line: (text: string, n: number) => string) => encoder.encode(lines.map(line).join(''));
  const iso = (n: number) => new Date(clockOf(n)).toISOString();
  const short = (n: number) => new Date(clockOf(n)).toUTCString().replace(/^\w+, (\d+) (\w+) \d+ ([\d:]+).*$/, '$2 $1 $3');
  switch (carrier) {
    case 'plain':
      return text((line) => `${line}\n`);
    case 'crlf':
      return text((line) => `${line}\r\n`);
    case 'bom':
      return encoder.encode(`\ufeff${lines.join('\n')}\n`);
    case 'utf-16le': {
      const whole = `\ufeff${lines.join('\r\n')}\r\n`;
      const bytes = new Uint8Array(whole.length * 2);
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < whole.length; i++) view.setUint16(i * 2, whole.charCodeAt(i), true);
      return bytes;
    }
    case 'docker-json':
      return text((line, n) => dockerRecords(line, iso(n)));
    case 'docker-timestamps':
      return text((line, n) => `${iso(n).replace('Z', '123456Z')} ${line}\n`);
    case 'docker-compose':
      return text((line) => `factorio-1  | ${line}\n`);
    case 'docker-compose-color':
      return text((line) => `\u001b[36mfactorio-1  | \u001b[0m${line}\n`);
    case 'journald-short':
      return text((line, n) => `${short(n)} host factorio[123]: ${line}\n`);
    case 'journald-iso':
      return text((line, n) => `${iso(n).replace(/\.\d+Z/, '+0000')} host factorio[123]: ${line}\n`);
    case 'journald-export':
      return text((line, n) => `__CURSOR=s=1;i=${n}\n__REALTIME_TIMESTAMP=${clockOf(n)}000\n_PID=123\nMESSAGE=${line}\n\n`);
    case 'journald-export-binary':
      return joined(
        lines.flatMap((line, n) => {
          const message = encoder.encode(line);
          const length = new Uint8Array(8);
          new DataView(length.buffer).setUint32(0, message.length, true);
          const before = encoder.encode(`__CURSOR=s=1;i=${n}\n__REALTIME_TIMESTAMP=${clockOf(n)}000\nMESSAGE\n`);
          return [before, length, message, encoder.encode('\n_PID=123\n\n')];
        }),
      );
    case 'journald-json':
      return text((line, n) => {
        // Messages that are not ASCII alone come as bytes.
        const plain = /^[ -~]*$/.test(line);
        return `${JSON.stringify({ __REALTIME_TIMESTAMP: `${clockOf(n)}000`, MESSAGE: plain ? line : [...encoder.encode(line)] })}\n`;
      });
    case 'syslog-5424':
      return text((line, n) => `<14>1 ${iso(n)} host factorio 123 - [meta@1 note="a ] \\" b"] ${line}\n`);
    case 'syslog-5424-token':
      return text((line, n) => `<14>1 ${iso(n)} host ${'eyJhbGciOiJIUzI1NiJ9.'.repeat(20)} 123 ID47 - ${line}\n`);
    case 'syslog-5424-octets':
      return joined(
        lines.map((line, n) => {
          const frame = encoder.encode(`<14>1 ${iso(n)} host factorio 123 - - \ufeff${line}`);
          return joined([encoder.encode(`${frame.length} `), frame]);
        }),
      );
    case 'syslog-3164':
      return text((line, n) => `<14>${short(n)} host factorio[123]: ${line}\n`);
    case 'ledger':
      return text((line, n) => `@${clockOf(n)} ${line}\n`);
  }
}

/** docker cuts what it reads after 16 KiB. */
function dockerRecords(line: string, time: string): string {
  const whole = `${line}\n`;
  let records = '';
  for (let at = 0; at < whole.length; at += 16_384) {
    records += `${JSON.stringify({ log: whole.slice(at, at + 16_384), stream: 'stdout', time })}\n`;
  }
  return records;
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}
