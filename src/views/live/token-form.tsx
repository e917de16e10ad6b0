import { useState } from 'preact/hooks';
import type { LiveTarget } from '../../state/live-target';
import { live as w } from '../../texts/live';
import { useApp } from '../app-context';

/** Who has a token of the server's admin sees everything. */
export function TokenForm({ target }: { target: LiveTarget }) {
  const { state } = useApp();
  const [token, setToken] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void state.live.start(target, token.trim());
        setToken('');
      }}
    >
      <label class="label" for="live-token">
        {w.token}
      </label>
      <div class="row">
        <span class="field grow">
          <input
            id="live-token"
            type="password"
            autocomplete="off"
            maxLength={2000}
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </span>
        <button type="submit" class="btn" disabled={token.trim() === ''}>
          {w.useToken}
        </button>
      </div>
      <p class="t-12 faint">{w.tokenTip}</p>
    </form>
  );
}
