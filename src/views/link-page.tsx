import { t } from '../texts';
import { share as words } from '../texts/share';
import { useApp } from './app-context';
import { CodeFailed, Middle, useLazyView } from './parts/lazy-view';
import { Bones, StateCard } from './parts/state-card';

/** A link that holds what it shows: on its way, bent, or the page it holds. A piece of a map becomes a map, which is elsewhere. */
export function LinkPage() {
  const { link } = useApp().state;
  const problem = link.problem.value;
  if (problem !== null)
    return (
      <Middle heading={words.opened.title}>
        <StateCard kind="bad" icon="link" title={words.opened.title} code={problem.code}>
          <p>
            {problem.detail} {problem.tip}
          </p>
          <div class="btns">
            <a class="btn btn--primary" href="#/">
              {words.opened.home}
            </a>
            {problem.code === 'link-too-new' && (
              <button type="button" class="btn" onClick={() => location.reload()}>
                {t.reload}
              </button>
            )}
          </div>
        </StateCard>
      </Middle>
    );
  return link.shared.value === null ? <Opening /> : <Shared />;
}

const Opening = () => (
  <Middle heading={words.opened.opening}>
    <StateCard icon="clock" title={words.opened.opening} busy>
      <Bones />
    </StateCard>
  </Middle>
);

function Shared() {
  const { View, failed } = useLazyView(() => import('./share/shared-page').then(({ SharedPage }) => SharedPage));
  if (failed) return <CodeFailed title={t.packs.codeFailed} heading={words.opened.title} />;
  return View === null ? <Opening /> : <View />;
}
