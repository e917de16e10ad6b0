/** Who may see what: strangers what they are told, who has a token to watch a server all of it. */
import { type Allowed, EVERYTHING, STRANGERS } from '../../../src/core/live/view';
import { type Grant, MAX_TOKEN, type TokenUse } from '../tokens';
import type { OutOptions, TokenCheck } from './options';

type Verified = Awaited<ReturnType<TokenCheck['verify']>>;

/** null: nothing without a token. */
export function strangersOf({ public: shown, chat = false }: Pick<OutOptions, 'public' | 'chat'>): Allowed | null {
  if (shown === 'none') return null;
  return { ...STRANGERS, chat, force: shown === undefined ? 'first' : shown === 'all' ? 'all' : { name: shown } };
}

/** A link that many follow at once is looked at once: for so long (ms), and so many of them. */
const KNOWN_FOR = 10_000;
const MOST_KNOWN = 100;

export class Rights {
  private readonly known = new Map<string, { grant: Promise<Verified>; at: number }>();

  constructor(
    private readonly tokens: TokenCheck,
    private readonly strangers: Allowed | null,
  ) {}

  /** What may be seen of a server; null: nothing. A token that is not good is no stranger: whoever shows one expects more. */
  async allowed(server: string, token: string | undefined): Promise<Allowed | null> {
    if (token === undefined) return this.strangers;
    return (await this.watches(token)) === server ? EVERYTHING : null;
  }

  /** The server that a token is for; null: it is no good, or for another use. */
  async watches(token: string): Promise<string | null> {
    return (await this.good(token, 'watch'))?.server ?? null;
  }

  async readsMetrics(token: string): Promise<boolean> {
    return (await this.good(token, 'metrics')) !== null;
  }

  private async good(token: string, use: TokenUse): Promise<Grant | null> {
    if (token.length > MAX_TOKEN) return null;
    const grant = await this.grant(token);
    return typeof grant === 'object' && grant.use === use && (grant.until === null || grant.until > Date.now()) ? grant : null;
  }

  private grant(token: string): Promise<Verified> {
    const now = Date.now();
    for (const [other, { at }] of this.known)
      if (now - at > KNOWN_FOR || now < at || this.known.size >= MOST_KNOWN) this.known.delete(other);
    const known = this.known.get(token) ?? { grant: this.tokens.verify(token), at: now };
    this.known.set(token, known);
    return known.grant;
  }

  /** Servers' names are told to everybody. */
  get open(): boolean {
    return this.strangers !== null;
  }
}
