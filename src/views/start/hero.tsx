import { t } from '../../texts';
import { live } from '../../texts/live';
import { useApp } from '../app-context';
import picture from '../assets/hero.png';
import { pasted } from '../drop/collect';
import { Icon } from '../parts/icon';
import { pickFiles, pickFolder } from '../shell/pick';

export function Hero() {
  const { actions } = useApp();
  return (
    <section class="panel hero" aria-label={t.start.open}>
      <div class="hero__map">
        <img src={picture} alt="" loading="lazy" decoding="async" width="1024" height="704" />
      </div>
      <div class="hero__words">
        <h1 class="t-28">{t.start.claim}</h1>
        <p class="lead">{t.start.lead}</p>
      </div>
      <div class="zone">
        <span class="zone__glyph">
          <Icon name="drop" size="l" />
        </span>
        <p class="t-16">
          <span class="by-mouse">{t.start.dropHere}</span>
          <span class="by-touch">{t.start.openHere}</span>
        </p>
        <div class="btns">
          <button type="button" class="btn btn--primary btn--l" onClick={() => pickFiles(actions.openFiles)}>
            <Icon name="file" /> {t.start.files}
          </button>
          <button type="button" class="btn btn--l" onClick={() => pickFolder(actions.openFiles)}>
            <Icon name="folder" /> {t.start.folder}
          </button>
          <button type="button" class="btn btn--l" onClick={paste}>
            <Icon name="paste" /> {t.start.paste}
          </button>
        </div>
      </div>
      <div class="hero__more">
        <button type="button" class="btn" onClick={() => void actions.openSample()}>
          <Icon name="play" /> {t.start.sample}
        </button>
        <a class="btn btn--ghost" href="#/live">
          <Icon name="live" /> {live.claim}
        </a>
      </div>
    </section>
  );

  async function paste() {
    try {
      const what = pasted(await navigator.clipboard.readText());
      if (what === null) actions.say('note', t.start.pasteEmpty);
      else await ('address' in what ? actions.openUrl(what.address) : actions.openFiles([what.file]));
    } catch {
      // Browsers may refuse to hand out the clipboard, but never the keys.
      actions.say('note', t.start.pasteByKeys);
    }
  }
}
