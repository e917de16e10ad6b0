/** Who may see what: strangers what they are told, who has a token to watch a server all of it. */
import { type Allowed, EVERYTHING, STRANGERS } from '../../../src/core/live/view';
import type { OutOptions, TokenCheck } from './options';

/** null: nothing without a token. */
export function strangersOf({ public: shown, chat = false }: Pick<OutOptions, 'public' | 'chat'>): Allowed | null {
  if (shown === 'none') return null;
  return { ...STRANGERS, chat, force: shown === undefined ? 'first' : shown === 'all' ? 'all' : { name: shown } };
}

/** Longer ones are no token of anybody. */
const MAX_TOKEN = 2048;

export class Rights {
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
    if (token.length > MAX_TOKEN) return null;
    const grant = await this.tokens.verify(token);
    return typeof grant === 'object' && grant.use === 'watch' ? grant.server : null;
  }

  /** Servers' names are told to everybody. */
  get open(): boolean {
    return this.strangers !== null;
  }
}
