import '../styles/import.css';
import type { PackInfo } from '../../core/pack/types';
import type { WorldInfo } from '../../core/world/types';
import { type Job, worldsOf } from '../../state/load';
import { t } from '../../texts';
import { useApp } from '../app-context';
import { JoinOffer } from '../parts/join-offer';
import { Problems } from '../parts/problems';
import { StateCard } from '../parts/state-card';
import { pickFiles } from '../shell/pick';
import { Files } from './files';
import { hasMap } from './has-map';
import { NoMap } from './no-map';
import { LooseOffer, PackCard } from './pack-card';
import { Progress } from './progress';
import { WorldCard } from './world-card';

/** What is being read, what was found so far, and what went wrong. */
export function ImportView() {
  const { state, actions } = useApp();
  const job = state.job.value;
  if (job === null)
    return (
      <main class="import import--empty">
        <h1 class="vh">{t.import.title}</h1>
        <StateCard icon="file" title={t.import.none}>
          <p>{t.import.noneTip}</p>
          <div class="btns">
            <button type="button" class="btn btn--primary" onClick={() => pickFiles(actions.openFiles)}>
              {t.start.files}
            </button>
            <a class="btn" href="#/">
              {t.bar.home}
            </a>
          </div>
        </StateCard>
      </main>
    );

  const worlds = touched(job, state.worlds.value ?? []);
  const packs = packsOf(job, state.packs.value ?? []);
  const mapped = worlds.filter(hasMap);
  const found = worlds.length + packs.length > 0;
  const over = job.status !== 'reading' && job.status !== 'fetching';
  const problems = [...job.problems, ...(job.report?.problems ?? job.progress?.problems ?? [])];
  const full = problems.find((problem) => problem.code === 'storage-full');

  return (
    <main class="import">
      <div class="stack import__main">
        <section class="panel" aria-label={t.import.progress}>
          <Progress job={job} worlds={worlds} packs={packs} />
          <Files job={job} />
        </section>
        {full !== undefined && (
          <StateCard
            kind="bad"
            icon="bad"
            title={t.storage.full}
            code={`${full.code}${full.file === '' ? '' : ` · ${full.file}:${full.line}`}`}
          >
            <p>{full.detail}</p>
            <p>{t.storage.fullTip}</p>
            <div class="btns">
              <a class="btn btn--primary" href="#/">
                {t.storage.choose}
              </a>
              <button type="button" class="btn" onClick={actions.persist}>
                {t.storage.ask}
              </button>
            </div>
          </StateCard>
        )}
        <Problems problems={problems.filter((problem) => problem !== full)} kept={found} />
      </div>
      <aside class={`stack import__side ${mapped.length + packs.length > 0 ? 'import__side--mapped' : ''}`} aria-label={t.import.found}>
        {mapped.map((world) => (
          <WorldCard key={world.id} world={world} reading={!over} />
        ))}
        {packs.map((pack) => (
          <PackCard key={pack.id} pack={pack} primary={mapped.length === 0} />
        ))}
        <LooseOffer />
        {over && packs.length === 0 && <NoMap worlds={worlds.filter((world) => !hasMap(world))} all={mapped.length === 0} />}
        {over && state.joinable.value.length > 0 && (
          <div class="panel import__join">
            <JoinOffer among={worlds.map((world) => world.id)} />
          </div>
        )}
        {!found && job.report?.loose === undefined && job.status !== 'failed' && (
          <StateCard icon={over ? 'info' : 'clock'} title={over ? t.import.nothingFound : t.import.looking} busy={!over}>
            <p>{over ? t.import.nothingFoundTip : t.import.lookingTip}</p>
          </StateCard>
        )}
      </aside>
    </main>
  );
}

/** The worlds this job has gone into, as they are now. */
function touched(job: Job, worlds: WorldInfo[]): WorldInfo[] {
  const ids = worldsOf(job);
  return worlds.filter((world) => ids.has(world.id));
}

/** The packs it has gone into. */
function packsOf(job: Job, packs: PackInfo[]): PackInfo[] {
  const ids = new Set([...(job.report?.packs ?? []), ...(job.progress?.packs ?? []).map(({ id }) => id)]);
  return packs.filter((pack) => ids.has(pack.id));
}
