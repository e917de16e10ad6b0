/**
 * Who may write to a server, who may watch all of it, and who may read the relay's metrics: JWTs signed with the relay's secret. Kafkatorio's have only `sub`, the server,
 * and `iat`; they may write.
 */
import { errors, jwtVerify, SignJWT } from 'jose';
import { SERVER_ID } from './keeping';

export type TokenUse = 'write' | 'watch' | 'metrics';
/** In the place of a server: metrics tell of all. */
export const ALL_SERVERS = '*';

export interface Grant {
  server: string;
  use: TokenUse;
  /** Milliseconds since 1970 from which on it is expired; null: never. */
  until: number | null;
}

/** Those of servers' names of 63 letters have some 250 characters. */
export const MAX_TOKEN = 2048;
const DAY = 86_400;
const ALGORITHM = 'HS256';
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export class Tokens {
  constructor(private readonly secret: Uint8Array) {}

  /** `days`: how long it holds; forever unless told. */
  async sign({ server, use, days }: { server: string; use: TokenUse; days?: number }): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const token = new SignJWT({ use }).setProtectedHeader({ alg: ALGORITHM }).setSubject(server).setIssuedAt(now);
    if (days !== undefined) token.setExpirationTime(now + Math.round(days * DAY));
    return await token.sign(this.secret);
  }

  /** Never throws, whatever is handed in. */
  async verify(token: string): Promise<Grant | 'bad' | 'expired'> {
    if (token.length > MAX_TOKEN || !JWT.test(token)) return 'bad';
    try {
      const { payload } = await jwtVerify(token, this.secret, { algorithms: [ALGORITHM] });
      const { sub, exp, use = 'write' } = payload;
      if (sub === undefined || !isUse(use) || !(use === 'metrics' ? sub === ALL_SERVERS : SERVER_ID.test(sub))) return 'bad';
      return { server: sub, use, until: exp === undefined ? null : exp * 1000 };
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'expired' : 'bad';
    }
  }
}

const isUse = (use: unknown): use is TokenUse => use === 'write' || use === 'watch' || use === 'metrics';
