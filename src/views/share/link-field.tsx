import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { share as words } from '../../texts/share';
import { useApp } from '../app-context';
import { CopyButton } from '../parts/copy-button';
import { Icon } from '../parts/icon';
import { Qr } from './qr';

/** A link that can be copied, sent, and read off the screen. `about`: what it shows, for whoever is sent it. */
export function LinkField(props: { title: string; label: string; link: string; about: string; children?: ComponentChildren }) {
  const { title, label, link, about, children } = props;
  const { actions } = useApp();
  const [qr, setQr] = useState(false);
  const send = () =>
    navigator.share({ title: about, url: link }).catch((error: unknown) => {
      // Who closes the sheet has sent nothing, and knows.
      if (!(error instanceof DOMException && error.name === 'AbortError')) actions.say('bad', words.sendFailed);
    });
  return (
    <section class="share__link stack" aria-label={title}>
      <h3 class="sec">{title}</h3>
      <div class="row">
        <span class="field grow">
          <input class="mono" readOnly value={link} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
        </span>
        <CopyButton text={link} label={words.copy} words={words.copy} small={false} ghost={false} />
      </div>
      {children}
      <div class="btns">
        {typeof navigator.share === 'function' && (
          <button type="button" class="btn btn--s" onClick={() => void send()}>
            <Icon name="share" size="s" /> {words.send}
          </button>
        )}
        <button type="button" class="btn btn--s" aria-pressed={qr} onClick={() => setQr(!qr)}>
          <Icon name="qr" size="s" /> {words.qr}
        </button>
      </div>
      {qr && <Qr text={link} label={words.qrOf(title)} />}
    </section>
  );
}
